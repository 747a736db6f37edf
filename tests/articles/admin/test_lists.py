"""The newsroom's list of articles, however many there are (A55)."""

import pytest
from django.urls import reverse

from articles.enums import Role
from tests.articles import making

pytestmark = [pytest.mark.both, pytest.mark.django_db]
LIST = reverse("admin:articles_article_changelist")


@pytest.fixture
def newsroom(client):
    client.force_login(making.staff(Role.EDITOR))
    return client


def titles(response) -> list[str]:
    return [article.title for article in response.context["cl"].result_list]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("harb", ["The harbour freezes", "Harbours"], id="a beginning"),
        pytest.param("FREEZES the", ["The harbour freezes"], id="all words, in any order and case"),
        pytest.param("ferry", ["Harbours"], id="a word of the summary"),
        pytest.param("mark", ["A market", "Harbours"], id="a name in the byline"),
        pytest.param("arbour", [], id="not within a word"),
        pytest.param("?!", [], id="no word at all"),
        pytest.param(" ", ["A market", "The harbour freezes", "Harbours"], id="nothing asked"),
    ],
)
def test_articles_are_found_by_beginnings_of_words_whether_readers_see_them_or_not(newsroom, typed, found):
    making.draft(title="Harbours", summary="By ferry.", byline="Ada Mark")
    making.article(title="The harbour freezes", slug="freezes", summary="")
    making.article(title="A market", slug="market", summary="")
    assert titles(newsroom.get(LIST, {"q": typed})) == found


def test_each_page_goes_on_where_the_one_before_ended_in_any_order(newsroom, monkeypatch):
    monkeypatch.setattr("articles.admin.article.ArticleAdmin.list_per_page", 2)
    for letter in "CABED":
        making.draft(title=letter)
    assert [titles(newsroom.get(LIST, {"p": page})) for page in (1, 2, 3)] == [["D", "E"], ["B", "A"], ["C"]]
    by_title = [titles(newsroom.get(LIST, {"o": "1", "p": page})) for page in (1, 2, 3)]
    assert by_title == [["A", "B"], ["C", "D"], ["E"]]
