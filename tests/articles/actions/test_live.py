"""Live blogs: who begins one, who writes in it, and what stays of what was said (A44)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from articles.actions import articles, live
from articles.actions.live import Said
from articles.actions.refusals import Crossed, NotAllowed
from articles.enums import Act, Role
from articles.lifecycle import Obstacle
from articles.models import Article, LiveEntry, LiveEntryRevision
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)
GOAL = Said("<p>One to <strong>nil</strong>.</p>", headline="Goal", byline="Ada\nBo")


@pytest.fixture
def editor():
    return making.staff(Role.EDITOR)


@pytest.fixture
def reporter():
    return making.staff(Role.REPORTER)


@pytest.fixture
def running(editor, reporter) -> Article:
    """The reporter's article, which is out; the editor lets it be told live."""
    article = making.article(created_by=reporter)
    live.begin(article=article, by=editor, now=NOW)
    article.refresh_from_db()
    return article


def test_who_may_publish_begins_a_live_blog_ends_it_and_lets_it_go_on(editor, running):
    live.end(article=running, by=editor, now=LATER)
    running.refresh_from_db()
    assert (running.coverage_began_at, running.coverage_ended_at, running.changed_at) == (NOW, LATER, LATER)
    live.begin(article=running, by=editor, now=LATER)
    running.refresh_from_db()
    assert (running.coverage_began_at, running.coverage_ended_at) == (NOW, None)
    assert list(running.events.values_list("act", "fields", "made_by")) == [
        (Act.COVER, "coverage_began_at", editor.pk),
        (Act.COVER, "coverage_ended_at", editor.pk),
        (Act.COVER, "coverage_began_at", editor.pk),
    ]


def test_a_reporter_neither_begins_nor_ends_one(reporter, running):
    for act in (live.begin, live.end):
        with pytest.raises(NotAllowed) as refused:
            act(article=running, by=reporter, now=LATER)
        assert refused.value.obstacle == Obstacle.RIGHT


def test_where_four_eyes_are_needed_somebody_else_than_the_author_begins(editor):
    making.section(needs_four_eyes=True)
    with pytest.raises(NotAllowed) as refused:
        live.begin(article=making.article(created_by=editor), by=editor, now=NOW)
    assert refused.value.obstacle == Obstacle.FOUR_EYES


def test_what_runs_is_not_begun_and_what_does_not_run_is_neither_ended_nor_written_in(editor, running):
    with pytest.raises(live.AlreadyRunning):
        live.begin(article=running, by=editor, now=LATER)
    live.end(article=running, by=editor, now=LATER)
    for article in (running, making.article()):
        with pytest.raises(live.NotRunning):
            live.end(article=article, by=editor, now=LATER)
        with pytest.raises(live.NotRunning):
            live.add(article=article, said=GOAL, by=editor, now=LATER)


def test_the_author_adds_an_entry_which_is_cleaned_kept_as_a_revision_and_logged(reporter, running):
    said = Said('<p onclick="x()">One<script>x</script></p>', " Goal ", "Ada\n\nBo \n")
    entry = live.add(article=running, said=said, by=reporter, now=LATER)
    stored = {"body": "<p>One</p>", "headline": "Goal", "byline": "Ada\nBo", "made_by": reporter, "made_at": LATER}
    assert {name: getattr(LiveEntry.objects.get(), name) for name in stored} == stored
    revision = entry.revisions.get()
    assert {name: getattr(revision, name) for name in stored} | {"number": revision.number} == stored | {"number": 1}
    running.refresh_from_db()
    assert running.changed_at == LATER
    event = running.events.first()
    assert (event.act, event.fields, event.note) == (Act.ENTER, "body headline byline", f"#{entry.pk}")


def test_what_is_sent_twice_is_added_once(reporter, running):
    first, again = (live.add(article=running, said=GOAL, by=reporter, now=LATER) for _ in range(2))
    assert first == again
    assert LiveEntry.objects.count() == 1


@pytest.mark.parametrize("body", ["", "<p> </p>", "<script>x</script>"])
def test_an_entry_says_something(reporter, running, body):
    with pytest.raises(live.SaysNothing):
        live.add(article=running, said=Said(body), by=reporter, now=LATER)


def test_nobody_writes_in_what_is_not_theirs_and_nobody_outside_their_part_of_the_paper(running):
    others = {
        making.staff(Role.REPORTER): Obstacle.NOT_OWN,
        making.limited(Role.EDITOR, ["sport"], ["en"]): Obstacle.PLACE,
        making.person(): Obstacle.RIGHT,
    }
    for person, obstacle in others.items():
        with pytest.raises(NotAllowed) as refused:
            live.add(article=running, said=GOAL, by=person, now=LATER)
        assert refused.value.obstacle == obstacle


def test_an_entry_is_put_right_with_what_it_said_kept(editor, reporter, running):
    entry = live.add(article=running, said=GOAL, by=reporter, now=NOW)
    live.edit(entry=entry, said=Said("<p>Two.</p>", "Goal", "Ada\nBo"), base=1, by=editor, now=LATER)
    entry.refresh_from_db()
    assert (entry.body, entry.made_at, entry.corrected_at) == ("<p>Two.</p>", NOW, LATER)
    versions = entry.revisions.order_by("number").values_list("number", "body", "made_by")
    assert list(versions) == [(1, GOAL.body, reporter.pk), (2, "<p>Two.</p>", editor.pk)]
    assert running.events.first().fields == "body"


def test_what_no_reader_has_seen_is_changed_without_a_word(editor):
    making.section(needs_four_eyes=False)
    draft = making.draft()
    making.revision(draft)
    live.begin(article=draft, by=editor, now=NOW)
    entry = live.add(article=draft, said=GOAL, by=editor, now=NOW)
    live.edit(entry=entry, said=Said("<p>Two.</p>"), base=1, by=editor, now=LATER)
    entry.refresh_from_db()
    draft.refresh_from_db()
    assert (entry.corrected_at, draft.changed_at) == (None, None)


def test_of_two_who_change_an_entry_the_second_is_told(editor, reporter, running):
    entry = live.add(article=running, said=GOAL, by=reporter, now=NOW)
    live.edit(entry=entry, said=Said("<p>Two.</p>"), base=1, by=editor, now=LATER)
    with pytest.raises(Crossed):
        live.edit(entry=entry, said=Said("<p>Three.</p>"), base=1, by=reporter, now=LATER)
    entry.refresh_from_db()
    assert entry.body == "<p>Two.</p>"


def test_a_reporter_changes_own_entries_alone(editor, reporter, running):
    entry = live.add(article=running, said=GOAL, by=editor, now=NOW)
    for act in (live.withdraw, live.pin, live.unpin):
        with pytest.raises(NotAllowed):
            act(entry=entry, by=reporter, now=LATER)
    with pytest.raises(NotAllowed):
        live.edit(entry=entry, said=Said("<p>Two.</p>"), base=1, by=reporter, now=LATER)


def test_few_entries_are_pinned_and_a_place_becomes_free_again(reporter, running):
    made = [live.add(article=running, said=Said(f"<p>{n}</p>"), by=reporter, now=NOW) for n in range(5)]
    for entry in made[:3]:
        live.pin(entry=entry, by=reporter, now=LATER)
    with pytest.raises(live.TooManyPins):
        live.pin(entry=made[3], by=reporter, now=LATER)
    live.unpin(entry=made[0], by=reporter, now=LATER)
    live.withdraw(entry=made[1], by=reporter, now=LATER)
    for entry in made[3:]:
        live.pin(entry=entry, by=reporter, now=LATER)
    live.pin(entry=made[4], by=reporter, now=LATER)
    assert list(LiveEntry.objects.shown(running).pinned_first()) == [made[4], made[3], made[2], made[0]]


def test_a_withdrawn_entry_stays_in_the_record_and_as_it_is(reporter, running):
    entry = live.add(article=running, said=GOAL, by=reporter, now=NOW)
    live.withdraw(entry=entry, by=reporter, now=LATER)
    assert not LiveEntry.objects.shown(running).exists()
    assert LiveEntry.objects.get().withdrawn_at == LATER
    for act in (live.withdraw, live.pin, live.unpin):
        with pytest.raises(live.Gone):
            act(entry=entry, by=reporter, now=LATER)


def test_the_database_keeps_entries_and_what_they_said(reporter, running):
    entry = live.add(article=running, said=GOAL, by=reporter, now=NOW)
    for statement in (
        "DELETE FROM articles_liveentry",
        "DELETE FROM articles_liveentryrevision",
        "UPDATE articles_liveentryrevision SET body = 'x'",
        "UPDATE articles_liveentry SET body = ''",
        "UPDATE articles_liveentry SET pin = 4",
        "UPDATE articles_liveentry SET pin = 1, withdrawn_at = made_at",
        "UPDATE articles_article SET coverage_ended_at = '2020-01-01 00:00:00+00:00'",
        "UPDATE articles_article SET coverage_began_at = NULL, coverage_ended_at = '2020-01-01 00:00:00+00:00'",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert LiveEntryRevision.objects.get() == entry.revisions.get()


def test_an_article_that_is_revised_and_taken_back_keeps_its_entries(reporter, running):
    publisher = making.staff(Role.PUBLISHER)
    live.add(article=running, said=GOAL, by=reporter, now=NOW)
    articles.unpublish(article=running, by=publisher, now=LATER)
    running.refresh_from_db()
    live.add(article=running, said=Said("<p>Two.</p>"), by=reporter, now=LATER)
    running.refresh_from_db()
    assert (running.changed_at, running.coverage_began_at, LiveEntry.objects.count()) == (NOW, NOW, 2)
