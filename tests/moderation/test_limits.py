"""Moderators limited to a part of the paper: what they see, decide and answer, and who is left to answer (A20, V10)."""

from datetime import timedelta

import pytest

from articles.models import Article, Section, SectionName
from articles.reach import OutOfReach
from moderation import coverage, desk, permissions, waits
from moderation.actions import appeals, cases, choices, decisions, notes, queue, sanctions, scans, sweeps, threads
from moderation.actions.appeals import NotYours
from moderation.actions.sweeps import Item
from moderation.enums import AppealKind, AppealOutcome, Discussion, Measure
from moderation.models import Appeal, Case, Comment, Thread
from tests.articles import making as paper
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def rules():
    return making.rules()


@pytest.fixture
def german():
    return making.limited_moderator([], ["de"])


def under(language):
    return making.article(language)


def held(language, **fields):
    """A comment that waits, and its case."""
    comment = making.comment(under(language), measure=Measure.HOLD, **fields)
    return comment, queue.put(comment=comment, reasons=["ground:5"], risk=300, now=NOW)


def complaint(about, by):
    """A letter about a removal."""
    removal = decisions.remove(comment=about, version=1, moderator=by, reasons=making.reasons(), now=NOW)
    return appeals.lodge(
        kind=AppealKind.COMPLAINT, person=about.author, contested=removal, subject="No", explanation="It was fair.",
        now=LATER,
    )  # fmt: skip


def seen_by(person):
    return set(Case.objects.waiting().filter(permissions.cases(person)))


def test_the_queue_the_next_case_and_the_waits_are_of_the_part_alone(german):
    (_, theirs), _ = held("de"), held("en")
    assert seen_by(german) == {theirs}
    assert desk.next_case(german, NOW) == theirs
    assert waits.lately(NOW, german).waiting == 1
    cases.take(case=theirs, moderator=german, now=NOW)
    decisions.publish(comment=theirs.items.get().comment, version=1, moderator=german, now=NOW)
    assert (desk.next_case(german, NOW), waits.lately(NOW, german).waiting) == (None, 0)
    assert waits.lately(NOW, german).within[-1] == (24 * 60, 1, 100)


def test_every_act_on_a_comment_elsewhere_is_refused(german):
    comment, case = held("en")
    readable = making.comment(under("en"))
    thread, seen = Thread.objects.get(article=readable.article), {"comment": comment, "version": 1, "moderator": german}
    letter = complaint(making.comment(under("en")), making.moderator())
    making.moderator()
    scan = letter.scans.create(kind="jpeg", data=b"x", size=1, added_by=german, added_at=NOW)
    acts = [
        lambda: cases.take(case=case, moderator=german, now=NOW),
        lambda: decisions.publish(**seen, now=NOW),
        lambda: decisions.remove(**seen, reasons=making.reasons(), now=NOW),
        lambda: decisions.redact(**seen, body="[…]", reasons=making.reasons(), now=NOW),
        lambda: notes.write(about=comment.author, comment=comment, text="x", moderator=german, now=NOW),
        lambda: making.block(comment.author, by=german, evidence=comment),
        lambda: making.block(comment.author, by=german),
        lambda: threads.plan(article=readable.article, plan=None, by=german, now=NOW),
        lambda: threads.set_discussion(
            article=readable.article, discussion=Discussion.CLOSED, message="", by=german, now=NOW
        ),
        lambda: threads.watch(chosen=Thread.objects.filter(pk=thread.pk), is_watched=True, by=german),
        lambda: scans.opened(scan=scan, by=german, purpose="x", now=NOW),
    ]
    for act in acts:
        with pytest.raises(OutOfReach):
            act()
    with pytest.raises(choices.NotAllowed):
        choices.choose(comment=readable, version=1, why="x", by=german, now=NOW)
    done = sweeps.decide(items=[Item(readable, 1, readable.status, making.reasons())], moderator=german, now=NOW)
    assert [type(one.why) for one in done.skipped] == [OutOfReach]


def test_of_a_campaign_each_decides_what_is_theirs_and_takes_back_no_more(german):
    (mine, case), (other, _) = held("de"), held("en")
    queue.join(comment=mine, copied=[], reasons=[], risk=300, now=NOW)
    Case.objects.filter(items__comment=other).exclude(pk=case.pk).delete()
    case.items.create(comment=other, version=1)
    assert seen_by(german) == {case}
    assert [item.comment for item in permissions.theirs(case.items.all(), german)] == [mine]
    chief = making.moderator()
    both = [Item(one, 1, one.status, making.reasons()) for one in (mine, other)]
    sweep = sweeps.decide(items=both, moderator=chief, now=NOW).decisions[0]
    assert len(sweeps.foreseen(decision=sweep, moderator=chief).decisions) == 2
    assert [one.comment for one in sweeps.undo(decision=sweep, moderator=german, now=LATER).decisions] == [mine]
    assert Comment.objects.get(pk=other.pk).status == "removed"


def test_what_is_left_of_a_campaign_waits_for_others(german):
    (mine, case), (other, _) = held("de"), held("en")
    Case.objects.filter(items__comment=other).exclude(pk=case.pk).delete()
    case.items.create(comment=other, version=1)
    decisions.publish(comment=mine, version=1, moderator=german, now=NOW)
    case.refresh_from_db()
    assert (case.closed_at, permissions.is_left_to_others(case, german), seen_by(german)) == (None, True, set())


def test_letters_go_to_those_of_the_part_and_those_about_no_comment_to_all(german):
    decider, _ = making.moderator(), making.moderator()
    french = making.limited_moderator([], ["fr"])
    letter = complaint(making.comment(under("de")), decider)
    access = appeals.lodge(
        kind=AppealKind.RESTORATION, person=(blocked := making.person()),
        contested=making.block(blocked, by=decider).imposed_by_decision, subject="x", explanation="x", now=LATER,
    )  # fmt: skip
    assert seen_by(german) == {letter.case, access.case}
    assert seen_by(french) == {access.case}
    assert [permissions.may_answer(one, letter) for one in (german, french, decider)] == [True, False, False]
    with pytest.raises(NotYours):
        appeals.decide(appeal=letter, moderator=french, outcome=AppealOutcome.UPHELD, answer="No.", now=LATER)
    appeals.decide(appeal=access, moderator=french, outcome=AppealOutcome.LIFTED, answer="Welcome.", now=LATER)


def test_a_block_for_a_comment_is_ended_by_those_of_its_part(german):
    blocked = making.comment(under("en"))
    sanction = making.block(blocked.author, evidence=blocked)
    making.moderator()
    with pytest.raises(sanctions.NotAllowed):
        sanctions.lift(sanction=sanction, moderator=german, now=LATER)


def test_where_nobody_else_of_the_part_is_left_another_part_answers(german):
    """Rather than the one who decided (V10)."""
    french = making.limited_moderator([], ["fr"])
    letter = complaint(making.comment(under("de")), german)
    assert letter.case in seen_by(french)
    assert list(coverage.answered_elsewhere()) == [letter]
    assert list(coverage.nobody_left()) == []
    with pytest.raises(NotYours):
        appeals.decide(appeal=letter, moderator=german, outcome=AppealOutcome.UPHELD, answer="No.", now=LATER)
    second = making.limited_moderator([], ["de"])
    assert letter.case not in seen_by(french)
    assert permissions.may_answer(second, letter)


def test_where_nobody_else_at_all_is_left_the_checks_say_so(german):
    letter = complaint(making.comment(under("de")), german)
    assert list(coverage.nobody_left()) == [letter]
    assert list(coverage.answered_elsewhere()) == []
    appeals.decide(appeal=letter, moderator=german, outcome=AppealOutcome.UPHELD, answer="It stays.", now=LATER)
    assert Appeal.objects.get(pk=letter.pk).sole_moderator_note
    assert list(coverage.nobody_left()) == []


def test_the_checks_name_the_sections_that_lack_somebody():
    for language in ("en", "de"):
        paper.edition(language)
        SectionName.objects.create(
            section=paper.section("sport"), edition=paper.edition(language), name=f"Sport {language}", slug="sport"
        )
    everywhere = making.moderator()
    making.limited_moderator(["sport"], ["de"])
    lacking = {(gap.section, gap.deciders, gap.answerers) for gap in coverage.gaps()}
    assert lacking == {("News (en)", 1, 1), ("News (de)", 1, 1), ("Sport en", 1, 1)}
    making.moderator()
    assert coverage.gaps() == []
    everywhere.user_permissions.clear()
    assert {gap.section for gap in coverage.gaps()} == {"News (en)", "News (de)", "Sport en"}


def test_sections_limit_as_editions_do():
    person = making.limited_moderator(["sport"], [])
    comment = making.comment(under("en"))
    assert not permissions.reach(person, permissions.DECIDE).has(comment.article)
    Article.objects.filter(pk=comment.article_id).update(section=Section.objects.get(code="sport"))
    assert permissions.reach(person, permissions.DECIDE).has(Comment.objects.get(pk=comment.pk).article)
