"""What a page asks now and then to tell of new comments (C53): the same for everybody, and kept."""

import json
import re
from html import unescape

import pytest

from moderation.actions import ledger
from moderation.enums import Measure
from tests.articles.pages.asking import Server, cookie
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db


def latest(article) -> str:
    return f"/en/articles/{article.pk}/comments/latest.json"


def numbers(found: list[list[int]]) -> list[int]:
    return [number for number, _ in found]


def test_the_newest_comments_that_can_be_read_are_named_by_number_and_key(client):
    article = making.article()
    first, second, held = (
        making.comment(article),
        making.comment(article),
        making.comment(article, measure=Measure.HOLD),
    )
    making.comment(making.article())
    assert client.get(latest(article)).json() == {"latest": [[2, second.pk], [1, first.pk]], "most": 50}
    ledger.record(comment=held, measure=Measure.PUBLISH, now=NOW)
    ledger.record(comment=first, measure=Measure.HOLD, now=NOW)
    assert numbers(client.get(latest(article)).json()["latest"]) == [3, 2]


def test_no_more_are_named_than_a_page_has(client):
    article = making.article()
    for _ in range(52):
        making.comment(article)
    assert numbers(client.get(latest(article)).json()["latest"]) == list(range(52, 2, -1))


@pytest.mark.django_db(transaction=True)
def test_ten_thousand_who_ask_cost_no_statement_and_get_the_same_until_something_is_new():
    article, server = making.article(), Server()
    making.comment(article)
    answer = server.get(latest(article))
    assert answer.headers["Cache-Control"].startswith("public, max-age=0, s-maxage=")
    assert not answer.cookies
    assert server.statements(latest(article)) == 0
    assert server.statements(latest(article), cookie=cookie()) == 0
    assert server.get(latest(article), query="since=4&sort=newest").body == answer.body
    assert server.get(latest(article), if_none_match=answer.headers["ETag"]).status == 304
    making.comment(article)
    fresh = server.get(latest(article), if_none_match=answer.headers["ETag"])
    assert (fresh.status, numbers(json.loads(fresh.text)["latest"])) == (200, [2, 1])


@pytest.mark.parametrize("made", [0, 3])
def test_article_and_thread_say_up_to_where_they_show_the_discussion(client, made):
    article = making.article()
    for _ in range(made):
        making.comment(article)
    for address in (article.get_absolute_url(), f"/en/articles/{article.pk}/comments/?sort=newest"):
        page = client.get(address).content.decode()
        assert f'data-latest="{latest(article)}"' in page
        assert f'data-last="{made}"' in page
        assert re.search('<section class="fresh"[^>]* hidden', page)
        assert '<button type="button" class="button button--primary" id="fresh-call" hidden></button>' in page


def test_an_article_without_a_thread_shows_that_none_has_been_seen(client):
    article = making.article()
    article.thread.delete()
    assert 'data-last="0"' in client.get(f"/en/articles/{article.pk}/comments/").content.decode()


def test_editors_choices_are_not_added_to_by_what_is_new(client):
    article = making.article()
    making.comment(article)
    assert "data-latest" not in client.get(f"/en/articles/{article.pk}/comments/?sort=chosen").content.decode()


def test_words_come_in_every_form_that_the_language_has(client):
    article = making.article()
    page = client.get(f"/en/articles/{article.pk}/comments/").content.decode()
    words = json.loads(unescape(re.search('data-words="([^"]*)"', page).group(1)))
    assert (words["one"], words["other"]) == ("%(count)s new comment", "%(count)s new comments")
    assert set(words) == {"zero", "one", "two", "few", "many", "other"}
