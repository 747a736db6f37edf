"""A warning is read and acknowledged before the next comment (C65), and contested as a removal can be."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import OutboxItem
from articles.reach import OutOfReach
from moderation import transparency
from moderation.actions import appeals, comments, facts, sanctions, warnings
from moderation.enums import AppealKind, AppealOutcome, Measure, Status
from moderation.models import Comment, Decision, StatementOfReasons
from tests.moderation import making
from tests.moderation.making import NOW, ORDINARY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]
HOUR = timedelta(hours=1)


@pytest.fixture
def comment():
    return making.comment(making.article(), author=making.member())


def warn(comment, **fields):
    given = {"moderator": making.moderator(), "reasons": making.reasons(), "now": NOW}
    return warnings.warn(evidence=comment, **given | fields)


def post(author, article, now=NOW + HOUR):
    place = facts.place(author=author, article=article.pk, now=now)
    return comments.submit(author=author, place=place, submission=comments.Submission(ORDINARY), now=now)


def test_nothing_is_posted_before_the_warning_is_acknowledged_with_its_date(comment):
    statement = warn(comment).statement
    with pytest.raises(comments.Warned):
        post(comment.author, comment.article)
    assert warnings.acknowledge(person=comment.author, references=[statement.reference], now=NOW + HOUR) == 1
    assert post(comment.author, comment.article).status == Status.PUBLISHED
    statement.refresh_from_db()
    assert (statement.acknowledged_at, statement.viewed_at) == (NOW + HOUR, NOW + HOUR)


def test_only_the_first_acknowledgement_counts_and_nobody_gives_it_for_another(comment):
    reference = warn(comment).statement.reference
    assert warnings.acknowledge(person=making.member(), references=[reference], now=NOW) == 0
    assert warnings.acknowledge(person=comment.author, references=[reference], now=NOW + HOUR) == 1
    assert warnings.acknowledge(person=comment.author, references=[reference], now=NOW + 2 * HOUR) == 0
    assert StatementOfReasons.objects.get().acknowledged_at == NOW + HOUR


def test_what_was_written_stays_and_can_be_edited_and_withdrawn(comment):
    warn(comment)
    comment.refresh_from_db()
    assert comment.is_readable
    submission = comments.Submission(ORDINARY)
    edited = comments.edit(
        comment=comment, version=comment.version, submission=submission, now=NOW + timedelta(minutes=1)
    )
    assert comments.withdraw(comment=edited, now=NOW + HOUR).withdrawn_at


def test_the_reasons_go_out_with_the_warning(comment):
    statement = warn(comment).statement
    assert OutboxItem.objects.filter(key=f"statement:{statement.reference}").exists()
    assert statement.scope.startswith("You are warned.")
    assert "before your next comment" in statement.scope.lower()


@pytest.mark.parametrize("outcome", [AppealOutcome.ANNULLED, AppealOutcome.UPHELD])
def test_a_complaint_annuls_a_wrong_warning_or_upholds_it(comment, outcome):
    warning = warn(comment)
    letter = {"subject": "Complaint", "explanation": "It was a quotation.", "now": NOW + HOUR}
    appeal = appeals.lodge(kind=AppealKind.COMPLAINT, person=comment.author, contested=warning, **letter)
    assert AppealOutcome.PARTLY not in appeals.outcomes_for(appeal)
    another = making.moderator()
    appeals.decide(appeal=appeal, moderator=another, outcome=outcome, answer="So be it.", now=NOW + 2 * HOUR)
    assert warnings.unread(comment.author).exists() == (outcome == AppealOutcome.UPHELD)
    comment.refresh_from_db()
    assert comment.status == Status.PUBLISHED


def test_a_comment_is_warned_for_once_unless_that_was_wrong(comment):
    first = warn(comment)
    with pytest.raises(warnings.AlreadyWarned):
        warn(comment)
    Decision.objects.create(
        measure=Measure.ANNUL, subject=comment.author, decided_by=making.moderator(), reverses=first, made_at=NOW
    )
    assert warn(comment)


def test_who_is_blocked_is_not_warned_nor_does_anybody_warn_themselves_or_staff(comment):
    own = making.comment(comment.article, author=making.moderator())
    for by in (own.author, making.moderator()):
        with pytest.raises(sanctions.NotAllowed):
            warn(own, moderator=by)
    with pytest.raises(OutOfReach):
        warn(comment, moderator=making.limited_moderator(["elsewhere"], ["de"]))
    making.block(comment.author)
    with pytest.raises(sanctions.AlreadySanctioned):
        warn(comment)
    assert not Decision.objects.filter(measure=Measure.WARN).exists()


def test_a_warning_is_counted_in_public_and_is_no_sanction(comment):
    warn(comment)
    counted = transparency.figures(NOW - HOUR, NOW + HOUR)
    assert (counted.warned, counted.blocks, counted.removed) == (1, 0, 0)
    assert making.block(comment.author).ordinal == 1


def test_the_database_lets_nothing_but_a_warning_be_acknowledged():
    statement = making.block(making.member()).imposed_by_decision.statement
    with pytest.raises(IntegrityError), transaction.atomic():
        StatementOfReasons.objects.filter(pk=statement.pk).update(acknowledged_at=NOW)


def test_the_database_takes_no_warning_without_reasons_or_from_a_program(comment):
    bare = {"measure": Measure.WARN, "subject": comment.author, "made_at": NOW}
    reasoned = bare | {"ground": making.ground(5), "statement": warn(comment).statement}
    for row in (bare | {"decided_by": making.moderator()}, reasoned):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(**row)
    assert Comment.objects.count() == 1
