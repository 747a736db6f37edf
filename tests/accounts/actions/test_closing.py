import re
from datetime import timedelta

import pytest
from django.core.management import call_command

from accounts.actions import closing
from accounts.enums import TextsAtErasure
from accounts.models import Closure, ErasedPerson, OutboxItem, User
from accounts.privacy import ledger
from tests.accounts import making
from tests.accounts.making import NOW

ERASE = TextsAtErasure.ERASE
LATER = NOW + closing.WINDOW


@pytest.fixture(autouse=True)
def _ledger_file():
    yield
    ledger.path().unlink(missing_ok=True)


@pytest.fixture
def person(db):
    return making.person(language="en")


def request(person, now=NOW):
    closure = closing.request(person=person, texts=ERASE, now=now)
    person.refresh_from_db()
    return closure


def keys():
    return list(OutboxItem.objects.order_by("pk").values_list("key", flat=True))


def test_a_request_hides_at_once_and_writes(person):
    closure = request(person)
    assert person.closing_at == closure.erase_at == NOW + timedelta(days=14)
    letter = OutboxItem.objects.get().payload
    assert letter["to"] == person.email
    (token,) = re.findall(r"/en/account/keep/([^/]+)/", letter["text"])
    assert closing.by_token(token) == closure


def test_asking_twice_is_one_request(person):
    first = request(person)
    assert request(person, now=NOW + timedelta(days=3)) == first
    assert (Closure.objects.get().erase_at, len(keys())) == (LATER, 1)


def test_nothing_is_erased_before_its_day(person):
    request(person)
    assert closing.erase_due(now=LATER - timedelta(seconds=1)) == "0 erased"
    assert closing.erase_due(now=LATER) == "1 erased"
    assert closing.erase_due(now=LATER) == "0 erased"
    person.refresh_from_db()
    assert (person.email, person.erased_at) == (None, LATER)


def test_a_cancelled_request_leaves_everything_as_it_was(person):
    closure = request(person)
    closing.cancel(closure=closure, now=NOW + timedelta(days=13))
    person.refresh_from_db()
    assert person.closing_at is None
    assert closing.erase_due(now=LATER) == "0 erased"
    with pytest.raises(closing.NothingToCancel):
        closing.cancel(closure=closure, now=LATER)


def test_an_erased_account_cannot_be_kept(person):
    closure = request(person)
    closing.erase_due(now=LATER)
    with pytest.raises(closing.NothingToCancel):
        closing.cancel(closure=closure, now=LATER)


def test_one_may_change_ones_mind_twice(person):
    closing.cancel(closure=request(person), now=NOW)
    request(person, now=NOW + timedelta(days=1))
    assert Closure.objects.count() == 2
    assert person.closing_at == LATER + timedelta(days=1)


def test_erasing_at_once_takes_over_an_open_request(person):
    request(person)
    closing.erase_now(person=person, texts=TextsAtErasure.KEEP, now=NOW)
    closure = Closure.objects.get()
    assert (closure.texts, closure.erased_at) == ("keep", NOW)
    with pytest.raises(closing.NothingToCancel):
        closing.cancel(closure=closure, now=NOW)


def test_one_reminder_is_sent_two_days_before(person):
    request(person)
    assert closing.remind_due(now=LATER - timedelta(days=2, seconds=1)) == "0 reminded"
    closing.remind_due(now=LATER - timedelta(days=2))
    closing.remind_due(now=LATER - timedelta(days=1))
    assert [key.split(":")[-1] for key in keys()] == ["closing", "closing_reminder"]


def test_the_receipt_is_tied_to_nobody(person):
    address = person.email
    closing.erase_now(person=person, texts=ERASE, now=NOW)
    (item,) = OutboxItem.objects.all()
    assert (item.person, item.payload["to"]) == (None, address)
    assert address not in item.payload["text"]


def test_letters_that_wait_for_an_erased_person_are_deleted(person):
    request(person)
    closing.erase_now(person=person, texts=ERASE, now=NOW)
    assert [key.split(":")[-1] for key in keys()] == ["erased"]


@pytest.mark.parametrize("token", ["", "x", "1", "1:abc"])
def test_a_forged_link_is_refused(db, token):
    with pytest.raises(closing.NotOurLink):
        closing.by_token(token)


def test_a_failing_hook_leaves_no_half_erased_person(person, monkeypatch):
    request(person)

    def fail(**_):
        raise RuntimeError("in the middle")

    monkeypatch.setattr("moderation.actions.leaving.erase", fail)
    assert closing.erase_due(now=LATER) == "0 erased, 1 failed"
    person.refresh_from_db()
    assert (person.erased_at, person.email is None, Closure.objects.get().erased_at) == (None, False, None)


@pytest.mark.django_db(transaction=True)
def test_a_restored_backup_is_erased_again(capsys):
    stays, leaves = making.person(), making.person()
    backup = User.objects.filter(pk=leaves.pk).values().get()
    closing.erase_now(person=leaves, texts=ERASE, now=NOW)
    # The backup is older than the erasure: neither the empty account nor the ledger's table is in it.
    User.objects.filter(pk=leaves.pk).update(**backup)
    ErasedPerson.objects.filter().expire()
    Closure.objects.all().delete()
    call_command("replay_erasures")
    stays.refresh_from_db()
    leaves.refresh_from_db()
    assert (stays.erased_at, leaves.email, leaves.name) == (None, None, "")
    assert "1 accounts" in capsys.readouterr().out
    call_command("replay_erasures")
    assert "0 accounts" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_the_ledger_file_survives_a_torn_line():
    leaves = making.person()
    closing.erase_now(person=leaves, texts=ERASE, now=NOW)
    with ledger.path().open("a") as file:
        file.write('["half a li')
    ledger.sync()
    assert ledger.among([leaves]) == [leaves]
