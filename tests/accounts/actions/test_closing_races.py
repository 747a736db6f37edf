"""Two at once: one wins, nobody sees an error they could not expect (QR2)."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.actions import closing
from accounts.enums import TextsAtErasure
from accounts.models import Closure, ErasedPerson, OutboxItem, User
from accounts.privacy import ledger
from tests.accounts import making
from tests.moderation import making as comments

pytestmark = pytest.mark.django_db(transaction=True)
ERASE = TextsAtErasure.ERASE


@pytest.fixture(autouse=True)
def _ledger_file():
    yield
    ledger.path().unlink(missing_ok=True)


def at_once(*acts):
    """Run these acts in threads of their own; answer what each returned or raised."""
    start, said = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        start.wait()
        try:
            said[place] = act()
        except Exception as raised:  # noqa: BLE001 # the test looks at it
            said[place] = raised
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_two_requests_are_one():
    person = making.person()
    said = at_once(
        *[
            lambda: closing.request(person=User.objects.get(pk=person.pk), texts=ERASE, now=timezone.now())
            for _ in range(3)
        ]
    )
    assert [type(answer) for answer in said] == [Closure] * 3
    assert (Closure.objects.count(), OutboxItem.objects.count()) == (1, 1)


@pytest.mark.parametrize("is_own", [True, False], ids=["asked for by the person", "by the moderators"])
def test_two_erasures_are_one(is_own):
    person, due = making.person(), timezone.now() + closing.WINDOW + timedelta(minutes=1)
    if is_own:
        closing.request(person=person, texts=ERASE, now=timezone.now())
    else:
        User.objects.update(closing_at=due)
    said = at_once(lambda: closing.erase_due(now=due), lambda: closing.erase_due(now=due))
    assert sorted(said) == ["0 erased", "1 erased"]
    assert (ErasedPerson.objects.count(), Closure.objects.filter(erased_at=due).count()) == (1, 1)
    assert OutboxItem.objects.filter(key__endswith=":erased").count() == 1


@pytest.mark.parametrize("attempt", range(4))
def test_cancelling_against_erasing_has_one_winner(attempt):
    comment = comments.comment(comments.article())
    person = comment.author
    closure = closing.request(person=person, texts=ERASE, now=timezone.now())
    due = timezone.now() + closing.WINDOW
    erased, cancelled = at_once(
        lambda: closing.erase_due(now=due),
        lambda: closing.cancel(closure=Closure.objects.get(pk=closure.pk), now=due),
    )
    person.refresh_from_db()
    comment.refresh_from_db()
    if cancelled is None:
        assert (erased, person.erased_at, person.closing_at, comment.body) == (
            "0 erased",
            None,
            None,
            "The ferry will be late again.",
        )
    else:
        assert isinstance(cancelled, closing.NothingToCancel)
        assert (erased, person.erased_at, comment.body) == ("1 erased", due, "")
