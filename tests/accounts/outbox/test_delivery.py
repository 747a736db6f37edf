from datetime import timedelta

import pytest

from accounts import outbox
from accounts.models import OutboxItem
from accounts.outbox import delivery
from tests.accounts import making
from tests.accounts.making import NOW

pytestmark = pytest.mark.django_db
delivered = []


def accepting(item):
    delivered.append(item.payload["text"])


def failing(_item):
    raise ConnectionError("nobody is there")


def refusing(_item):
    raise delivery.Undeliverable("no such mailbox")


@pytest.fixture(autouse=True)
def _channels(settings):
    settings.OUTBOX_CHANNELS = {name: f"{__name__}.{name}" for name in ("accepting", "failing", "refusing")}
    delivered.clear()


def enqueue(channel="accepting", key="one", **fields):
    payload = {"text": "Hello"}
    outbox.enqueue(**{"channel": channel, "key": key, "payload": payload, "now": NOW} | fields)
    return OutboxItem.objects.get(key=key)


def work(now=NOW):
    item = delivery.claim(now=now)
    if item:
        delivery.deliver(item, now=now)
        item.refresh_from_db()
    return item


def test_the_same_key_is_one_item_and_the_first_payload_stands():
    enqueue(payload={"text": "first"})
    enqueue(payload={"text": "second"})
    assert [item.payload for item in OutboxItem.objects.all()] == [{"text": "first"}]


def test_a_delivered_item_is_marked_blanked():
    enqueue()
    item = work()
    assert (item.taken_at, item.delivered_at, item.payload, item.attempts, item.leased_until) == (NOW, NOW, {}, 1, None)
    assert delivered == ["Hello"]
    assert work() is None


def test_an_item_is_not_taken_before_its_time():
    enqueue(not_before=NOW + timedelta(minutes=1))
    assert delivery.claim(now=NOW) is None
    assert delivery.claim(now=NOW + timedelta(minutes=1)) is not None


def test_a_claimed_item_is_nobody_elses_until_its_lease_ends():
    enqueue()
    assert delivery.claim(now=NOW) is not None
    assert delivery.claim(now=NOW + delivery.LEASE - timedelta(seconds=1)) is None
    assert delivery.claim(now=NOW + delivery.LEASE) is not None


def test_a_worker_that_lost_its_claim_does_not_mark_the_item():
    enqueue(channel="failing")
    late = delivery.claim(now=NOW)
    taken_over = delivery.claim(now=NOW + delivery.LEASE)
    delivery.deliver(late, now=NOW + delivery.LEASE)
    item = OutboxItem.objects.get()
    assert (item.leased_until, item.attempts, item.last_error) == (taken_over.leased_until, 2, "")


def test_a_failure_puts_the_item_back_with_a_pause_that_grows():
    enqueue(channel="failing")
    item = work()
    assert (item.not_before, item.last_error) == (NOW + timedelta(seconds=30), "ConnectionError: nobody is there")
    assert work(NOW + timedelta(seconds=29)) is None
    later = NOW + timedelta(seconds=30)
    assert work(later).not_before == later + timedelta(seconds=60)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 30), (2, 60), (5, 480), (7, 1920), (8, 3600), (80, 3600)])
def test_pause_doubles_up_to_an_hour(attempts, seconds):
    assert delivery.pause(attempts) == timedelta(seconds=seconds)


def test_the_last_attempt_gives_up_and_keeps_the_payload():
    enqueue(channel="failing")
    OutboxItem.objects.update(attempts=delivery.MAX_ATTEMPTS - 1)
    item = work()
    assert (item.given_up_at, item.payload["text"]) == (NOW, "Hello")


def test_what_can_never_be_delivered_is_given_up_at_once_and_may_be_retried():
    enqueue(channel="refusing")
    item = work()
    assert (item.given_up_at, item.last_error, item.attempts) == (NOW, "no such mailbox", 1)
    assert work() is None
    assert delivery.retry([item], now=NOW) == 1
    OutboxItem.objects.update(channel="accepting")
    assert work().delivered_at == NOW


def test_a_delivered_item_cannot_be_retried():
    enqueue()
    assert delivery.retry([work()], now=NOW) == 0


def test_nothing_is_delivered_to_erased_people():
    person = making.person()
    enqueue(person=person)
    person.email, person.name, person.is_active, person.erased_at = None, "", False, NOW
    person.save()
    assert work().given_up_at == NOW
    assert delivered == []


DAY = timedelta(days=1)


def test_an_item_from_before_the_clock_was_set_back_goes_out():
    enqueue(now=NOW + DAY)
    assert work().delivered_at == NOW


def test_a_claim_from_before_the_clock_was_set_back_holds_nobody_up():
    enqueue()
    assert delivery.claim(now=NOW + DAY)
    assert work().delivered_at == NOW


def test_a_failure_after_the_clock_was_set_back_is_paused_as_any_other():
    enqueue("failing", now=NOW + DAY)
    assert work().attempts == 1
    assert work() is None
