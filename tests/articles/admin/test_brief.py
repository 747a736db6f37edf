"""A planned story's page at the desk: filled in, refused in words, dropped, begun, without scripts (A40)."""

import pytest
from django.urls import reverse

from accounts.models import OutboxItem
from articles.actions import briefs
from articles.enums import Role
from articles.models import Article, Brief, Edition
from tests.articles import making
from tests.articles.actions.test_briefs import planned
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db
ADD = reverse("admin:articles_brief_add")
BOARD = reverse("admin:articles_brief_changelist")


def page(brief: Brief) -> str:
    return reverse("admin:articles_brief_change", args=[brief.pk])


def sent(**said) -> dict:
    place = {"edition": making.edition().pk, "section": making.section().pk}
    return (
        {"act": "save", "title": "Night trams", "about": "Why they stop", "due_at": "", "assignee": ""} | place | said
    )


@pytest.fixture
def editor(desk):
    return desk(Role.EDITOR)


def test_a_story_is_planned_by_the_editions_clock_and_changed(editor):
    making.edition()
    Edition.objects.update(time_zone="Europe/Berlin")
    ana = making.joining(making.person("Ana Lima", is_staff=True), Role.REPORTER)
    answer = editor.post(ADD, sent(due_at="2026-03-02T18:00", assignee=ana.pk), follow=True)
    assert answer.redirect_chain == [(BOARD, 302)]
    assert "A letter goes to: Ana Lima" in answer.content.decode()
    brief = Brief.objects.get()
    assert (brief.assignee, brief.due_at, brief.made_by) == (ana, NOW.replace(hour=17), editor.person)
    shown = editor.get(page(brief)).content.decode()
    assert 'value="2026-03-02T18:00"' in shown
    editor.post(page(brief), sent(title="Night buses", seen=brief.version, assignee=ana.pk))
    brief.refresh_from_db()
    assert (brief.title, brief.due_at, OutboxItem.objects.count()) == ("Night buses", None, 1)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        pytest.param({"title": "–"}, "title", id="a title without a letter"),
        pytest.param({"due_at": "soon"}, "due_at", id="a time that is none"),
        pytest.param({"about": "x" * 301}, "about", id="more than a line"),
        pytest.param({"assignee": "999999"}, "assignee", id="nobody"),
    ],
)
def test_a_refusal_stands_beside_the_field_and_what_was_typed_stays(editor, said, field):
    shown = editor.post(ADD, sent(**said)).content.decode()
    assert f'href="#id_{field}"' in shown
    assert "Why they stop" in shown or field == "about"
    assert not Brief.objects.exists()


def test_to_somebody_who_does_not_write_there_a_story_is_not_given(editor):
    away = making.limited(Role.REPORTER, ["sport"], [])
    shown = editor.post(ADD, sent(assignee=away.pk)).content.decode()
    assert f"{away} does not write in this section and edition." in shown


def test_what_a_colleague_has_changed_since_is_not_overwritten_before_it_is_seen(editor):
    brief = planned(editor.person)
    editor.post(page(brief), sent(seen=1))
    shown = editor.post(page(brief), sent(seen=1, title="Night buses", about="Of buses")).content.decode()
    assert "A colleague has changed this story meanwhile." in shown
    assert "Night buses" in shown
    assert "as it stands now: <bdi>Why they stop</bdi>" in shown
    editor.post(page(brief), sent(seen=2, title="Night buses"))
    assert Brief.objects.get().title == "Night buses"


def test_a_story_is_dropped_with_a_reason_and_planned_again(editor):
    brief = planned(editor.person)
    assert 'href="#id_why"' in editor.post(page(brief), {"act": "drop", "why": ""}).content.decode()
    assert editor.post(page(brief), {"act": "drop", "why": "Nobody talks."}).url == BOARD
    shown = editor.get(page(brief)).content.decode()
    assert ("Nobody talks." in shown, 'value="take-up"' in shown, 'name="title"' in shown) == (True, True, False)
    editor.post(page(brief), {"act": "take-up"})
    assert Brief.objects.get().dropped_at is None


def test_what_was_typed_into_a_story_that_was_dropped_meanwhile_is_shown(editor):
    brief = planned(editor.person)
    briefs.drop(brief=brief, reason="Nobody talks.", by=editor.person, now=NOW)
    shown = editor.post(page(brief), sent(seen=2, title="Night buses")).content.decode()
    assert "A colleague has begun, taken or dropped this story" in shown
    assert 'value="Night buses"' in shown
    assert not Brief.objects.filter(title="Night buses").exists()


def test_the_deadline_of_what_is_begun_is_by_its_editions_clock(editor):
    making.edition(), making.edition("ar")
    Edition.objects.filter(pk="ar").update(time_zone="Africa/Cairo")
    brief = planned(editor.person, edition=making.edition("ar"), due_at=NOW)
    briefs.begin(brief=brief, by=editor.person, now=NOW)
    assert 'value="2026-03-02T14:00"' in editor.get(page(brief)).content.decode()
    kept = {"act": "save", "about": "", "due_at": "2026-03-02T14:00", "assignee": editor.person.pk, "seen": 2}
    assert editor.post(page(brief), kept).url == BOARD
    assert Brief.objects.get().due_at == NOW


def test_the_article_is_begun_from_the_page_and_the_page_leads_to_it(editor):
    brief = planned(editor.person)
    assert "Begin the article" in editor.get(page(brief)).content.decode()
    answer = editor.post(page(brief), {"act": "begin"})
    article = Article.objects.get()
    assert answer.url == reverse("admin:articles_article_change", args=[article.pk])
    shown = editor.get(page(brief)).content.decode()
    assert (answer.url in shown, 'value="begin"' in shown, 'name="title"' in shown) == (True, False, False)
    editor.post(page(brief), {"act": "save", "about": "One line", "seen": 2})
    brief.refresh_from_db()
    assert (brief.about, brief.title, brief.article) == ("One line", "Night trams", article)


def test_a_reporter_reads_what_is_somebody_elses_and_cannot_change_it(desk):
    editor, reporter = making.staff(Role.EDITOR), desk(Role.REPORTER)
    brief = planned(editor, about="Why they stop", assignee=editor)
    shown = reporter.get(page(brief)).content.decode()
    assert ("Why they stop" in shown, 'name="about"' in shown) == (True, False)
    shown = reporter.post(page(brief), sent(seen=1)).content.decode().replace("&#x27;", "'")
    assert "This story is somebody else's. Ask who planned it, or an editor." in shown
    assert reporter.post(page(brief), {"act": "publish"}).status_code == 403


def test_what_was_typed_when_a_session_had_ended_is_there_again(editor):
    person = editor.person
    editor.logout()
    editor.post(ADD, sent(about="A line that took an hour"))
    editor.force_login(person)
    assert "A line that took an hour" in editor.get(ADD).content.decode()
