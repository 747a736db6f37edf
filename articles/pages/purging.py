"""Telling the cache in front of the site what changed: recorded with the change, told by the worker (A24, A10)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import OutboxItem
from accounts.outbox import enqueue
from accounts.outbox.asking import asking, heed
from accounts.outbox.delivery import NotYet, Undeliverable
from accounts.safety.outgoing import Response, Session
from articles.pages import caches
from articles.pages.caches import Cache
from articles.pages.stamps import stamps

CHANNEL = "purge"
#: Items that one delivery does for.
TOGETHER = 500
#: A cache that fails is asked again a minute later with what changed meanwhile, and left alone until then.
QUIET = timedelta(minutes=1)
#: Nobody is waited for longer, whatever they ask.
LONGEST_WAIT = timedelta(hours=1)
#: Characters of names in the key of an item, for whoever reads the list in the admin.
NAMED = 120


def record(names: Sequence[str]) -> None:
    """Have the cache forget every page that shows one of these. Call it inside the transaction of the change."""
    if not names:
        return
    for place in caches.places():
        key = f"{CHANNEL}:{','.join(names)[:NAMED]}:{uuid4().hex[:12]}"
        enqueue(channel=CHANNEL, key=key, payload={"at": place, "names": list(names)}, now=timezone.now())


def deliver(item: OutboxItem) -> None:
    """Tell a cache what changed, with all else that waits for it (outbox channel `purge`). Twice does no harm."""
    cache, place = caches.chosen(), item.payload["at"]
    if cache is None or place not in caches.places():
        raise Undeliverable("The settings do not name this cache any more.")
    _gather(item, now=timezone.now())
    names = item.payload["names"]
    # A process that died between its commit and its stamp would have the cache filled with the old page anew.
    stamps().touch(names)
    for first in range(0, len(names), cache.most):
        _heed(_ask(cache, place, names[first : first + cache.most]), cache)


def _gather(item: OutboxItem, *, now: datetime) -> None:
    """Move into the item what else waits for its cache. Raise NotYet while the cache wants to be left alone."""
    with transaction.atomic():
        others = OutboxItem.objects.waiting().filter(channel=CHANNEL, payload__at=item.payload["at"])
        free = others.filter(Q(leased_until__isnull=True) | Q(leased_until__lte=now)).exclude(pk=item.pk)
        taken = list(free.select_for_update(skip_locked=True).order_by("pk")[:TOGETHER])
        names = {name for one in (item, *taken) for name in one.payload["names"]}
        item.payload = {**item.payload, "names": sorted(names)}
        item.attempts += max((one.attempts for one in taken), default=0)
        item.save(update_fields=["payload", "attempts"])
        OutboxItem.objects.filter(pk__in=[one.pk for one in taken]).delete()
    resting = max(taken, key=lambda one: one.not_before, default=item)
    if resting.not_before > now:
        raise NotYet(resting.last_error, until=min(resting.not_before, now + QUIET))


def _ask(cache: Cache, place: str, names: Sequence[str]) -> Response:
    """Ask a cache to forget."""
    call, host = cache.call(place, names), urlsplit(place).hostname or ""
    with asking("The cache"), Session(hosts=frozenset({host}), is_own=bool(settings.PURGE_AT)) as session:
        return session.request(call.method, call.url, headers=call.headers, json=call.json)


def _heed(response: Response, cache: Cache) -> None:
    """Do what the cache says: go on, come back later, or give up, for somebody to look at the settings."""
    heed(response, "The cache", timezone.now(), longest=LONGEST_WAIT)
    if not cache.is_done(response):
        raise ConnectionError("The cache said that nothing came of it.")
