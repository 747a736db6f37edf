"""Many articles at once: each by the act that one gets, by the rights of the moment, once, stopped at will (A54)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import OperationalError
from django.utils import timezone

from accounts.models import OutboxItem
from accounts.outbox import delivery
from accounts.privacy import retention
from articles.actions import articles, bulk, bulk_each
from articles.actions.refusals import Crossed, NotAllowed
from articles.enums import BulkAct, Outcome, Role, Status
from articles.models import Article, ArticleEvent, BulkItem, BulkJob, Section, Text
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.many import DONE, asked, became, foreseen, work, written
from tests.processes import manage, wait_until

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    making.section(needs_four_eyes=False)
    return making.staff(Role.EDITOR)


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        pytest.param(BulkAct.SUBMIT, Status.DRAFT, Status.IN_REVIEW, id="sent to review"),
        pytest.param(BulkAct.APPROVE, Status.IN_REVIEW, Status.APPROVED, id="approved"),
        pytest.param(BulkAct.RETURN, Status.APPROVED, Status.DRAFT, id="given back"),
        pytest.param(BulkAct.PUBLISH, Status.APPROVED, Status.PUBLISHED, id="published"),
        pytest.param(BulkAct.UNPUBLISH, Status.PUBLISHED, Status.UNPUBLISHED, id="taken back"),
    ],
)
def test_an_act_is_done_to_each_and_logged_as_if_it_were_done_alone(act, before, after, noon):
    making.section(needs_four_eyes=False)
    publisher = making.staff(Role.PUBLISHER)
    is_out = before == Status.PUBLISHED
    of = [making.article() if is_out else written(status=before) for _ in range(3)]
    job = asked(publisher, *of, act=act)

    work()

    assert became(job) == [DONE] * 3
    assert job.ended_at == NOW
    assert set(Article.objects.values_list("status", flat=True)) == {after}
    logged = ArticleEvent.objects.values_list("article", "from_state", "to_state", "made_by").order_by("article")
    assert list(logged) == [(article.pk, before, after, publisher.pk) for article in of]


def test_parts_of_the_paper_hold_for_each_article(noon):
    making.section(needs_four_eyes=False)
    german = making.limited(Role.EDITOR, [], ["de"])
    own, others = written("de"), written("en")
    _job, found = foreseen(german, own, others, act=BulkAct.SUBMIT)
    assert found.feasible == [own]
    sport = making.section("sport")
    newsroom = making.limited(Role.EDITOR, ["news"], [])
    _job, found = foreseen(newsroom, own, act=BulkAct.MOVE, section=sport)
    assert not found.feasible
    job = bulk.ask(job=BulkJob(act="move", section=sport), meant={own.pk: 1}, by=newsroom, language="en", now=NOW)
    work()
    assert [outcome for outcome, _reason in became(job)] == [Outcome.REFUSED]


def test_one_that_moved_on_meanwhile_is_refused_and_the_others_are_done(editor, noon):
    first, second, third = written(), written(), written()
    job = asked(editor, first, second, third)
    articles.submit(article=first, by=editor, now=NOW)  # may be published still
    articles.publish(article=second, by=editor, now=NOW, revision=1)
    articles.revise(
        article=third, text=Text(slug="x", title="Anew", summary="s", body="<p>b</p>"), base=1, author=editor, now=NOW
    )

    work()

    assert became(job) == [
        DONE,
        (Outcome.REFUSED, "Its newest text is out or scheduled already."),
        (Outcome.REFUSED, "Somebody has saved a newer text since this was asked for. Look at it, then ask again."),
    ]
    assert Article.objects.get(pk=third.pk).status == Status.DRAFT


@pytest.mark.parametrize(
    "lose",
    [
        pytest.param(lambda person: person.groups.remove(Group.objects.get(name="editor")), id="a role is taken away"),
        pytest.param(lambda person: _set(person, blocked_at=NOW), id="they are blocked"),
        pytest.param(lambda person: _set(person, is_staff=False), id="they do not get in any more"),
    ],
)
def test_rights_are_those_of_the_moment(editor, lose, noon):
    job = asked(editor, written(), written())
    bulk._do_next(job.pk)
    lose(editor)
    work()
    refused = (Outcome.REFUSED, "Your role does not permit that. Ask an editor or a publisher.")
    assert became(job) == [DONE, refused]


def _set(person, **fields):
    type(person).objects.filter(pk=person.pk).update(**fields)


def test_what_is_stopped_in_the_middle_goes_on_where_it_was(editor, noon):
    of = [written() for _ in range(4)]
    job = asked(editor, *of)
    bulk._do_next(job.pk)
    bulk._do_next(job.pk)

    bulk.stop(job=job, by=editor, now=NOW)
    work()
    assert [outcome for outcome, _reason in became(job)] == ["done", "done", "waiting", "waiting"]
    assert (job.is_running, job.ended_at) == (False, None)
    with pytest.raises(Crossed):
        bulk.stop(job=job, by=editor, now=NOW)

    bulk.resume(job=job, by=editor, now=NOW)
    work()
    assert became(job) == [DONE] * 4
    assert ArticleEvent.objects.filter(act="publish").count() == 4
    with pytest.raises(Crossed):
        bulk.resume(job=job, by=editor, now=NOW)


def test_only_who_asked_and_administrators_stop_it(editor):
    job = asked(editor, written())
    with pytest.raises(NotAllowed):
        bulk.stop(job=job, by=making.staff(Role.PUBLISHER), now=NOW)
    bulk.stop(job=job, by=making.person(is_staff=True, is_superuser=True), now=NOW)


def test_a_tag_is_put_on_in_each_edition_that_has_it(editor, noon):
    making.tag("Harbour")
    english, german = written(), written("de")
    tagged = written()
    job = asked(editor, english, act=BulkAct.TAG, tag="harbour")
    _job, found = foreseen(editor, german, act=BulkAct.TAG, tag="harbour")
    assert list(found.refused) == ["This edition has no tag “harbour”. Make it first."]
    work()
    assert became(job) == [DONE]
    assert english.newest_revision().tags == str(making.Tag.objects.get().pk)
    _job, found = foreseen(editor, english, tagged, act=BulkAct.TAG, tag="HARBOUR")
    assert found.refused == {"It stands under this tag already.": [english]}
    job = asked(editor, english, tagged, act=BulkAct.UNTAG, tag="Harbour")
    work()
    assert became(job) == [DONE]
    assert english.newest_revision().tags == ""


def test_what_is_out_keeps_its_text_unless_it_is_to_be_shown_at_once(editor, noon):
    harbour = making.tag("Harbour")
    quiet, shown, draft = making.article(), making.article(), written()
    asked(editor, quiet, act=BulkAct.TAG, tag="Harbour")
    asked(editor, shown, draft, act=BulkAct.TAG, tag="Harbour", is_shown=True)
    work()
    assert list(harbour.taggings.values_list("article", flat=True)) == [shown.pk]
    assert {article.newest_revision().tags for article in (quiet, shown, draft)} == {str(harbour.pk)}
    assert Article.objects.get(pk=draft.pk).status == Status.DRAFT
    assert Article.objects.get(pk=shown.pk).published_at == shown.published_at
    _job, found = foreseen(editor, quiet, act=BulkAct.UNTAG, tag="Harbour", is_shown=True)
    assert [words.partition(".")[0] for words in found.refused] == ["Other changes of it wait to be published"]


def test_a_text_of_ones_own_is_shown_in_no_section_of_four_eyes(editor, noon):
    article, careful = making.article(), making.section("careful", needs_four_eyes=True)
    _job, found = foreseen(editor, article, act=BulkAct.MOVE, section=careful, is_shown=True)
    job = bulk.ask(
        job=BulkJob(act="move", section=careful, is_shown=True),
        meant={article.pk: 1},
        by=editor,
        language="en",
        now=NOW,
    )
    work()
    said = "In this section somebody else must approve or publish what you have written."
    assert (list(found.refused), became(job)) == ([said], [(Outcome.REFUSED, said)])


def test_nothing_of_an_article_is_left_half_done(editor, noon):
    """Another section that the edition has no name for cannot be shown; so the article does not move at all."""
    article, nameless = making.article(), Section.objects.create(code="nameless", needs_four_eyes=False)
    job = asked(editor, article, act=BulkAct.MOVE, section=nameless, is_shown=True)
    work()
    assert became(job) == [(Outcome.REFUSED, "Give the section a name in this edition.")]
    assert article.newest_revision().number == 1


def test_a_failure_of_ours_is_said_and_holds_up_no_other(editor, monkeypatch, noon, caplog):
    first, second = written(), written()
    job = asked(editor, first, second)
    real = bulk_each.do

    def failing(*, item, **given):
        if item.article == first:
            raise ZeroDivisionError
        real(item=item, **given)

    monkeypatch.setattr(bulk_each, "do", failing)
    work()
    assert [outcome for outcome, _reason in became(job)] == [Outcome.REFUSED, Outcome.DONE]
    assert job.items.first().reason.startswith("Something went wrong, and nothing was changed.")
    assert "failed" in caplog.text


def test_a_database_that_is_away_is_waited_for(editor, monkeypatch, noon):
    job = asked(editor, written())
    monkeypatch.setattr(bulk_each, "do", lambda **_given: (_ for _ in ()).throw(OperationalError("away")))
    item = delivery.claim(now=NOW)
    delivery.deliver(item, now=NOW)
    assert became(job) == [(Outcome.WAITING, "")]
    assert OutboxItem.objects.waiting().count() == 1


def test_refusals_are_in_the_language_of_who_asked(editor, noon):
    job = bulk.ask(job=BulkJob(act="publish"), meant={making.article().pk: 1}, by=editor, language="de", now=NOW)
    bulk.ask(job=BulkJob(act="submit"), meant={making.article().pk: 1}, by=editor, language="de", now=NOW)
    work()
    assert "Artikel" in BulkItem.objects.exclude(job=job).get().reason


def test_no_articles_and_too_many_are_no_job(editor, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 1)
    for meant in ({}, {1: 1, 2: 1}):
        with pytest.raises(ValueError, match=str(len(meant))):
            bulk.ask(job=BulkJob(act="publish"), meant=meant, by=editor, language="en", now=NOW)
    assert not BulkJob.objects.exists()


def test_jobs_go_when_their_time_is_over(editor, noon):
    job = asked(editor, written())
    work()
    retention.run(now=NOW + timedelta(days=89))
    assert BulkJob.objects.filter(pk=job.pk).exists()
    retention.run(now=NOW + timedelta(days=91))
    assert not BulkItem.objects.exists()
    assert Article.objects.count() == 1


class TestKilled:
    """A worker as a process."""

    @pytest.fixture(autouse=True)
    def noon(self):
        """Let the real clock run: the worker has its own."""

    @pytest.mark.django_db(transaction=True)
    def test_a_worker_that_is_killed_leaves_none_out_and_does_none_twice(self):
        making.section(needs_four_eyes=False)
        editor, of = making.staff(Role.EDITOR), [written().pk for _ in range(25)]
        job = bulk.ask(
            job=BulkJob(act="publish"), meant=dict.fromkeys(of, 1), by=editor, language="en", now=timezone.now()
        )
        with manage("work") as process:
            wait_until(lambda: job.items.filter(outcome=Outcome.DONE).exists())
            process.kill()
        while item := delivery.claim(now=timezone.now() + delivery.LEASE):  # as another worker does in its time
            delivery.deliver(item, now=timezone.now())
        assert BulkJob.objects.get().ended_at
        assert list(job.items.values_list("outcome", flat=True).distinct()) == [Outcome.DONE]
        assert ArticleEvent.objects.filter(act="publish").count() == 25
