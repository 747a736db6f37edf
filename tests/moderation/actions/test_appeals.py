from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import OutboxItem
from moderation import desk, notices
from moderation.actions import appeals, queue, sanctions
from moderation.enums import AppealKind, AppealOutcome, AppealState, CaseKind, Measure, SanctionState
from moderation.models import Appeal, Case, Decision, StatementOfReasons
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]
DAY = timedelta(days=1)


@pytest.fixture
def blocker():
    return making.moderator("Blocker")


@pytest.fixture
def other():
    return making.moderator("Other")


@pytest.fixture
def member():
    return making.person("Member")


@pytest.fixture
def sanction(member, blocker):
    return making.block(member, by=blocker)


def lodge(sanction, kind=AppealKind.RESTORATION, now=NOW + DAY, **fields):
    return appeals.lodge(
        **{
            "kind": kind,
            "person": sanction.subject,
            "contested": sanction.imposed_by_decision,
            "subject": "Restoration",
            "explanation": "It was not me.",
            "now": now,
        }
        | fields
    )


def second(member, blocker, other):
    """Block, lift, block again."""
    first = making.block(member, by=blocker)
    sanctions.lift(sanction=first, moderator=other, now=NOW + DAY)
    return making.block(member, by=blocker, now=NOW + 2 * DAY)


def test_a_letter_stands_in_the_queue_with_a_due_date_and_is_confirmed(sanction):
    appeal = lodge(sanction)
    assert (appeal.state, appeal.received_at, appeal.due_at) == (AppealState.OPEN, NOW + DAY, NOW + 15 * DAY)
    assert list(Case.objects.waiting().values_list("kind", flat=True)) == [CaseKind.LETTER]
    assert OutboxItem.objects.filter(key=f"letter_received:{appeal.reference}:").exists()


def test_a_letter_without_explanation_is_refused(sanction):
    with pytest.raises(appeals.ExplanationMissing):
        lodge(sanction, explanation=" \n")


def test_the_same_letter_twice_names_the_one_that_waits(sanction):
    appeal = lodge(sanction)
    with pytest.raises(appeals.AlreadyOpen) as refused:
        lodge(sanction)
    assert (refused.value.appeal, Appeal.objects.count(), Case.objects.count()) == (appeal, 1, 1)


def test_lifting_answers_restores_and_closes_the_case(sanction, other):
    appeal = lodge(sanction)
    decision = appeals.decide(
        appeal=appeal, moderator=other, outcome=AppealOutcome.LIFTED, answer="Welcome back.", now=NOW + 2 * DAY
    )
    sanction.refresh_from_db()
    assert (sanction.state, decision.measure, decision.reverses) == (
        SanctionState.LIFTED,
        Measure.LIFT,
        sanction.imposed_by_decision,
    )
    assert not Case.objects.waiting().exists()
    assert OutboxItem.objects.filter(key=f"letter_decided:{appeal.reference}:", person=appeal.person).exists()


def test_upholding_leaves_the_sanction_and_allows_another_letter(sanction, other):
    appeals.decide(
        appeal=lodge(sanction), moderator=other, outcome=AppealOutcome.UPHELD, answer="No.", now=NOW + 2 * DAY
    )
    sanction.refresh_from_db()
    assert sanction.state == SanctionState.IN_FORCE
    assert lodge(sanction, now=NOW + 3 * DAY).state == AppealState.OPEN


def test_who_blocked_does_not_answer(sanction, blocker, other):
    appeal = lodge(sanction)
    with pytest.raises(appeals.NotYours):
        appeals.decide(appeal=appeal, moderator=blocker, outcome=AppealOutcome.UPHELD, answer="No.", now=NOW + DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(decided_by=blocker)


def test_the_only_moderator_may_answer_and_the_answer_says_so(sanction, blocker):
    appeal = lodge(sanction)
    appeals.decide(appeal=appeal, moderator=blocker, outcome=AppealOutcome.LIFTED, answer="Yes.", now=NOW + DAY)
    appeal.refresh_from_db()
    letter = OutboxItem.objects.get(key=f"letter_decided:{appeal.reference}:")
    assert appeal.sole_moderator_note
    assert appeal.sole_moderator_note in letter.payload["text"]


def test_a_reader_does_not_answer(sanction, other):
    with pytest.raises(appeals.NotYours):
        appeals.decide(
            appeal=lodge(sanction), moderator=making.person(), outcome=AppealOutcome.LIFTED, answer="Yes.", now=NOW
        )


def test_two_moderators_answer_once(sanction, other):
    appeal = lodge(sanction)
    stale = Appeal.objects.get(pk=appeal.pk)
    appeals.decide(appeal=appeal, moderator=other, outcome=AppealOutcome.LIFTED, answer="Yes.", now=NOW + DAY)
    with pytest.raises(appeals.AlreadyDecided):
        appeals.decide(
            appeal=stale, moderator=making.moderator(), outcome=AppealOutcome.UPHELD, answer="No.", now=NOW + DAY
        )
    assert Decision.objects.filter(measure__in=(Measure.LIFT, Measure.UPHOLD)).count() == 1


@pytest.mark.parametrize("outcome", list(AppealOutcome))
def test_every_outcome_needs_its_answer(sanction, other, outcome):
    with pytest.raises(appeals.AnswerMissing):
        appeals.decide(appeal=lodge(sanction), moderator=other, outcome=outcome, answer="  ", now=NOW)


def test_after_a_second_block_restoration_is_refused_the_same_day_with_reasons(member, blocker, other):
    appeal = lodge(second(member, blocker, other), now=NOW + 3 * DAY)
    assert (appeal.state, appeal.outcome, appeal.decided_at) == (
        AppealState.DECIDED,
        AppealOutcome.UPHELD,
        NOW + 3 * DAY,
    )
    assert "review" in appeal.answer
    assert not Case.objects.waiting().exists()


def test_after_a_second_block_a_review_is_accepted_and_annuls_a_wrong_one(member, blocker, other):
    final = second(member, blocker, other)
    appeal = lodge(final, kind=AppealKind.REVIEW, now=NOW + 3 * DAY)
    assert AppealOutcome.LIFTED not in appeals.outcomes_for(appeal)
    with pytest.raises(appeals.WrongOutcome):
        appeals.decide(appeal=appeal, moderator=other, outcome=AppealOutcome.LIFTED, answer="Yes.", now=NOW + 4 * DAY)
    appeals.decide(appeal=appeal, moderator=other, outcome=AppealOutcome.ANNULLED, answer="Wrong.", now=NOW + 4 * DAY)
    final.refresh_from_db()
    member.refresh_from_db()
    assert (final.state, final.ordinal, member.is_blocked) == (SanctionState.ANNULLED, None, False)


@pytest.mark.parametrize(
    ("days", "is_open"),
    [pytest.param(183, True, id="day 183"), pytest.param(185, False, id="day 185")],
)
def test_a_review_is_possible_for_six_months_from_being_informed(sanction, days, is_open):
    StatementOfReasons.objects.update(delivered_at=NOW)
    contested = Decision.objects.get(pk=sanction.imposed_by_decision_id)
    request = {"sanction": sanction, "kind": AppealKind.REVIEW, "contested": contested, "now": NOW + days * DAY}
    if is_open:
        assert lodge(**request).state == AppealState.OPEN
    else:
        with pytest.raises(appeals.WindowClosed):
            lodge(**request)


def test_a_bounced_statement_keeps_the_window_open(sanction):
    StatementOfReasons.objects.update(delivered_at=NOW, bounced_at=NOW)
    contested = Decision.objects.get(pk=sanction.imposed_by_decision_id)
    assert lodge(sanction, kind=AppealKind.REVIEW, contested=contested, now=NOW + 400 * DAY).state == AppealState.OPEN


def test_nobody_contests_what_was_decided_about_another(sanction):
    with pytest.raises(appeals.NothingToContest):
        lodge(sanction, person=making.person())


def test_a_lifted_sanction_has_nothing_left_to_restore(sanction, other):
    sanctions.lift(sanction=sanction, moderator=other, now=NOW + DAY)
    with pytest.raises(appeals.NothingToContest):
        lodge(sanction)
    assert lodge(sanction, kind=AppealKind.REVIEW).state == AppealState.OPEN


def test_two_letters_about_one_sanction_are_answered_one_after_the_other(sanction, other):
    restoration, review = lodge(sanction), lodge(sanction, kind=AppealKind.REVIEW)
    answer = {"moderator": other, "answer": "It was a mistake.", "now": NOW + 2 * DAY}
    appeals.decide(appeal=review, outcome=AppealOutcome.ANNULLED, **answer)
    restoration = Appeal.objects.get(pk=restoration.pk)
    assert appeals.outcomes_for(restoration) == (AppealOutcome.OMITTED,)
    with pytest.raises(appeals.WrongOutcome):
        appeals.decide(appeal=restoration, outcome=AppealOutcome.LIFTED, **answer)
    appeals.decide(appeal=restoration, outcome=AppealOutcome.OMITTED, **answer)
    assert not Case.objects.waiting().exists()


def test_a_sanction_that_ended_while_the_answer_was_typed_is_refused_and_leaves_the_letter_open(sanction, other):
    restoration, review = lodge(sanction), lodge(sanction, kind=AppealKind.REVIEW)
    stale = Appeal.objects.select_related("sanction").get(pk=restoration.pk)
    answer = {"moderator": other, "answer": "It was a mistake.", "now": NOW + 2 * DAY}
    appeals.decide(appeal=review, outcome=AppealOutcome.ANNULLED, **answer)
    with pytest.raises(sanctions.NotInForce):
        appeals.decide(appeal=stale, outcome=AppealOutcome.LIFTED, **answer)
    restoration.refresh_from_db()
    assert restoration.state == AppealState.OPEN


def test_a_review_of_a_final_sanction_is_never_too_late(member, blocker, other):
    final = second(member, blocker, other)
    StatementOfReasons.objects.update(delivered_at=NOW)
    review = lodge(final, kind=AppealKind.REVIEW, now=NOW + 900 * DAY)
    assert review.state == AppealState.OPEN


def test_a_refused_letter_says_where_a_review_is_asked_for(sanction, other, member, blocker):
    decide = {"moderator": other, "outcome": AppealOutcome.UPHELD, "answer": "No.", "now": NOW + 2 * DAY}
    appeals.decide(appeal=lodge(sanction), **decide)
    letter = OutboxItem.objects.get(key__startswith="letter_decided").payload["text"]
    assert notices.statement_url(sanction.imposed_by_decision.statement) in letter
    assert "A new letter is possible as well." in letter


def test_after_a_second_sanction_nobody_is_sent_to_write_the_same_again(member, blocker, other):
    final = second(member, blocker, other)
    lodge(final, now=NOW + 3 * DAY)
    letter = OutboxItem.objects.get(key__startswith="letter_decided").payload["text"]
    assert ("you can ask for a review." in letter, "A new letter" in letter) == (True, False)


def test_an_overdue_letter_goes_before_everything_else(sanction, other):
    comment = making.comment(making.article(), measure=Measure.HOLD)
    risky = queue.put(comment=comment, reasons=["2"], risk=1000, now=NOW)
    appeal = lodge(sanction)
    assert desk.next_case(other, appeal.due_at) == risky
    assert desk.next_case(other, appeal.due_at + DAY) == appeal.case
