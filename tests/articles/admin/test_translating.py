"""The translation desk: a table of what is behind, and the source beside the fields (A41)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.enums import Act, Role
from articles.models import Article
from tests.articles import making
from tests.articles.admin.asking import address, filled, written

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_article_translations")


def begun_in(client, article, language="de"):
    edition = making.edition(language)
    client.post(reverse("admin:articles_article_add_edition", args=[article.pk]), {"edition": edition.pk})
    return Article.objects.get(story=article.story_id, edition=edition)


@pytest.fixture
def client(desk):
    return desk(Role.EDITOR)


@pytest.fixture
def english(client):
    article = written(client)
    client.post(address(article), filled(act=Act.PUBLISH.value, body="<p>It <strong>comes</strong>.</p>"))
    return Article.objects.get(pk=article.pk)


@pytest.fixture
def german(client, english):
    return begun_in(client, english)


def out_anew(client, article, **changes):
    base = article.newest_revision().number
    client.post(address(article), filled(act=Act.PUBLISH.value, base=base, **changes))


def test_the_source_stands_beside_each_field_in_its_own_language(client, german):
    page = client.get(address(german)).content.decode()
    assert "Gazette: Title" in page
    assert '<div lang="en" dir="ltr">The ferry is late</div>' in page
    assert "It <strong>comes</strong>." in page
    assert "changed since" not in page


def test_what_changed_is_said_beside_its_field_until_the_newest_is_chosen(client, english, german):
    english.refresh_from_db()
    first = english.live_revision
    out_anew(client, english, title="The ferry is early", body="<p>It <strong>comes</strong>.</p>")
    english.refresh_from_db()
    page = client.get(address(german)).content.decode()
    assert page.count("changed since it was translated") == 1
    assert "<ins>early</ins>" in page
    assert f'<option value="{first.pk}" selected>Gazette, revision {first.number}</option>' in page
    assert f'<option value="{english.live_revision_id}">' in page
    client.post(address(german), filled(title="Die Fähre ist früh", source=english.live_revision_id))
    newest = german.newest_revision()
    assert (newest.title, newest.source) == ("Die Fähre ist früh", english.live_revision)
    assert "changed since" not in client.get(address(german)).content.decode()
    history = client.get(reverse("admin:articles_article_history", args=[german.pk])).content.decode()
    assert f"<ins>Gazette, revision {newest.source.number}</ins>" in history


def test_a_source_that_moved_on_while_somebody_translated_may_still_be_named(client, english, german):
    out_anew(client, english, title="The ferry is early")
    between = Article.objects.get(pk=english.pk).live_revision
    out_anew(client, english, title="The ferry is here")
    client.post(address(german), filled(title="Früh", source=between.pk))
    assert german.newest_revision().source == between
    german.refresh_from_db()
    assert german.behind_since


def test_another_storys_text_is_no_source(client, german):
    other = making.article()
    page = client.post(address(german), filled(title="Typed words", source=other.live_revision_id)).content.decode()
    assert "Select a valid choice" in page
    assert "Typed words" in page
    assert german.revisions.count() == 1


def test_a_first_article_asks_for_no_source(client, english):
    page = client.get(address(english)).content.decode()
    assert "Translated from" not in page
    assert "Translated from" not in client.get(reverse("admin:articles_article_add")).content.decode()


def test_the_desk_lists_what_is_behind_and_what_is_not_told(client, english, german):
    out_anew(client, english, title="The ferry is early", summary="Now.")
    other = making.article(title="Nobody translated this", published_at=timezone.now())
    page = client.get(LIST, {"edition": "de"}).content.decode()
    assert "Gazette auf Deutsch (1)" in page
    assert address(german) in page
    assert "Title, Summary" in page
    assert "Nobody translated this" in page
    made = begun_in(client, other)
    assert made.newest_revision().source == other.live_revision
    assert "Nobody translated this" not in client.get(LIST, {"edition": "de"}).content.decode()
    assert "Nothing: every translation" in client.get(LIST, {"edition": "en"}).content.decode()


def test_an_edition_that_is_not_there_is_not_found(client, english):
    assert client.get(LIST, {"edition": "xx"}).status_code == 404


def test_who_is_limited_to_an_edition_translates_into_it_what_is_out_in_another(client, english):
    making.edition("de")
    client.force_login(making.limited(Role.EDITOR, [], ["de"]))
    page = client.get(LIST).content.decode()
    assert str(english) in page
    assert "Gazette (" not in page
    made = begun_in(client, english)
    assert '<div lang="en" dir="ltr">The ferry is late</div>' in client.get(address(made)).content.decode()
    first = english.revisions.get(number=1)  # which nobody has read
    page = client.post(address(made), filled(title="Typed words", source=first.pk)).content.decode()
    assert "Select a valid choice" in page
    client.post(address(made), filled(title="Die Fähre", source=english.live_revision_id))
    assert made.newest_revision().title == "Die Fähre"
    draft = making.draft()
    answer = client.post(reverse("admin:articles_article_add_edition", args=[draft.pk]), {"edition": "de"})
    assert answer.status_code == 403
    answer = client.post(reverse("admin:articles_article_add_edition", args=[english.pk]), {"edition": "de"})
    assert answer.url == LIST, "it is told already, and the other is not theirs to open"


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_costs_the_same_whatever_its_length(client, english, number):
    for turn in range(number):
        article = written(client, title=f"Story {turn}")
        out_anew(client, article, title=f"Story {turn}")
        begun_in(client, article)
        out_anew(client, article, title=f"Otherwise {turn}")
        making.article(title=f"Untold {turn}", published_at=timezone.now())
    client.get(LIST, {"edition": "de"})
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(LIST, {"edition": "de"}).content.decode()
    assert page.count("(draft)") == number
    assert len(asked) <= 12
