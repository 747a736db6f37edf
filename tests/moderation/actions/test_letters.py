from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.models import OutboxItem
from moderation.actions import letters
from moderation.enums import AppealState, Channel
from moderation.letters import Letter
from moderation.models import Appeal, Case
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def sanction():
    making.rules()
    return making.block(making.person(language="de"))


@pytest.fixture
def letter(sanction):
    return Letter(
        sender="mira@example.org",
        subject="Restoration",
        user_id=sanction.subject.public_id,
        reference="",
        explanation="It was not me.",
        message_id="<1@example.org>",
        sent_at=NOW + DAY,
    )


def test_a_complete_letter_stands_in_the_queue(letter, sanction):
    appeal = letters.receive(letter=letter, now=NOW + 2 * DAY)
    assert (appeal.state, appeal.channel, appeal.received_at) == (AppealState.OPEN, Channel.EMAIL, NOW + DAY)
    assert (appeal.person, appeal.sanction, appeal.language) == (sanction.subject, sanction, "de")
    assert Case.objects.waiting().count() == 1


@pytest.mark.parametrize(
    ("gone", "missing"),
    [
        pytest.param({"subject": ""}, ["subject"], id="no subject"),
        pytest.param({"user_id": ""}, ["user_id"], id="no user ID"),
        pytest.param({"explanation": ""}, ["explanation"], id="no explanation"),
        pytest.param({"user_id": "M-ZZZZZZZZ"}, ["user_id"], id="an ID that fits nobody"),
        pytest.param(
            {"subject": "", "user_id": "", "explanation": ""}, ["subject", "user_id", "explanation"], id="all"
        ),
    ],
)
def test_an_incomplete_letter_is_answered_with_what_is_missing_and_keeps_its_date(letter, gone, missing):
    appeal = letters.receive(letter=replace(letter, **gone), now=NOW + 2 * DAY)
    assert (appeal.state, appeal.missing, Case.objects.count()) == (AppealState.INCOMPLETE, missing, 0)
    assert OutboxItem.objects.filter(key=f"letter_incomplete:{appeal.reference}:{'-'.join(missing)}").exists()

    completed = letters.receive(
        letter=replace(letter, message_id="<2@example.org>", sent_at=NOW + 5 * DAY), now=NOW + 5 * DAY
    )
    assert (completed.pk, completed.state, completed.received_at) == (appeal.pk, AppealState.OPEN, NOW + DAY)


def test_the_same_message_twice_is_one_letter(letter):
    first = letters.receive(letter=letter, now=NOW + 2 * DAY)
    again = letters.receive(letter=letter, now=NOW + 3 * DAY)
    assert (first.pk, Appeal.objects.count()) == (again.pk, 1)


def test_a_letter_dated_in_the_future_arrived_when_it_arrived(letter):
    appeal = letters.receive(letter=replace(letter, sent_at=NOW + 400 * DAY), now=NOW + 2 * DAY)
    assert appeal.received_at == NOW + 2 * DAY


def test_the_receipt_goes_to_the_accounts_own_mailbox(letter, sanction):
    letters.receive(letter=replace(letter, sender="stranger@example.net"), now=NOW + 2 * DAY)
    assert OutboxItem.objects.filter(key__startswith="letter_received", person=sanction.subject).exists()
    assert not OutboxItem.objects.filter(payload__icontains="stranger@example.net").exists()
