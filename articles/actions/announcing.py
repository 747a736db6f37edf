"""Telling others what changed for readers, where the settings name whom: a hub of feeds (WebSub), and search engines
(IndexNow; A51). As shipped nobody is told.

Written down with the change, and told by the outbox at once, or at the minute at which an article appears or ends.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.addresses import absolute, absolute_url
from accounts.models import OutboxItem
from accounts.outbox import enqueue
from accounts.outbox.asking import asking, heed
from accounts.outbox.delivery import Undeliverable
from accounts.safety.outgoing import Session
from articles import pages, places
from articles.actions.tagging import touch_tags
from articles.enums import State, Status
from articles.models import Article

WEBSUB, INDEXNOW = "websub", "indexnow"
#: Where something changed for readers now: what is taken back or over has just gone from them.
SEEN = (State.PUBLISHED, State.UNPUBLISHED, State.EXPIRED)
#: Addresses that one message to search engines may hold (indexnow.org), and items that one delivery does for.
MOST, TOGETHER = 10_000, 500
#: Nobody is waited for longer, whatever they ask.
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class Shown:
    """Where readers and programs find an article."""

    feeds: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()

    def __or__(self, other: "Shown") -> "Shown":
        return Shown(self.feeds | other.feeds, self.addresses | other.addresses)


NOWHERE = Shown()


def shown(article: Article) -> Shown:
    """Return where an article stands as it is, in whole addresses; nowhere, without a query, if nobody is told."""
    if not is_told() or article.live_revision_id is None:
        return NOWHERE
    return Shown(
        frozenset(map(absolute, places.feeds(places.lists(article)))), frozenset({absolute(article.get_absolute_url())})
    )


def is_told() -> bool:
    """Say whether anybody is told."""
    return bool(settings.WEBSUB_HUB or settings.INDEXNOW_KEY)


def tell(*, article: Article, now: datetime, before: Shown = NOWHERE) -> None:
    """Put the kept pages of the edition out of date, and those of the story's other articles, which link here.

    Others are told as `announce` says.
    """
    pages.touch(edition=article.edition_id, articles=article.story.articles.values_list("pk", flat=True))
    touch_tags(article)
    announce(article=article, now=now, before=before)


def announce(*, article: Article, now: datetime, before: Shown = NOWHERE) -> None:
    """Have others told that an article changed for readers; `before` is where it stood. Call it in the transaction."""
    if not is_told():
        return
    where = before | shown(article)
    if article.state(now) in SEEN:
        _record(article, where, None, now)
    if article.status == Status.PUBLISHED:
        for moment in (article.published_at, article.expires_at):
            if moment and moment > now:
                _record(article, where, moment, now)


def ping(item: OutboxItem) -> None:
    """Tell the hub which feeds changed (outbox channel `websub`), as hubs of WebSub and PubSubHubbub take it."""
    if not settings.WEBSUB_HUB:
        raise Undeliverable("The settings name no hub any more.")
    if _holds(item):
        topics = [("hub.url", one) for one in item.payload["urls"]]
        _post("The hub", settings.WEBSUB_HUB, data=[("hub.mode", "publish"), *topics])


def submit(item: OutboxItem) -> None:
    """Tell search engines which addresses changed, with all that waits by now (outbox channel `indexnow`)."""
    if not settings.INDEXNOW_KEY:
        raise Undeliverable("The settings hold no key for IndexNow any more.")
    urls = _gather(item, now=timezone.now())
    for first in range(0, len(urls), MOST):
        key = settings.INDEXNOW_KEY
        said = {
            "host": urlsplit(settings.SITE_URL).netloc,
            "key": key,
            "keyLocation": absolute_url("indexnow_key", key=key),
            "urlList": urls[first : first + MOST],
        }
        _post("IndexNow", settings.INDEXNOW_AT, json=said)


def _record(article: Article, where: Shown, at: datetime | None, now: datetime) -> None:
    for channel, is_on, urls in (
        (WEBSUB, settings.WEBSUB_HUB, where.feeds),
        (INDEXNOW, settings.INDEXNOW_KEY, where.addresses),
    ):
        if is_on:
            payload = {"article": article.pk, "at": at.isoformat() if at else "", "urls": sorted(urls)}
            key = f"{channel}:{article.pk}:{uuid4().hex[:12]}"
            enqueue(channel=channel, key=key, payload=payload, now=now, not_before=at)


def _holds(item: OutboxItem) -> bool:
    """Say whether it is still so: the minute may have been moved, or the article taken off the schedule."""
    article, at = Article.objects.defer("body").get(pk=item.payload["article"]), item.payload["at"]
    if not at:
        return article.state(timezone.now()) in SEEN
    moments = (article.published_at, article.expires_at)
    return article.status == Status.PUBLISHED and at in {one.isoformat() for one in moments if one}


def _gather(item: OutboxItem, *, now: datetime) -> list[str]:
    """Move into the item what else has its time, and return all addresses that changed."""
    with transaction.atomic():
        others = OutboxItem.objects.due(now).filter(channel=item.channel).exclude(pk=item.pk)
        free = others.filter(Q(attempts=0)).select_for_update(skip_locked=True)
        taken = list(free[:TOGETHER])
        urls = {
            url for one in (item, *taken) if one.payload.get("is_sure") or _holds(one) for url in one.payload["urls"]
        }
        item.payload = {**item.payload, "urls": sorted(urls), "is_sure": True}
        item.save(update_fields=["payload"])
        OutboxItem.objects.filter(pk__in=[one.pk for one in taken]).delete()
    return sorted(urls)


def _post(who: str, place: str, **body: Any) -> None:  # a form, or JSON
    """Post to whom the settings name, and do what they answer."""
    with asking(who), Session(hosts=frozenset({urlsplit(place).hostname or ""})) as session:
        response = session.post(place, headers={"User-Agent": f"Gazette (+{settings.SITE_URL})"}, **body)
    heed(response, who, timezone.now(), longest=LONGEST_WAIT)
