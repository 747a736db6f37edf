"""A complaint that is right in part (V13)."""

from dataclasses import replace

import pytest

from accounts.models import OutboxItem
from moderation import transparency
from moderation.actions import amending, appeals, decisions, ledger
from moderation.actions.amending import Amendment
from moderation.enums import AppealKind, AppealOutcome, Measure, ReportOutcome, Source, Status
from moderation.models import Appeal, Decision, StatementOfReasons
from tests.moderation import making
from tests.moderation.actions.test_undoing import HOUR, redact, remove, replayed, reported
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]


def in_part(decision, amendment, outcome=AppealOutcome.PARTLY):
    """Contest a decision, and answer that it was right in part."""
    letter = {"subject": "Complaint", "explanation": "Only one word was rude.", "now": NOW + HOUR}
    appeal = appeals.lodge(kind=AppealKind.COMPLAINT, person=decision.subject, contested=decision, **letter)
    return appeals.decide(
        appeal=appeal,
        moderator=making.moderator(),
        outcome=outcome,
        answer="You are right about the rest.",
        amendment=amendment,
        now=NOW + 2 * HOUR,
    )


def test_a_removed_comment_comes_back_without_what_breaks_the_rule(comment):
    report = reported(comment)
    reply = making.comment(comment.article, parent=comment)
    removal = remove(comment)

    decision = in_part(removal, Amendment(making.reasons(12), "The ferry […]."))

    for row in (comment, reply, report):
        row.refresh_from_db()
    assert (comment.status, comment.body, replayed(comment)) == (Status.PUBLISHED, "The ferry […].", Status.PUBLISHED)
    assert (comment.redacted_at, reply.is_readable) == (NOW + 2 * HOUR, True)
    assert (decision.measure, decision.ground_id, decision.source) == (Measure.REDACT, 12, Source.COMPLAINT)
    assert Decision.objects.get(reverses=removal).measure == Measure.RESTORE
    assert report.outcome == ReportOutcome.REMOVED
    assert report.removal() == removal


def test_the_person_has_the_answer_and_a_new_statement_that_can_be_contested(comment):
    removal = remove(comment)
    decision = in_part(removal, Amendment(making.reasons(12), "The ferry […]."))

    answer = OutboxItem.objects.get(key__startswith="letter_decided:").payload["text"]
    assert "right in part only" in answer
    assert "You are right about the rest." in answer
    assert OutboxItem.objects.filter(key=f"statement:{decision.statement.reference}").exists()
    assert appeals.kinds_for(decision.statement) == (AppealKind.COMPLAINT,)
    assert decision.statement.scope.startswith("Part of your comment")


def test_the_ground_of_a_removal_is_corrected_and_the_comment_stays_away(comment):
    removal = remove(comment)
    decision = in_part(removal, Amendment(making.reasons(12)))
    comment.refresh_from_db()
    assert (comment.status, replayed(comment)) == (Status.REMOVED, Status.REMOVED)
    assert (decision.measure, decision.statement.clause.ground_id) == (Measure.REMOVE, 12)


def test_the_ground_of_a_redaction_is_corrected_and_its_text_stays(comment):
    decision = in_part(redact(comment), Amendment(making.reasons(12)))
    comment.refresh_from_db()
    assert (comment.body, comment.status, decision.ground_id) == ("The ferry […].", Status.PUBLISHED, 12)
    assert comment.redacted_at == NOW + 2 * HOUR


def test_less_is_taken_out_than_before(comment):
    in_part(redact(comment), Amendment(making.reasons(12), "The ferry will be late […]."))
    comment.refresh_from_db()
    assert comment.body == "The ferry will be late […]."


@pytest.mark.parametrize(
    ("amendment", "refusal"),
    [
        pytest.param(None, amending.AmendmentMissing, id="nobody says what holds instead"),
        pytest.param("The ferry will be late again.", decisions.NothingRedacted, id="the whole text would come back"),
    ],
)
def test_what_changes_nothing_in_part_is_refused_and_the_letter_waits(comment, amendment, refusal):
    removal = remove(comment)
    with pytest.raises(refusal):
        in_part(removal, Amendment(making.reasons(12), amendment) if amendment else None)
    comment.refresh_from_db()
    assert (comment.status, Appeal.objects.get().outcome) == (Status.REMOVED, "")
    assert StatementOfReasons.objects.count() == 1


def test_what_a_colleague_has_undone_meanwhile_is_not_changed_in_part(comment):
    removal = remove(comment)
    comment.refresh_from_db()
    decisions.restore(comment=comment, version=1, moderator=making.moderator(), now=NOW + HOUR)
    with pytest.raises(ledger.StaleComment):
        in_part(removal, Amendment(making.reasons(12)))


def test_the_removal_that_was_changed_weighs_on_the_author_no_longer_under_its_old_ground(comment):
    in_part(remove(comment), Amendment(making.reasons(12), "The ferry […]."))
    standing = Decision.objects.filter(measure__in=(Measure.REMOVE, Measure.REDACT), reversals__isnull=True)
    assert list(standing.values_list("measure", "ground")) == [(Measure.REDACT, 12)]


def test_the_figures_count_it_as_a_decision_that_was_changed(comment):
    in_part(remove(comment), Amendment(making.reasons(12)))
    counted = transparency.figures(NOW, NOW + 24 * HOUR)
    assert counted.letters["complaint"]["partly"] == 1
    many = replace(counted, letters={"complaint": {"partly": 5, "upheld": 5}})
    assert many.share_overturned == 0.5


def test_a_review_of_a_sanction_is_not_answered_in_part():
    assert AppealOutcome.PARTLY not in appeals.OUTCOMES[AppealKind.REVIEW]
