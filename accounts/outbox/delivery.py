"""Delivering what is in the outbox: claim, deliver, mark. Safe with any number of workers and after kill -9.

A claim is an UPDATE that names the state it was read in, so two workers never hold one item, on either database and
without row locks. A worker that dies keeps its claim until the lease ends; then the item is due again.
"""

import logging
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.module_loading import import_string

from accounts import tracing
from accounts.models import OutboxItem
from accounts.models.outbox import OutboxQuerySet

logger = logging.getLogger(__name__)

#: Longer than any delivery takes: after it another worker may try.
LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
#: With these pauses somewhat more than three days: a mail server may be down over a weekend.
MAX_ATTEMPTS = 80


#: How long what must not go out yet waits before it is looked at again.
REST = timedelta(days=1)


class Undeliverable(Exception):
    """Trying again will not help."""


class NotYet(Exception):
    """Nothing failed: it must not go out at present, or not before `until`."""

    def __init__(self, why: str, until: datetime | None = None) -> None:
        super().__init__(why)
        self.until = until


class Busy(Exception):
    """The other side asks to be left alone until a moment. It counts as an attempt."""

    def __init__(self, why: str, until: datetime) -> None:
        super().__init__(why)
        self.until = until


def claim(*, now: datetime, lease: timedelta = LEASE, last: Collection[str] = ()) -> OutboxItem | None:
    """Take the next item that is due and hold it until the lease ends; None when nothing is due.

    Those of the channels `last` come after all others (quality QR4).
    """
    due = OutboxItem.objects.due(now)
    return _first(due.exclude(channel__in=last), now, lease) or (_first(due, now, lease) if last else None)


def _first(due: OutboxQuerySet, now: datetime, lease: timedelta) -> OutboxItem | None:
    for pk in due.values_list("pk", flat=True)[:20]:
        if due.filter(pk=pk).update(taken_at=now, leased_until=now + lease, attempts=F("attempts") + 1):
            return OutboxItem.objects.select_related("person").get(pk=pk)
    return None


def deliver(item: OutboxItem, *, now: datetime) -> None:
    """Deliver a claimed item and mark it; put it back with a pause when that fails, give up when it must."""
    if item.person is not None and item.person.erased_at is not None:
        return _give_up(item, "The person was erased.", now=now)
    with tracing.within(item.request_id):
        return _deliver(item, now=now)


def _deliver(item: OutboxItem, *, now: datetime) -> None:
    try:
        import_string(settings.OUTBOX_CHANNELS[item.channel])(item)
    except Undeliverable as never:
        _give_up(item, str(never), now=now)
    except NotYet as why:
        waits = {"attempts": F("attempts") - 1, "not_before": why.until or now + REST, "last_error": str(why)}
        _held(item).update(leased_until=None, **waits)
    except Busy as busy:
        _put_back(item, busy, now=now, until=busy.until)
    except Exception as failure:  # noqa: BLE001 # whatever a channel raises, the item stays and the worker lives
        logger.warning("Outbox item %s failed: %s", item.pk, type(failure).__name__)
        _put_back(item, failure, now=now)
    else:
        _mark_delivered(item, now=now)


def pause(attempts: int) -> timedelta:
    """Wait twice as long after each failure, up to an hour."""
    return min(FIRST_PAUSE * float(1 << min(attempts - 1, 20)), LONGEST_PAUSE)


def retry(items: Iterable[OutboxItem], *, now: datetime) -> int:
    """Make items that wait or were given up due at once, with all their attempts; answer how many."""
    stuck = OutboxItem.objects.filter(pk__in=[item.pk for item in items], delivered_at__isnull=True)
    return stuck.exclude(payload={}).update(
        given_up_at=None, attempts=0, not_before=now, leased_until=None, last_error=""
    )


def _mark_delivered(item: OutboxItem, *, now: datetime) -> None:
    _held(item).update(delivered_at=now, payload={}, leased_until=None, last_error="")


def _put_back(item: OutboxItem, failure: Exception, *, now: datetime, until: datetime | None = None) -> None:
    said = f"{type(failure).__name__}: {failure}"
    if item.attempts >= MAX_ATTEMPTS:
        return _give_up(item, said, now=now)
    again = max(now + pause(item.attempts), until or now)
    _held(item).update(not_before=again, leased_until=None, last_error=said[:500])
    return None


def _give_up(item: OutboxItem, said: str, *, now: datetime) -> None:
    """Stop trying; the payload stays, so that somebody may retry it from the admin."""
    _held(item).update(given_up_at=now, leased_until=None, last_error=said[:500])


def _held(item: OutboxItem) -> QuerySet[OutboxItem]:
    """Find the item only while our own claim is in force: another worker may have taken over a late one."""
    return OutboxItem.objects.filter(pk=item.pk, leased_until=item.leased_until)
