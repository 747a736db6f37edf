from datetime import timedelta

import pytest

from accounts.models import OutboxItem
from moderation import lifecycle
from moderation.actions import appeals, comments, decisions, reports, sanctions
from moderation.enums import AppealKind, AppealOutcome, Measure, ReportOutcome, Status
from moderation.models import Comment, CommentVersion, Decision
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]
HOUR = timedelta(hours=1)


def reported(comment):
    """Let a reader report the comment."""
    complaint = reports.Complaint(ground=making.ground(5))
    return reports.lodge(comment=comment, complaint=complaint, reporter=making.person(), now=NOW)


def remove(comment, at=NOW):
    return decisions.remove(
        comment=comment, version=comment.version, moderator=making.moderator(), reasons=making.reasons(), now=at
    )


def redact(comment, body="The ferry […]."):
    return decisions.redact(
        comment=comment,
        version=comment.version,
        moderator=making.moderator(),
        body=body,
        reasons=making.reasons(),
        now=NOW,
    )


def complain(decision, outcome):
    """Contest a decision about a comment, and answer."""
    letter = {"subject": "Complaint", "explanation": "It was a quotation.", "now": NOW + HOUR}
    appeal = appeals.lodge(kind=AppealKind.COMPLAINT, person=decision.subject, contested=decision, **letter)
    return appeals.decide(
        appeal=appeal, moderator=making.moderator(), outcome=outcome, answer="So be it.", now=NOW + 2 * HOUR
    )


def replayed(comment):
    return lifecycle.replay(Measure(m) for m in comment.decisions.order_by("pk").values_list("measure", flat=True))


def test_a_complaint_that_is_right_brings_the_comment_back_with_its_replies_and_the_reports_fall(comment):
    reply = making.comment(comment.article, parent=comment)
    report = reported(comment)
    card = comment.card
    removal = remove(comment)
    complain(removal, AppealOutcome.ANNULLED)
    for row in (comment, reply, report):
        row.refresh_from_db()
    assert (comment.status, comment.card, comment.reply_count) == (Status.PUBLISHED, card, 1)
    assert reply.is_readable
    assert report.outcome == ReportOutcome.UNFOUNDED
    told = OutboxItem.objects.get(key=f"report_decided:{report.reference}:reversed")
    assert "the comment is back" in told.payload["text"]


def test_restoring_without_a_letter_corrects_the_reports_too(comment):
    report = reported(comment)
    remove(comment)
    comment.refresh_from_db()
    decisions.restore(comment=comment, version=1, moderator=making.moderator(), now=NOW + HOUR)
    report.refresh_from_db()
    assert report.outcome == ReportOutcome.UNFOUNDED


def test_a_report_that_another_decision_answered_stays_as_it_is(comment):
    kept = reported(comment)
    decisions.publish(comment=comment, version=1, moderator=making.moderator(), now=NOW)
    complain(remove(comment, at=NOW + HOUR), AppealOutcome.ANNULLED)
    kept.refresh_from_db()
    assert kept.outcome == ReportOutcome.KEPT


def test_a_wrong_redaction_gives_the_text_back_and_takes_the_mark_away(comment):
    body, html = comment.body, comment.html
    complain(redact(comment), AppealOutcome.ANNULLED)
    comment.refresh_from_db()
    assert (comment.body, comment.html, comment.redacted_at, comment.edited_at) == (body, html, None, None)
    assert (comment.status, replayed(comment), body in comment.card) == (Status.PUBLISHED, Status.PUBLISHED, True)
    assert comment.digest is not None


def test_a_redaction_that_is_upheld_leaves_a_ledger_that_can_be_replayed(comment):
    complain(redact(comment), AppealOutcome.UPHELD)
    comment.refresh_from_db()
    assert (comment.body, replayed(comment)) == ("The ferry […].", Status.PUBLISHED)


@pytest.mark.parametrize("outcome", [AppealOutcome.UPHELD, AppealOutcome.ANNULLED])
def test_a_complaint_is_answered_though_a_colleague_brought_the_comment_back_meanwhile(comment, outcome):
    removal = remove(comment)
    comment.refresh_from_db()
    decisions.restore(comment=comment, version=1, moderator=making.moderator(), now=NOW + HOUR)
    complain(removal, outcome)
    comment.refresh_from_db()
    assert (comment.status, replayed(comment)) == (Status.PUBLISHED, Status.PUBLISHED)


def test_a_later_removal_stands_when_the_earlier_was_wrong(comment):
    first = remove(comment)
    comment.refresh_from_db()
    decisions.restore(comment=comment, version=1, moderator=making.moderator(), now=NOW + HOUR)
    comment.refresh_from_db()
    remove(comment, at=NOW + HOUR)
    complain(first, AppealOutcome.ANNULLED)
    comment.refresh_from_db()
    assert (comment.status, replayed(comment)) == (Status.REMOVED, Status.REMOVED)


def test_the_authors_later_text_is_not_overwritten(comment):
    redaction = redact(comment)
    comment.refresh_from_db()
    making.accepting(comment.author)
    own = comments.Submission("The ferry came on time after all.", is_final=True)
    comments.edit(comment=comment, version=2, submission=own, now=NOW + timedelta(minutes=1))
    complain(redaction, AppealOutcome.ANNULLED)
    comment.refresh_from_db()
    assert comment.body == "The ferry came on time after all."
    assert Decision.objects.filter(reverses=redaction).count() == 1


@pytest.mark.parametrize("measure", [Measure.PUBLISH, Measure.HOLD])
def test_what_was_not_removed_is_not_restored(measure):
    comment = making.comment(making.article(), measure=measure)
    with pytest.raises(lifecycle.IllegalTransition):
        decisions.restore(comment=comment, version=1, moderator=making.moderator(), now=NOW)


@pytest.mark.parametrize("end", [sanctions.lift, sanctions.annul])
def test_who_imposed_a_sanction_does_not_end_it_by_any_path(end):
    blocker = making.moderator()
    sanction = making.block(making.person(), by=blocker)
    for nobody in (blocker, making.person(is_staff=True)):
        with pytest.raises(sanctions.NotAllowed):
            end(sanction=sanction, moderator=nobody, now=NOW)
    sanction.refresh_from_db()
    assert sanction.ended_at is None


def test_what_a_slip_took_out_of_a_comment_comes_back_without_a_complaint(comment):
    body, redaction = comment.body, redact(comment)
    comment.refresh_from_db()
    decision = decisions.restore(comment=comment, version=2, moderator=making.moderator(), now=NOW + HOUR)
    comment.refresh_from_db()
    assert (comment.body, comment.redacted_at, decision.reverses) == (body, None, redaction)


def test_what_the_author_wrote_after_a_redaction_is_not_undone(comment):
    redact(comment)
    comment.refresh_from_db()
    making.accepting(comment.author)
    own = comments.Submission("The ferry came on time after all.", is_final=True)
    comments.edit(comment=comment, version=2, submission=own, now=NOW + timedelta(minutes=1))
    comment.refresh_from_db()
    with pytest.raises(lifecycle.IllegalTransition):
        decisions.restore(comment=comment, version=3, moderator=making.moderator(), now=NOW + HOUR)


@pytest.mark.parametrize("restrict", [remove, redact])
def test_the_author_is_told_that_a_decision_was_taken_back(comment, restrict):
    statement = restrict(comment).statement
    comment.refresh_from_db()
    decisions.restore(comment=comment, version=comment.version, moderator=making.moderator(), now=NOW + HOUR)
    told = OutboxItem.objects.get(key=f"taken-back:{statement.reference}")
    assert (told.person, statement.reference in told.payload["text"]) == (comment.author, True)


@pytest.mark.parametrize("restrict", [remove, redact])
def test_a_text_that_is_kept_no_longer_does_not_come_back_empty(comment, restrict):
    contested = restrict(comment)
    Comment.objects.filter(status=Status.REMOVED).update(body="", html="")
    CommentVersion.objects.update(body="", html="")
    comment.refresh_from_db()
    with pytest.raises(lifecycle.IllegalTransition):
        decisions.restore(comment=comment, version=comment.version, moderator=making.moderator(), now=NOW + HOUR)
    status, body = comment.status, comment.body
    complain(contested, AppealOutcome.ANNULLED)
    comment.refresh_from_db()
    assert (comment.status, comment.body) == (status, body)
    assert Decision.objects.get(reverses=contested).measure == Measure.ANNUL
