"""Many comments decided at one moment, each for itself, and taken back at once (C62, C84)."""

from datetime import timedelta

import pytest

from accounts.models import OutboxItem
from moderation import desk, lifecycle
from moderation.actions import appeals, cases, decisions, queue, reports, sweeps
from moderation.actions.reports import Complaint
from moderation.actions.sweeps import Item
from moderation.enums import AppealKind, AppealOutcome, Measure, ReportOutcome, Source, Status
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

    foreseen = sweeps.foreseen(decision=done.decisions[0], moderator=moderator)
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


@pytest.fixture
def held(author):
    """A comment that no reader has read, which waits for a person."""
    comment = making.comment(making.article(), author=author, body="It waits.", measure=Measure.HOLD)
    queue.put(comment=comment, reasons=["5"], risk=400, now=NOW)
    return comment


def kept(comment, moderator, now=NOW):
    return sweeps.decide(items=[Item(comment, comment.version, comment.status)], moderator=moderator, now=now)


def undo(done, moderator, now=LATER):
    return sweeps.undo(decision=done.decisions[0], moderator=moderator, now=now)


def fresh(comment):
    return Comment.objects.with_context().get(pk=comment.pk)


def reported(comment, number=5):
    complaint = Complaint(making.ground(number))
    return reports.lodge(comment=comment, complaint=complaint, reporter=making.person(), now=NOW)


def replayed(comment):
    return lifecycle.replay(comment.decisions.order_by("pk").values_list("measure", flat=True))


def test_what_was_held_before_its_removal_waits_again_and_its_author_is_told_that(held, author, moderator):
    done = sweeps.decide(items=removals([held], 5), moderator=moderator, now=NOW)
    (undone,) = undo(done, moderator).decisions

    assert (undone.reverses, fresh(held).status, replayed(held)) == (done.decisions[0], Status.HELD, Status.HELD)
    assert fresh(held).placed_at is None, "no reader has seen it"
    assert list(Case.objects.waiting().values_list("risk", "is_held")) == [(400, True)]
    letter = OutboxItem.objects.get(key__startswith="taken-back:")
    assert "waits for them again" in str(letter.payload)
    assert "stands again" not in str(letter.payload)
    assert (reports.record_of(author).approved, reports.record_of(author).removed) == (0, 0)


def test_what_was_held_before_its_redaction_waits_again_with_its_own_words(held, moderator):
    redaction = decisions.redact(
        comment=held, version=1, moderator=moderator, body="It […].", reasons=making.reasons(), now=NOW
    )
    sweeps.undo(decision=redaction, moderator=moderator, now=LATER)

    assert (fresh(held).status, replayed(held)) == (Status.HELD, Status.HELD)
    assert (fresh(held).body, fresh(held).redacted_at, fresh(held).edited_at) == ("It waits.", None, None)
    assert Case.objects.waiting().get().is_held


def test_what_was_left_up_waits_again_with_its_reports_and_their_senders_are_told_anew(author, moderator):
    comment = making.comment(making.article(), author=author)
    report = reported(comment)
    done = kept(comment, moderator)
    (undone,) = undo(done, moderator).decisions

    assert (undone.reverses, undone.decided_by, fresh(comment).status) == (
        done.decisions[0], moderator, Status.PUBLISHED
    )  # fmt: skip
    report.refresh_from_db()
    assert (report.outcome, report.decided_at) == (ReportOutcome.OPEN, None)
    assert list(Case.objects.waiting().values_list("report_count", "is_held")) == [(1, False)]
    assert reports.record_of(author).approved == 0
    assert desk.card(fresh(comment), LATER).approval is None
    assert undo(done, moderator, LATER + timedelta(minutes=1)).decisions == []

    at = LATER + timedelta(minutes=2)
    removal = decisions.remove(comment=comment, version=1, moderator=moderator, reasons=making.reasons(), now=at)
    assert removal.source == Source.REPORT
    told = OutboxItem.objects.filter(key__startswith=f"report_decided:{report.reference}")
    assert told.count() == 2, "left up at first, and removed in the end"


def test_reports_on_what_was_published_wait_again_unless_their_reader_has_reported_anew(held, moderator):
    report = reported(making.comment(held.article))
    Report.objects.filter(pk=report.pk).update(comment=held)
    published = kept(held, moderator).decisions[0]
    assert Report.objects.get(pk=report.pk).outcome == ReportOutcome.KEPT

    assert reports.reopen(decision=published) == 1
    Report.objects.filter(pk=report.pk).update(outcome=ReportOutcome.KEPT, decided_at=NOW)
    anew = Complaint(making.ground(12))
    reports.lodge(comment=fresh(held), complaint=anew, reporter=report.reporter, now=LATER)
    assert reports.reopen(decision=published) == 0


@pytest.mark.parametrize(
    ("after", "status"),
    [(timedelta(minutes=59), Status.HELD), (timedelta(hours=1), Status.PUBLISHED)],
)
def test_what_has_been_public_for_long_is_looked_at_again_and_not_hidden(held, moderator, after, status):
    done = kept(held, moderator)
    (undone,) = undo(done, moderator, NOW + after).decisions
    assert (fresh(held).status, replayed(held)) == (status, status)
    assert undone.reverses == done.decisions[0]
    assert Case.objects.waiting().get().is_held == (status == Status.HELD)


def test_a_redaction_is_taken_back_where_it_was_foreseen_though_a_later_removal_was_restored(author, moderator):
    comment = making.comment(making.article(), author=author, body="You fool, it is late.")
    redaction = decisions.redact(
        comment=comment, version=1, moderator=moderator, body="[…] it is late.", reasons=making.reasons(), now=NOW
    )
    second = fresh(comment).version
    decisions.remove(comment=comment, version=second, moderator=moderator, reasons=making.reasons(), now=LATER)
    assert sweeps.foreseen(decision=redaction, moderator=moderator).decisions == []
    decisions.restore(comment=comment, version=second, moderator=moderator, now=LATER)

    foreseen = sweeps.foreseen(decision=redaction, moderator=moderator)
    undone = sweeps.undo(decision=redaction, moderator=moderator, now=LATER + timedelta(minutes=1))
    assert foreseen.decisions == [one.reverses for one in undone.decisions] == [redaction]
    assert fresh(comment).body == "You fool, it is late."
