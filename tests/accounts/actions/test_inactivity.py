"""Nobody loses an account unused without having been told twice (V57)."""

from datetime import timedelta

import pytest
from django.core import mail as outgoing

from accounts.actions import closing, inactivity
from accounts.enums import Document, TextsAtErasure
from accounts.models import OutboxItem, RetentionPeriod, User
from accounts.outbox import delivery
from accounts.privacy import ledger, retention
from tests.accounts import making
from tests.accounts.making import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TWO_YEARS = timedelta(days=730)


@pytest.fixture(autouse=True)
def _ledger():
    making.policy(Document.RULES)
    yield
    ledger.path().unlink(missing_ok=True)


def unused(**fields):
    return making.member(**{"last_login": NOW - TWO_YEARS - DAY, "joined_at": NOW - 3 * TWO_YEARS} | fields)


def night(now, *, is_mail_sent=True):
    """Let the nightly job run, and the post go out; answer the letters."""
    del outgoing.outbox[:]
    retention.run(now=now)
    while is_mail_sent and (item := delivery.claim(now=now)):
        delivery.deliver(item, now=now)
    return [letter.subject for letter in outgoing.outbox]


ASKED, ERASED = "Do you still use your account at Gazette?", "Your account at Gazette has been deleted"


def test_two_letters_a_month_apart_and_a_month_later_the_account_is_erased_with_a_receipt():
    person = unused()
    told = {day: letters for day in range(0, 80, 15) if (letters := night(NOW + day * DAY))}
    assert told == {0: [ASKED], 30: [ASKED], 60: [ERASED]}
    person.refresh_from_db()
    assert (person.email, person.erased_at) == (None, NOW + 60 * DAY)


def test_the_letter_says_since_when_until_when_and_where_to_sign_in():
    person = unused(language="de")
    night(NOW)
    (letter,) = outgoing.outbox
    assert letter.to == [person.email]
    for said in (person.public_id, "1. März 2024", "1. Mai 2026", "/de/account/login/"):
        assert said in letter.body


def test_signing_in_starts_the_time_anew():
    person = unused()
    night(NOW)
    User.objects.filter(pk=person.pk).update(last_login=NOW + DAY)
    assert not any(night(NOW + day * DAY) for day in (30, 60, 90))
    later = NOW + DAY + TWO_YEARS + DAY
    assert [night(later + day * DAY) for day in (0, 30)] == [[ASKED], [ASKED]]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"last_login": NOW - TWO_YEARS + DAY}, id="signed in less than two years ago"),
        pytest.param({"last_login": None, "joined_at": NOW - TWO_YEARS + DAY}, id="joined less than two years ago"),
        pytest.param({"is_staff": True}, id="staff"),
    ],
)
def test_who_is_not_asked(fields):
    unused(**fields)
    assert night(NOW) == []


def test_who_is_leaving_already_is_not_asked():
    closing.request(person=unused(), texts=TextsAtErasure.ERASE, now=NOW)
    assert ASKED not in night(NOW)


def test_nobody_is_erased_untold_however_long_the_job_stood_still():
    unused(last_login=NOW - 5 * TWO_YEARS)
    assert night(NOW) == [ASKED]
    assert night(NOW + 300 * DAY) == [ASKED]


def test_a_letter_that_has_not_left_starts_no_time():
    unused()
    night(NOW, is_mail_sent=False)
    night(NOW + 40 * DAY, is_mail_sent=False)
    assert OutboxItem.objects.count() == 1
    assert night(NOW + 41 * DAY) == [ASKED]  # the first, at last
    assert night(NOW + 50 * DAY) == []
    assert night(NOW + 72 * DAY) == [ASKED]


def test_one_night_does_not_write_to_everybody(monkeypatch):
    monkeypatch.setattr(inactivity, "AT_ONCE", 2)
    people = [unused(last_login=NOW - TWO_YEARS - days * DAY) for days in (1, 3, 2)]
    assert len(night(NOW)) == 2
    assert set(OutboxItem.objects.values_list("person", flat=True)) == {people[1].pk, people[2].pk}
    assert len(night(NOW + DAY)) == 1


def test_one_that_fails_does_not_keep_the_others(monkeypatch):
    first, second = unused(), unused(last_login=NOW - TWO_YEARS - 2 * DAY)
    for day in (0, 30):
        night(NOW + day * DAY)
    erase = closing.erase_now

    def fails_for_the_longest_unused(*, person, **more):
        if person == second:
            raise OSError("disk")
        return erase(person=person, **more)

    monkeypatch.setattr(closing, "erase_now", fails_for_the_longest_unused)
    night(NOW + 60 * DAY)
    assert set(User.objects.filter(erased_at__isnull=False)) == {first}


def test_the_publishers_own_period_holds():
    unused(last_login=NOW - 200 * DAY)
    assert night(NOW) == []
    RetentionPeriod.objects.filter(code="unused-accounts").update(keep_days=180)
    assert night(NOW + DAY) == [ASKED]
