"""Who is suspended cannot comment until the clock says so, is told why, and can contest it (C64, V44)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import OutboxItem
from moderation import dsa, transparency
from moderation.actions import appeals, comments, facts, sanctions, suspensions
from moderation.enums import AppealKind, AppealOutcome, Measure, Status
from moderation.models import Decision, StatementOfReasons
from tests.moderation import making
from tests.moderation.making import NOW, ORDINARY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def comment():
    return making.comment(making.article(), author=making.member())


def suspend(comment, days=3, **fields):
    given = {"moderator": making.moderator(), "reasons": making.reasons(), "now": NOW}
    return suspensions.suspend(evidence=comment, days=days, **given | fields)


def post(author, article, now):
    place = facts.place(author=author, article=article.pk, now=now)
    return comments.submit(author=author, place=place, submission=comments.Submission(ORDINARY), now=now)


def test_it_ends_by_itself_to_the_second(comment):
    suspend(comment)
    with pytest.raises(comments.Suspended) as refused:
        post(comment.author, comment.article, NOW + 3 * DAY - timedelta(seconds=1))
    assert refused.value.until == NOW + 3 * DAY
    assert post(comment.author, comment.article, NOW + 3 * DAY).status == Status.PUBLISHED


def test_nothing_is_edited_meanwhile_but_anything_withdrawn(comment):
    suspend(comment)
    with pytest.raises(comments.Suspended):
        comments.edit(
            comment=comment, version=1, submission=comments.Submission(ORDINARY), now=NOW + timedelta(minutes=1)
        )
    assert comments.withdraw(comment=comment, now=NOW + HOUR).withdrawn_at


def test_the_reasons_say_until_when_and_go_out_at_once(comment):
    statement = suspend(comment, days=1).statement
    assert statement.ends_at == NOW + DAY
    assert "until 3 March 2026" in statement.scope
    assert OutboxItem.objects.filter(key=f"statement:{statement.reference}").exists()


def test_the_commission_hears_of_a_partial_suspension_and_its_end(comment):
    record = dsa.record(suspend(comment).statement)
    assert record["decision_provision"] == "DECISION_PROVISION_PARTIAL_SUSPENSION"
    assert record["end_date_service_restriction"] == "2026-03-05"


def test_a_shorter_one_adds_nothing_and_a_longer_one_counts(comment):
    suspend(comment, days=3)
    with pytest.raises(suspensions.AlreadySuspended) as refused:
        suspend(comment, days=2)
    assert refused.value.until == NOW + 3 * DAY
    suspend(comment, days=7)
    assert suspensions.standing(comment.author, NOW).ends_at == NOW + 7 * DAY


@pytest.mark.parametrize("days", [0, -1, suspensions.MOST_DAYS + 1])
def test_it_has_a_length(comment, days):
    with pytest.raises(ValueError, match=str(days)):
        suspend(comment, days=days)


def test_a_moderator_ends_all_of_them_early(comment):
    suspend(comment, days=3)
    suspend(comment, days=7)
    by = making.moderator()
    assert suspensions.end(person=comment.author, evidence=comment, moderator=by, now=NOW + HOUR) == 2
    told = OutboxItem.objects.get(key__startswith="suspension-ended:")
    assert (told.person, "You can comment again" in told.payload["text"]) == (comment.author, True)
    assert post(comment.author, comment.article, NOW + 2 * HOUR)
    with pytest.raises(suspensions.NotSuspended):
        suspensions.end(person=comment.author, evidence=comment, moderator=by, now=NOW + 2 * HOUR)


def test_a_complaint_that_is_right_ends_it(comment):
    decision = suspend(comment)
    letter = {"subject": "Complaint", "explanation": "It was a quotation.", "now": NOW + HOUR}
    appeal = appeals.lodge(kind=AppealKind.COMPLAINT, person=comment.author, contested=decision, **letter)
    answered = {"moderator": making.moderator(), "outcome": AppealOutcome.ANNULLED, "answer": "You are right."}
    appeals.decide(appeal=appeal, now=NOW + 2 * HOUR, **answered)
    assert post(comment.author, comment.article, NOW + 3 * HOUR)


def test_it_is_no_sanction_and_who_is_blocked_is_not_suspended(comment):
    suspend(comment)
    counted = transparency.figures(NOW - HOUR, NOW + HOUR)
    assert (counted.suspended, counted.blocks) == (1, 0)
    assert making.block(comment.author).ordinal == 1
    with pytest.raises(sanctions.AlreadySanctioned):
        suspend(comment, days=9)


def test_the_database_takes_none_without_an_end(comment):
    statement = suspend(comment).statement
    for ends_at in (None, NOW):
        with pytest.raises(IntegrityError), transaction.atomic():
            StatementOfReasons.objects.filter(pk=statement.pk).update(ends_at=ends_at)
    assert Decision.objects.filter(measure=Measure.SUSPEND).count() == 1
