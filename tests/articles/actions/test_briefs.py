"""Planned stories: foreseen, assigned, moved, dropped, taken up again, begun; none of it reaches readers (A40)."""

from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import OutboxItem
from accounts.privacy import retention
from articles.actions import briefs
from articles.actions.briefs import Wanted
from articles.actions.refusals import Crossed, NotAllowed
from articles.enums import Deed, Role, Status, Thing
from articles.lifecycle import Obstacle
from articles.models import Article, Brief, PaperEvent
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def editor():
    return making.staff(Role.EDITOR)


@pytest.fixture
def reporter():
    return making.staff(Role.REPORTER)


def wanted(**said) -> Wanted:
    return Wanted(**{"edition": making.edition(), "section": making.section(), "title": "Night trams"} | said)


def planned(by, **said) -> Brief:
    return briefs.plan(wanted=wanted(**said), by=by, now=NOW)


def change(brief, by, was=None, **said) -> Brief:
    was = was or brief.version
    return briefs.change(brief=brief, to=replace(Wanted.of(brief), **said), was=was, by=by, now=NOW)


def logged() -> list[tuple[str, str, str]]:
    return list(PaperEvent.objects.filter(thing=Thing.BRIEF).order_by("pk").values_list("act", "fields", "note"))


def test_a_story_is_planned_before_its_text_is_there_and_logged_without_its_words(editor):
    brief = planned(editor, about="Why they stop at one", due_at=NOW + DAY)
    assert (brief.article, brief.assignee, brief.made_by, Article.objects.count()) == (None, None, editor, 0)
    assert logged() == [("add", "edition section title about due_at", "")]


def test_the_same_story_planned_twice_is_planned_once(editor):
    assert planned(editor, due_at=NOW).pk == planned(editor, due_at=NOW).pk
    assert planned(editor).pk != planned(editor, due_at=NOW).pk


def test_who_is_assigned_by_somebody_else_gets_one_letter_in_their_language_without_what_it_is_about(editor):
    ana = making.joining(making.person("Ana Lima", is_staff=True, language="de"), Role.REPORTER)
    brief = planned(editor, about="Whom we suspect", assignee=ana, due_at=NOW + DAY)
    change(brief, editor, about="Whom we do not suspect")
    letter = OutboxItem.objects.get()
    said = f"{letter.payload['subject']} {letter.payload['text']}"
    assert (letter.person, letter.payload["language"]) == (ana, "de")
    assert f"/admin/articles/brief/{brief.pk}/change/" in said
    assert ("Night trams" in said, "suspect" in said) == (True, False)


def test_a_story_that_comes_back_to_somebody_is_told_again_and_their_own_never(editor, reporter):
    brief = planned(editor, assignee=editor)
    for to in (reporter, editor, reporter):
        brief = change(brief, editor, assignee=to)
    assert [letter.person for letter in OutboxItem.objects.all()] == [reporter, reporter]


def test_a_change_is_refused_that_was_made_from_what_a_colleague_has_changed_since(editor):
    brief = planned(editor)
    change(brief, editor, due_at=NOW)
    with pytest.raises(Crossed):
        change(brief, editor, title="Night buses")
    brief.refresh_from_db()
    assert (brief.title, brief.due_at) == ("Night trams", NOW)


def test_a_reporter_plans_changes_and_drops_what_is_theirs(editor, reporter):
    own, given, others = planned(reporter, assignee=reporter), planned(editor, assignee=reporter), planned(editor)
    for brief in (own, given):
        changed = change(brief, reporter, about="One line")
        briefs.drop(brief=changed, reason="Nobody talks", by=reporter, now=NOW)
    for act in (
        lambda: change(others, reporter, about="One line"),
        lambda: briefs.drop(brief=others, reason="r", by=reporter, now=NOW),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.obstacle == Obstacle.NOT_ASSIGNED


def test_a_reporter_takes_on_what_is_nobodys_and_gives_nothing_to_others(editor, reporter):
    brief = planned(editor)
    briefs.take(brief=brief, by=reporter, now=NOW)
    with pytest.raises(briefs.Settled):
        briefs.take(brief=brief, by=editor, now=NOW)
    brief.refresh_from_db()
    assert (brief.assignee, OutboxItem.objects.count()) == (reporter, 0)
    with pytest.raises(briefs.Unplannable, match="an editor gives it") as refused:
        change(brief, reporter, assignee=editor)
    assert refused.value.field == "assignee"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        pytest.param({"title": " – "}, "title", id="a title that no address can be made from"),
        pytest.param({"assignee": "member"}, "assignee", id="a reader"),
        pytest.param({"assignee": "elsewhere"}, "assignee", id="somebody who writes elsewhere alone"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_stored(editor, said, field):
    people = {"member": making.person, "elsewhere": lambda: making.limited(Role.REPORTER, ["sport"], [])}
    said = {name: people[value]() if value in people else value for name, value in said.items()}
    with pytest.raises(briefs.Unplannable) as refused:
        planned(editor, **said)
    assert (refused.value.field, Brief.objects.count(), logged()) == (field, 0, [])


def test_an_editor_of_one_section_plans_there_alone(editor):
    limited, sport = making.limited(Role.EDITOR, ["sport"], ["en"]), making.section("sport")
    brief = planned(limited, section=sport)
    for act in (
        lambda: planned(limited),
        lambda: change(brief, limited, section=making.section()),
        lambda: change(planned(editor), limited, about="One line"),
        lambda: briefs.begin(brief=planned(editor), by=limited, now=NOW),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.obstacle == Obstacle.PLACE


def test_a_story_is_dropped_with_a_reason_kept_and_taken_up_again(editor):
    brief = planned(editor)
    with pytest.raises(briefs.Unplannable, match="Say why"):
        briefs.drop(brief=brief, reason=" \u2800", by=editor, now=NOW)
    brief = briefs.drop(brief=brief, reason="The court sits in June.", by=editor, now=NOW)
    assert (brief.dropped_at, brief.drop_reason) == (NOW, "The court sits in June.")
    for act in (briefs.take, briefs.begin):
        with pytest.raises(briefs.Settled):
            act(brief=brief, by=editor, now=NOW)
    brief = briefs.take_up(brief=brief, by=editor, now=NOW)
    assert (brief.dropped_at, brief.drop_reason) == (None, "")
    with pytest.raises(briefs.Settled):
        briefs.take_up(brief=brief, by=editor, now=NOW)
    assert [act for act, _fields, _note in logged()] == [Deed.ADD, Deed.DROP, Deed.TAKE_UP]


def test_the_article_is_begun_from_the_plan_as_a_draft_of_whom_it_is_assigned_to(editor, reporter):
    brief = planned(editor, assignee=reporter, about="Whom we suspect")
    article = briefs.begin(brief=brief, by=editor, now=NOW)
    newest = article.newest_revision()
    assert (article.status, article.published_at, article.created_by) == (Status.DRAFT, None, reporter)
    assert (newest.title, newest.section, article.edition) == ("Night trams", making.section(), making.edition())
    assert (newest.summary, newest.body, article.brief) == ("", "", brief)
    assert (article.events.get().made_by, logged()[-1]) == (editor, ("begin", "", f"#{article.pk}"))
    with pytest.raises(briefs.Settled):
        briefs.begin(brief=brief, by=reporter, now=NOW)


def test_what_is_nobodys_becomes_whose_who_begins_it_and_what_is_somebodys_stays_theirs(editor, reporter):
    open_one, others = planned(editor), planned(editor, assignee=editor)
    article = briefs.begin(brief=open_one, by=reporter, now=NOW)
    assert (article.created_by, article.brief.assignee) == (reporter, reporter)
    with pytest.raises(NotAllowed) as refused:
        briefs.begin(brief=others, by=reporter, now=NOW)
    assert refused.value.obstacle == Obstacle.NOT_ASSIGNED


def test_of_what_is_begun_the_article_says_title_and_place(editor, reporter):
    brief = planned(editor)
    briefs.begin(brief=brief, by=reporter, now=NOW)
    brief.refresh_from_db()
    brief = change(brief, editor, title="Night buses", section=making.section("sport"), due_at=NOW, assignee=editor)
    assert (brief.title, brief.section) == ("Night trams", making.section())
    assert (brief.due_at, brief.assignee) == (NOW, editor)


@pytest.mark.parametrize("status", Status.values)
def test_no_act_of_planning_changes_anything_of_an_article(editor, status):
    article = making.article()
    Article.objects.update(status=status, embargo_until=NOW - 9 * DAY, expires_at=NOW + 9 * DAY)
    brief = Brief.objects.create(**vars(wanted()), article=article, made_by=editor, made_at=NOW)
    before = Article.objects.values().get()
    brief = change(brief, editor, title="Night buses", about="One line", assignee=editor, due_at=NOW - DAY)
    for act in (
        lambda: briefs.take(brief=brief, by=editor, now=NOW),
        lambda: briefs.begin(brief=brief, by=editor, now=NOW),
        lambda: briefs.drop(brief=brief, reason="r", by=editor, now=NOW),
        lambda: briefs.take_up(brief=brief, by=editor, now=NOW),
    ):
        with suppress(briefs.Settled):
            act()
    assert (Article.objects.values().get(), article.events.count()) == (before, 0)


@pytest.mark.parametrize(
    ("status", "may"),
    [
        pytest.param(Status.DRAFT, True, id="a draft"),
        pytest.param(Status.APPROVED, True, id="what is approved"),
        pytest.param(Status.PUBLISHED, False, id="what is out"),
    ],
)
def test_what_is_begun_is_dropped_until_it_is_scheduled_and_its_article_stays(editor, status, may):
    article = making.article() if status == Status.PUBLISHED else making.draft(status=status)
    brief = Brief.objects.create(**vars(wanted()), article=article, made_by=editor, made_at=NOW)
    with nullcontext() if may else pytest.raises(briefs.Settled):
        briefs.drop(brief=brief, reason="r", by=editor, now=NOW)
    brief.refresh_from_db()
    assert (bool(brief.dropped_at), Article.objects.get().status) == (may, status)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        pytest.param({"title": ""}, "a_planned_story_has_a_title", id="no title"),
        pytest.param({"dropped_at": NOW}, "a_dropped_story_states_its_reason", id="no reason"),
        pytest.param({"drop_reason": "r"}, "a_dropped_story_states_its_reason", id="a reason for nothing"),
    ],
)
def test_the_database_refuses_what_no_plan_is(editor, said, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Brief.objects.create(**vars(wanted()) | {"made_by": editor, "made_at": NOW} | said)


def test_an_article_comes_from_one_plan(editor):
    article = making.draft()
    row = {**vars(wanted()), "article": article, "made_by": editor, "made_at": NOW}
    Brief.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Brief.objects.create(**row)


def test_plans_go_half_a_year_after_the_story_was_out_or_dropped_and_what_waits_never(editor):
    out = making.article(published_at=NOW)
    row = {**vars(wanted()), "made_by": editor, "made_at": NOW}
    waits = Brief.objects.create(**row)
    Brief.objects.create(**row, article=out)
    Brief.objects.create(**row, dropped_at=NOW, drop_reason="r")
    retention.run(now=NOW + 179 * DAY)
    assert Brief.objects.count() == 3
    retention.run(now=NOW + 181 * DAY)
    assert list(Brief.objects.all()) == [waits]
