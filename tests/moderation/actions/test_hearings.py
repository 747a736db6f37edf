"""Who is to be blocked is heard before, where the site does so; what cannot wait says why (V43)."""

from datetime import timedelta

import pytest

from accounts.actions import closing
from accounts.enums import TextsAtErasure
from accounts.models import OutboxItem
from articles.reach import OutOfReach
from moderation import dsa, timeline, transparency
from moderation.actions import comments, facts, hearings, procedure, sanctions, suspensions, warnings
from moderation.actions.hearings import Verdict
from moderation.enums import HearingOutcome, Measure, SanctionKind, Status
from moderation.models import Case, Decision, Hearing, Sanction
from tests.moderation import making
from tests.moderation.making import NOW, ORDINARY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URGENT = "She announced where she would wait for him tonight."


@pytest.fixture(autouse=True)
def _heard(settings):
    settings.BLOCK_MODE = "hearing"


@pytest.fixture
def hearing():
    return making.hearing(making.member())


def decide(hearing, outcome=HearingOutcome.BLOCKED, now=NOW + 8 * DAY, **fields):
    verdict = Verdict(outcome, making.reasons(), fields.pop("answer", ""), fields.pop("days", 0))
    given = {"moderator": making.moderator(), "heard": len(Hearing.objects.get(pk=hearing.pk).reply), "now": now}
    return hearings.decide(hearing=hearing, verdict=verdict, **given | fields)


def reply(hearing, words="It was a quotation.", now=NOW + DAY):
    return hearings.reply(hearing=hearing, words=words, now=now)


def queue(now):
    return list(Case.objects.due(now))


def test_a_block_is_announced_with_its_reasons_and_the_days_to_reply_and_takes_nothing_away(hearing):
    letter = OutboxItem.objects.get(key=f"hearing:{hearing.reference}")
    assert letter.person == hearing.person
    for said in (hearing.reference, "The comment calls a reader a name.", "Clause 5", "until 9 March 2026"):
        assert said in letter.payload["text"]
    assert hearing.ends_at == NOW + 7 * DAY
    place = facts.place(author=hearing.person, article=hearing.comment.article_id, now=NOW + HOUR)
    posted = comments.submit(
        author=hearing.person, place=place, submission=comments.Submission(ORDINARY), now=NOW + HOUR
    )
    assert posted.status == Status.PUBLISHED
    assert (Decision.objects.exclude(measure=Measure.PUBLISH).count(), hearing.person.blocked_at) == (0, None)


def test_nobody_is_blocked_before_the_reply_or_the_end_of_the_time_to_the_second(hearing):
    with pytest.raises(hearings.StillOpen) as refused:
        decide(hearing, now=hearing.ends_at - timedelta(seconds=1))
    assert refused.value.until == hearing.ends_at
    decide(hearing, now=hearing.ends_at)
    sanction = Sanction.objects.get()
    assert (sanction.hearing, sanction.mode, sanction.ordinal, sanction.is_urgent) == (hearing, "hearing", 1, False)
    said = sanction.imposed_by_decision.statement.procedure
    assert hearing.reference in said
    assert "could reply until 9 March 2026, and did not" in said
    steps = [step.said for step in timeline.of(sanction.imposed_by_decision, hearing.ends_at).steps]
    assert steps[1:3] == ["A block was announced, with time to reply.", "The account was blocked."]


def test_a_reply_reaches_the_queue_and_the_reasons_answer_it(hearing):
    assert queue(NOW + DAY - HOUR) == []
    reply(hearing)
    assert queue(NOW + DAY) == [hearing.case]
    with pytest.raises(hearings.NothingSaid):
        decide(hearing, now=NOW + 2 * DAY)
    decide(hearing, now=NOW + 2 * DAY, answer="A quotation names its source; this one does not.")
    statement = Sanction.objects.get().imposed_by_decision.statement
    assert "you replied on 3 March 2026" in statement.procedure
    assert "names its source" in statement.procedure
    letter = OutboxItem.objects.get(key=f"statement:{statement.reference}")
    assert statement.procedure in letter.payload["text"]
    assert dsa.record(statement)["decision_account"] == "DECISION_ACCOUNT_SUSPENDED"
    assert queue(NOW + 2 * DAY) == []


def test_without_a_reply_it_waits_from_the_end_of_the_time(hearing):
    assert queue(hearing.ends_at - timedelta(seconds=1)) == []
    assert queue(hearing.ends_at) == [hearing.case]


def test_what_is_added_stands_below_and_keeps_the_first_day(hearing):
    reply(hearing)
    told = reply(hearing, "And it was late.", now=NOW + 2 * DAY)
    assert (told.reply, told.replied_at) == ("It was a quotation.\n\nAnd it was late.", NOW + DAY)
    assert OutboxItem.objects.filter(key__startswith="hearing-replied:").count() == 2
    with pytest.raises(hearings.NothingSaid):
        reply(hearing, " \n")
    with pytest.raises(hearings.TooLong):
        reply(hearing, "x" * hearings.LONGEST)


def test_what_the_moderator_has_not_read_stands_against_the_decision(hearing):
    reply(hearing)
    with pytest.raises(hearings.Unheard):
        decide(hearing, heard=0, answer="No.")
    assert not Sanction.objects.exists()


@pytest.mark.parametrize(
    ("outcome", "measure"),
    [(HearingOutcome.WARNED, Measure.WARN), (HearingOutcome.SUSPENDED, Measure.SUSPEND)],
)
def test_something_milder_may_follow_at_any_time_and_cites_the_hearing(hearing, outcome, measure):
    decided = decide(hearing, outcome, now=NOW + HOUR, days=3)
    assert decided.decision.measure == measure
    assert hearing.reference in decided.decision.statement.procedure
    assert (decided.outcome, decided.decided_at, Sanction.objects.count()) == (outcome, NOW + HOUR, 0)


def test_nothing_follows_and_the_person_is_told_why(hearing):
    with pytest.raises(hearings.NothingSaid):
        decide(hearing, HearingOutcome.NOTHING)
    decide(hearing, HearingOutcome.NOTHING, answer="You were quoted yourself.")
    letter = OutboxItem.objects.get(key=f"hearing-ended:{hearing.reference}")
    assert "You were quoted yourself." in letter.payload["text"]
    assert making.hearing(hearing.person, now=NOW + 9 * DAY), "another may be opened"


def test_what_is_decided_is_decided_once_and_takes_no_reply(hearing):
    decide(hearing, HearingOutcome.NOTHING, answer="Enough.")
    with pytest.raises(hearings.AlreadyDecided):
        decide(hearing)
    with pytest.raises(hearings.AlreadyDecided):
        reply(hearing, now=NOW + 9 * DAY)


def test_one_hearing_at_a_time_of_whom_the_moderator_may_block(hearing):
    with pytest.raises(hearings.AlreadyOpen):
        making.hearing(hearing.person)
    with pytest.raises(sanctions.NotAllowed):
        making.hearing(making.moderator())
    with pytest.raises(OutOfReach):
        making.hearing(making.member(), by=making.limited_moderator(["elsewhere"], ["de"]))
    blocked = making.member()
    making.block(blocked, urgency=URGENT)
    with pytest.raises(sanctions.AlreadySanctioned):
        making.hearing(blocked)
    assert Hearing.objects.count() == 1


def test_a_block_that_cannot_wait_says_why_and_is_counted():
    member = making.member()
    with pytest.raises(procedure.HearingNeeded):
        making.block(member, urgency=" ")
    sanction = making.block(member, urgency=URGENT)
    assert (sanction.is_urgent, sanction.urgency, sanction.mode) == (True, URGENT, "hearing")
    said = sanction.imposed_by_decision.statement.procedure
    assert said.startswith("You were not heard before")
    assert URGENT in said
    counted = transparency.figures(NOW - HOUR, NOW + HOUR)
    assert (counted.blocks, counted.blocks_without_hearing, counted.hearings) == (1, 1, 0)


def test_it_ends_a_hearing_that_is_open_and_a_card_passes_none(hearing):
    reply(hearing)
    with pytest.raises(procedure.HearingNeeded):
        making.block(hearing.person, now=NOW + 9 * DAY)
    sanction = making.block(hearing.person, urgency=URGENT, now=NOW + 9 * DAY)
    hearing.refresh_from_db()
    assert (hearing.outcome, hearing.decision) == (HearingOutcome.OVERTAKEN, sanction.imposed_by_decision)
    assert queue(NOW + 9 * DAY) == []


def test_an_account_is_deleted_without_a_hearing_as_ever(hearing):
    closure = making.block(hearing.person, kind=SanctionKind.CLOSURE)
    hearing.refresh_from_db()
    assert (closure.is_urgent, hearing.outcome) == (False, HearingOutcome.OVERTAKEN)
    assert closure.imposed_by_decision.statement.procedure == ""


def test_a_second_block_is_as_final_after_a_hearing(hearing):
    decide(hearing)
    sanctions.lift(sanction=Sanction.objects.get(), moderator=making.moderator(), now=NOW + 9 * DAY)
    with pytest.raises(sanctions.OldConduct):
        making.hearing(hearing.person, now=NOW + 10 * DAY, conduct_at=NOW)
    again = making.hearing(hearing.person, now=NOW + 10 * DAY)
    assert again.is_final
    decide(again, now=NOW + 18 * DAY)
    with pytest.raises(sanctions.FinalSanction):
        sanctions.lift(sanction=Sanction.objects.get(ordinal=2), moderator=making.moderator(), now=NOW + 19 * DAY)


def test_who_was_promised_a_hearing_has_it_when_the_site_blocks_at_once_by_then(hearing, settings):
    settings.BLOCK_MODE = "immediate"
    with pytest.raises(procedure.HearingNeeded):
        making.block(hearing.person)
    with pytest.raises(hearings.NotHeardHere):
        making.hearing(making.member())
    decide(hearing)
    at_once = making.block(making.member())
    assert (at_once.mode, at_once.is_urgent, at_once.imposed_by_decision.statement.procedure) == (
        "immediate",
        False,
        "",
    )


def test_blocks_from_before_stand_when_the_site_hears_people_by_now(settings):
    settings.BLOCK_MODE = "immediate"
    sanction = making.block(making.member())
    settings.BLOCK_MODE = "hearing"
    sanctions.annul(sanction=sanction, moderator=making.moderator(), now=NOW + DAY)
    sanction.refresh_from_db()
    assert (sanction.mode, sanction.ordinal) == ("immediate", None)


def test_the_moderator_may_warn_or_suspend_meanwhile(hearing):
    given = {"evidence": hearing.comment, "moderator": making.moderator(), "reasons": making.reasons(), "now": NOW}
    warnings.warn(**given)
    suspensions.suspend(days=2, **given)
    assert hearings.standing(hearing.person) == hearing


def test_the_hearing_of_somebody_who_leaves_ends(hearing):
    reply(hearing)
    closing.request(person=hearing.person, texts=TextsAtErasure.ERASE, now=NOW + DAY)
    assert closing.erase_due(now=NOW + 16 * DAY) == "1 erased"
    hearing.refresh_from_db()
    assert (hearing.outcome, hearing.reply, hearing.facts) == (HearingOutcome.GONE, "", "")
    assert queue(NOW + 16 * DAY) == []


def test_it_is_counted_by_the_day_it_was_announced(hearing):
    reply(hearing)
    decide(hearing, answer="No.")
    making.hearing(making.member())
    counted = transparency.figures(NOW - HOUR, NOW + HOUR)
    assert (counted.hearings, counted.hearings_replied, counted.hearings_led_to_block) == (2, 1, 1)
