"""What the database itself refuses about hearings before a block, whatever code asks for it (V43)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.privacy import retention
from moderation.enums import HearingOutcome, Measure
from moderation.models import Case, Decision, Hearing, Sanction
from tests.moderation import making
from tests.moderation.actions.test_hearings import DAY, URGENT, decide, reply
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]


@pytest.fixture(autouse=True)
def _heard(settings):
    settings.BLOCK_MODE = "hearing"


@pytest.fixture
def hearing():
    return making.hearing(making.member())


def _raw(statement, *values):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def _sanction_row(person, **fields):
    decision = Decision.objects.create(measure=Measure.LIFT, subject=person, decided_by=making.moderator(), made_at=NOW)
    row = {
        "subject": person, "kind": "block", "ordinal": 1, "imposed_at": NOW + DAY, "imposed_by_decision": decision,
        "milder_measure_note": "m", "mode": "hearing",
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Sanction.objects.create(**row | fields)


def test_the_database_takes_no_block_of_somebody_who_was_not_heard(hearing):
    _sanction_row(hearing.person)
    _sanction_row(hearing.person, hearing=hearing)
    _sanction_row(hearing.person, mode="immediate")
    _sanction_row(hearing.person, is_urgent=True)
    _sanction_row(hearing.person, mode="")
    other = making.hearing(making.member())
    reply(other, now=NOW)
    _sanction_row(hearing.person, hearing=other)
    decide(other, HearingOutcome.NOTHING, answer="Enough.", now=NOW)
    _sanction_row(other.person, hearing=other)


def test_the_database_keeps_how_a_block_came_about():
    sanction = making.block(making.member(), urgency=URGENT)
    for change in ("mode = 'immediate'", "is_urgent = NOT is_urgent", "urgency = 'So.'"):
        _raw(f"UPDATE moderation_sanction SET {change} WHERE id = %s", sanction.pk)  # noqa: S608 # three above


def test_the_database_keeps_a_hearing_as_it_was(hearing):
    reply(hearing)
    for change in ("facts = 'Others.'", "ends_at = opened_at", "replied_at = NULL"):
        _raw(f"UPDATE moderation_hearing SET {change} WHERE id = %s", hearing.pk)  # noqa: S608 # three above
    _raw("DELETE FROM moderation_hearing WHERE id = %s", hearing.pk)
    decide(hearing, HearingOutcome.NOTHING, answer="Enough.")
    for change in (
        "reply = 'Never mind.'",
        "outcome = 'gone'",
        "decided_at = NULL, outcome = ''",
        "decided_by_id = NULL",
    ):
        _raw(f"UPDATE moderation_hearing SET {change} WHERE id = %s", hearing.pk)  # noqa: S608 # four above


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"ends_at": NOW + 3 * DAY - timedelta(seconds=1)}, id="too little time to reply"),
        pytest.param({"reply": "It was me."}, id="a reply without its day"),
        pytest.param({"outcome": "blocked", "decided_at": NOW}, id="a block that no person decided"),
        pytest.param({"outcome": "nothing", "decided_at": NOW}, id="an end without words"),
    ],
)
def test_the_database_takes_no_hearing_that_is_none(hearing, wrong):
    row = {
        field.attname: getattr(hearing, field.attname)
        for field in Hearing._meta.concrete_fields
        if field.name not in ("id", "reference", "case", "person")
    }
    case = Case.objects.create(opened_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hearing.objects.create(person=making.member(), case=case, **row | wrong)
    assert Hearing.objects.create(person=making.member(), case=case, **row)


def test_its_words_go_when_their_time_is_over_and_those_of_an_open_one_stay(hearing):
    reply(hearing)
    later = NOW + timedelta(days=4 * 365)
    retention.run(now=later)
    hearing.refresh_from_db()
    assert hearing.reply
    decide(hearing, HearingOutcome.NOTHING, answer="Enough.")
    retention.run(now=later)
    hearing.refresh_from_db()
    assert (hearing.facts, hearing.reply, hearing.answer) == ("", "", "[erased]")
    assert (hearing.replied_at, hearing.outcome) == (NOW + DAY, HearingOutcome.NOTHING)
