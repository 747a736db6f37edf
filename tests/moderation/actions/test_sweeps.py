"""Many comments decided at one moment, each for itself, and taken back at once (C62, C84)."""

from datetime import timedelta

import pytest

from accounts.models import OutboxItem
from moderation import lifecycle
from moderation.actions import appeals, cases, decisions, queue, reports, sweeps
from moderation.actions.reports import Complaint
from moderation.actions.sweeps import Item
from moderation.enums import AppealKind, AppealOutcome, Measure, ReportOutcome, Status
from moderation.models import Case, Comment, Decision, Report, StatementOfReasons
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def rules():
    return making.rules()


@pytest.fixture
def moderator():
    return making.moderator("Nadia")


@pytest.fixture
def author():
    return making.person("Flood")


@pytest.fixture
def three(author):
    """Three comments of one author, which readers can read."""
    under = making.article()
    return [making.comment(under, author=author, body=f"Words that break rule {n}.") for n in (5, 12, 13)]


def removals(comments, *grounds):
    return [
        Item(comment, comment.version, comment.status, making.reasons(number))
        for comment, number in zip(comments, grounds, strict=True)
    ]


def statuses(comments):
    return [Comment.objects.get(pk=comment.pk).status for comment in comments]


def test_each_comment_goes_under_its_own_ground_with_its_own_statement(three, author, moderator):
    done = sweeps.decide(items=removals(three, 5, 12, 13), moderator=moderator, now=NOW)

    assert [decision.ground_id for decision in done.decisions] == [5, 12, 13]
    assert StatementOfReasons.objects.filter(person=author).count() == 3
    assert OutboxItem.objects.filter(key__startswith="statement:").count() == 3
    assert statuses(three) == [Status.REMOVED] * 3


def test_what_changed_meanwhile_or_a_colleague_has_open_is_left_and_named(three, moderator):
    edited, taken, plain = three
    items = removals(three, 5, 12, 13)
    Comment.objects.filter(pk=edited.pk).update(version=2)
    case = queue.put(comment=taken, reasons=["5"], risk=1, now=NOW)
    cases.take(case=case, moderator=making.moderator("Omar"), now=NOW)

    done = sweeps.decide(items=items, moderator=moderator, now=NOW)

    assert [decision.comment for decision in done.decisions] == [plain]
    assert [(one.comment, type(one.why).__name__) for one in done.skipped] == [
        (edited, "StaleComment"),
        (taken, "TakenByAnother"),
    ]
    assert StatementOfReasons.objects.count() == 1


def test_who_does_not_moderate_decides_nothing(three, author):
    with pytest.raises(sweeps.NotAModerator):
        sweeps.decide(items=removals(three, 5, 5, 5), moderator=author, now=NOW)
    done = sweeps.decide(items=removals(three, 5, 5, 5), moderator=making.moderator(), now=NOW)
    with pytest.raises(sweeps.NotAModerator):
        sweeps.undo(decision=done.decisions[0], moderator=author, now=LATER)


def test_one_undo_brings_all_of_it_back_and_tells_authors_and_reporters(three, moderator):
    complaint = Complaint(making.ground(5))
    report = reports.lodge(comment=three[0], complaint=complaint, reporter=making.person(), now=NOW)
    done = sweeps.decide(items=removals(three, 5, 12, 13), moderator=moderator, now=NOW)
    assert Report.objects.get(pk=report.pk).outcome == ReportOutcome.REMOVED

    undone = sweeps.undo(decision=done.decisions[1], moderator=making.moderator("Omar"), now=LATER)

    assert undone.skipped == []
    assert [decision.reverses for decision in undone.decisions] == done.decisions
    assert statuses(three) == [Status.PUBLISHED] * 3
    assert OutboxItem.objects.filter(key__startswith="taken-back:").count() == 3
    assert Report.objects.get(pk=report.pk).outcome == ReportOutcome.UNFOUNDED
    for comment in three:
        assert lifecycle.replay(comment.decisions.values_list("measure", flat=True)) == Status.PUBLISHED


def test_an_undo_leaves_what_others_have_decided_since_and_a_confirmed_complaint(three, moderator):
    done = sweeps.decide(items=removals(three, 5, 12, 13), moderator=moderator, now=NOW)
    restored, confirmed, plain = three
    other = making.moderator("Omar")
    decisions.restore(comment=restored, version=1, moderator=other, now=LATER)
    letter = appeals.lodge(
        kind=AppealKind.COMPLAINT, person=confirmed.author, contested=done.decisions[1],
        subject="Complaint", explanation="It was fair.", now=LATER,
    )  # fmt: skip
    appeals.decide(appeal=letter, moderator=other, outcome=AppealOutcome.UPHELD, answer="It stays.", now=LATER)

    foreseen = sweeps.foreseen(decision=done.decisions[0])
    undone = sweeps.undo(decision=done.decisions[0], moderator=moderator, now=LATER + timedelta(minutes=1))

    assert [one.comment for one in foreseen.decisions] == [one.comment for one in undone.decisions] == [plain]
    assert [(one.comment, type(one.why).__name__) for one in undone.skipped] == [
        (restored, "StaleComment"),
        (confirmed, "AnsweredComplaint"),
    ]
    assert statuses(three) == [Status.PUBLISHED, Status.REMOVED, Status.PUBLISHED]


def test_a_second_undo_finds_nothing_left(three, moderator):
    done = sweeps.decide(items=removals(three, 5, 12, 13), moderator=moderator, now=NOW)
    sweeps.undo(decision=done.decisions[0], moderator=moderator, now=LATER)
    again = sweeps.undo(decision=done.decisions[0], moderator=moderator, now=LATER + timedelta(minutes=1))
    assert (again.decisions, len(again.skipped)) == ([], 3)
    assert Decision.objects.filter(measure=Measure.RESTORE).count() == 3


def test_what_was_published_together_waits_again_as_it_did(author, moderator):
    under = making.article()
    held = making.comment(under, author=author, measure=Measure.HOLD)
    reported = making.comment(under, author=author)
    for comment in (held, reported):
        queue.put(comment=comment, reasons=["5"], risk=400, now=NOW)
    items = [Item(comment, comment.version, comment.status) for comment in (held, reported)]

    done = sweeps.decide(items=items, moderator=moderator, now=NOW)
    assert statuses([held, reported]) == [Status.PUBLISHED] * 2
    assert not Case.objects.waiting().exists()

    sweeps.undo(decision=done.decisions[0], moderator=moderator, now=LATER)
    assert statuses([held, reported]) == [Status.HELD, Status.PUBLISHED]
    assert list(Case.objects.waiting().order_by("pk").values_list("risk", "is_held")) == [(400, True), (400, False)]
    assert lifecycle.replay(held.decisions.values_list("measure", flat=True)) == Status.HELD
