"""An article's form while somebody writes: what is kept, offered, overridden (A12, A13, A15)."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions import writing
from articles.enums import Act, Role, State
from articles.models import Article, ArticleEvent, Presence, UnsavedText
from tests.articles import making
from tests.articles.admin.asking import address, filled, written

pytestmark = pytest.mark.django_db
KEEP = "/admin/articles/article/unsaved/"


def send(client, article=None, *, writer=None, typed=None, **more):
    """Send what the script sends."""
    said = {
        "writer": (writer or client.person).public_id,
        "article": article.pk if isinstance(article, Article) else article,
        "opening": str(uuid.UUID(int=1)),
        "follows": "",
        "serial": 1,
        "typed": typed or {"title": "Late", "body": "<p>Again.</p>", "base": "1"},
    }
    return client.post(KEEP, said | more, content_type="application/json")


def shown(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def test_an_unsaved_text_is_offered_with_what_it_changes_and_goes_once_it_is_saved(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    assert send(client, article, typed=filled(body="<p>Never again.</p>", base="1", section="")).status_code == 200
    page = client.get(address(article)).content.decode()
    assert "You have not saved this yet" in page
    assert "<del>Again.</del><ins>Never again.</ins>" in page

    page = client.get(f"{address(article)}?unsaved={UnsavedText.objects.get().pk}").content.decode()
    assert "This is what you typed on" in page
    assert "&lt;p&gt;Never again.&lt;/p&gt;" in page
    following = {name: shown(page, name) for name in ("opening", "follows")}
    client.post(address(article), filled(body="<p>Never again.</p>", **following))
    assert article.newest_revision().body == "<p>Never again.</p>"
    page = client.get(address(article)).content.decode()
    assert (UnsavedText.objects.count(), "You have not saved this yet" in page) == (0, False)
    assert f'data-saved="{following["opening"]}"' in page


def test_a_text_of_an_article_that_is_not_begun_is_offered_where_one_is_begun(desk):
    client = desk(Role.REPORTER)
    making.section(needs_four_eyes=False)
    send(client, typed=filled(title="Nobody has this yet", edition=str(making.edition().pk), base="0", section="1"))
    page = client.get(reverse("admin:articles_article_add")).content.decode()
    assert "Nobody has this yet" in page
    assert Article.objects.count() == 0
    client.post(reverse("admin:articles_article_discard"), {"unsaved": UnsavedText.objects.get().pk})
    assert "Nobody has this yet" not in client.get(reverse("admin:articles_article_add")).content.decode()


def test_nobody_reads_sends_or_throws_away_anothers_unsaved_text(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    send(client, article, typed={"title": "A secret", "base": "1"})
    unsaved, ada = UnsavedText.objects.get(), client.person
    client = desk(Role.PUBLISHER)
    asked = f"{address(article)}?unsaved={unsaved.pk}"
    assert "A secret" not in client.get(address(article)).content.decode()
    assert client.get(asked).status_code == 404
    assert client.post(reverse("admin:articles_article_discard"), {"unsaved": unsaved.pk}).status_code == 404
    assert send(client, article, writer=ada).status_code == 409
    assert UnsavedText.objects.get().fields["title"] == "A secret"


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"typed": "words"}, id="no fields"),
        pytest.param({"opening": "x"}, id="no opening"),
        pytest.param({"serial": -1}, id="no serial"),
        pytest.param({"article": 999999}, id="no article"),
    ],
)
def test_what_no_form_sends_is_refused(desk, said):
    assert send(desk(Role.EDITOR), **said).status_code == 400
    assert UnsavedText.objects.count() == 0


def test_what_arrives_after_the_form_was_saved_is_not_offered_later(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    client.post(address(article), filled(title="Saved", opening=uuid.UUID(int=1)))
    send(client, article, typed=filled(title="Saved", base="1", section=str(article.section_id)))
    client.get(address(article))
    assert UnsavedText.objects.count() == 0


def test_presence_costs_the_same_however_many_are_there_and_is_told_to_the_newsroom_alone(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    where = reverse("admin:articles_article_presence", args=[article.pk])
    counts, said = [], {"writer": client.person.public_id}
    for more in (1, 2):
        for _ in range(more):
            writing.appear(article=article, person=making.staff(Role.EDITOR), now=making.NOW)
        client.post(where, said, content_type="application/json")
        with CaptureQueriesContext(connection) as captured:
            told = client.post(where, said, content_type="application/json").json()
        counts.append(len(captured))
        assert len(told["others"]) == Presence.objects.count() - 1
    assert told["newest"] == {"number": 1, "by": client.person.name}
    assert counts[0] == counts[1] <= 8
    assert client.post(where, {"writer": "M-OTHER"}, content_type="application/json").status_code == 409
    client.post(where, said | {"leaving": True}, content_type="application/json")
    assert not Presence.objects.filter(person=client.person).exists()


def test_who_had_the_form_open_before_overwrites_no_photo_that_somebody_else_chose(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    theirs, mine = making.photo(credit="Their Maker"), making.photo(credit="My Maker")
    client.post(address(article), filled(photo=theirs.pk))
    page = client.post(address(article), filled(title="Mine", photo=mine.pk)).content.decode()
    assert "Somebody else has saved this article meanwhile" in page
    assert "Their Maker" in page[page.index("Where your text differs") :]
    assert article.newest_revision().photo_id == theirs.pk
    client.post(address(article), filled(base=2, photo=mine.pk))
    assert article.newest_revision().photo_id == mine.pk


def test_a_failing_checklist_is_overridden_point_by_point_with_a_reason_that_the_log_shows(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    asked = filled(act=Act.PUBLISH.value, summary="")
    assert "Publish all the same" not in client.get(address(article)).content.decode()
    page = client.post(address(article), asked).content.decode()
    assert re.findall(r'name="overridden" value="(\w+)"([^>]*)', page) == [("summary", ' id="id_overridden_0"')]

    asked |= {"base": 2, "overridden": ["summary"]}
    assert "Say why it is published all the same." in client.post(address(article), asked).content.decode()
    client.post(address(article), asked | {"reason": "The minister has resigned."})
    article.refresh_from_db()
    assert article.state(making.NOW + timedelta(minutes=1)) == State.PUBLISHED
    words = "a summary: The minister has resigned."
    assert f"published without {words}" in client.get(f"{address(article)[:-7]}history/").content.decode()
    assert words in client.get("/admin/articles/articleevent/").content.decode()
    assert ArticleEvent.objects.filter(override__isnull=False).count() == 1


def test_a_decorative_photo_is_read_out_to_nobody_and_the_history_says_so(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    asked = filled(photo=making.photo().pk, photo_is_decorative="on", act=Act.PUBLISH.value)
    client.post(address(article), asked)
    article.refresh_from_db()
    assert article.state(making.NOW + timedelta(minutes=1)) == State.PUBLISHED
    assert 'alt=""' in client.get(article.get_absolute_url()).content.decode()
    assert "The photo is decorative" in client.get(f"{address(article)[:-7]}history/").content.decode()


def test_what_no_database_keeps_and_what_is_no_message_is_refused(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    assert send(client, article, typed={"title": "a\x0bb"}).status_code == 400
    assert send(client, article, typed={"body": "<p>a\x0bb</p>"}).status_code == 400
    assert client.post(KEEP, "{", content_type="application/json").status_code == 400
