"""What webhooks are told: found by the worker in the ledger and by the clock, and delivered by the outbox (C72).

No act knows of webhooks, so that none waits for them. What was committed late is found all the same: each round looks
back over the last minute, and an event is told once for its key. A message holds keys and addresses, and nothing of a
person: what it is about is read anew by who may read it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.db.models import CharField, DateTimeField, QuerySet
from django.utils import timezone

from accounts import outbox
from accounts.addresses import absolute, absolute_url
from accounts.models import OutboxItem
from accounts.outbox.delivery import Busy, Undeliverable
from accounts.prepared import Given, Prepared
from accounts.safety.outgoing import Failure, Refused, Response, Session, asked_to_wait
from articles.models import Article, Edition
from moderation import webhooks
from moderation.actions.webhooks import pause
from moderation.enums import Measure
from moderation.models import Appeal, Decision, WebhookTarget
from moderation.webhooks import Event

CHANNEL = "webhook"
#: Longer than a transaction of ours takes: what was written so long ago, and can be seen by now, is all there is.
OVERLAP = timedelta(minutes=1)
#: Decisions that one round reads.
MOST = 5000
#: A target that has answered nothing but failures for so long is paused.
PATIENCE = timedelta(days=3)
#: Nobody is waited for longer, whatever they ask.
LONGEST_WAIT = timedelta(hours=1)
GONE, BUSY = 410, (429, 503)


@dataclass(frozen=True)
class News:
    """Something that happened: which event, in which row, when, and what is said of it."""

    event: Event
    row: str
    at: datetime
    data: dict[str, Any]  # JSON


def gather(*, now: datetime) -> str:
    """Put into the outbox what each target is to be told (settings.PERIODIC)."""
    told = [_gather(target, now) for target in WebhookTarget.objects.told().order_by("pk")]
    return f"{sum(told)} messages for {len(told)} webhooks"


def deliver(item: OutboxItem) -> None:
    """Tell a target, signed (outbox channel `webhook`). One that fails for days is paused."""
    now, target = timezone.now(), WebhookTarget.objects.filter(pk=item.payload["target"]).first()
    if target is None or target.paused_at:
        raise Undeliverable("The webhook is paused, or is no more.")
    try:
        response = _post(target, item, now)
    except Refused:
        _fail(target, "This address may not be asked, or leads elsewhere.", now)
    except Failure as failure:
        _fail(target, f"It cannot be reached ({type(failure).__name__}).", now)
    else:
        _heed(response, target, now)


def _gather(target: WebhookTarget, now: datetime) -> int:
    since = max(target.begins_at, min(target.told_until, now) - OVERLAP)
    decisions = list(_decisions(target.last_decision))
    settled = [one["pk"] for one in decisions if one["made_at"] <= now - OVERLAP]
    found = [*_of_decisions(decisions)]
    if {Event.LETTER_RECEIVED, Event.LETTER_DECIDED} & set(target.events):
        found += _of_letters(since, now)
    if Event.ARTICLE_PUBLISHED in target.events:
        found += _of_articles(since, now)
    wanted = {f"{CHANNEL}:{target.pk}:{one.event}:{one.row}": one for one in found if one.event in target.events}
    with transaction.atomic():
        known = set(OutboxItem.objects.filter(key__in=wanted).values_list("key", flat=True))
        new = {key: one for key, one in wanted.items() if key not in known}
        for key, one in new.items():
            outbox.enqueue(channel=CHANNEL, key=key, payload=_payload(target, key, one), now=now)
        WebhookTarget.objects.filter(pk=target.pk).update(
            told_until=now, last_decision=max([target.last_decision, *settled])
        )
    return len(new)


def _payload(target: WebhookTarget, key: str, news: News) -> dict[str, Any]:  # JSON
    said = {"type": news.event.value, "timestamp": news.at.isoformat(timespec="seconds"), "data": news.data}
    return {"target": target.pk, "id": f"msg_{uuid5(NAMESPACE_URL, key).hex}", "body": said}


def _decisions(after: int) -> Iterator[dict[str, Any]]:  # columns
    rows = Decision.objects.filter(pk__gt=after).order_by("pk")
    yield from rows.values(
        "pk", "measure", "ground", "made_at", "decided_by", "comment", "comment_version", "comment__article",
        "comment__article__edition", "comment__imported",
    )[:MOST]  # fmt: skip


def _of_decisions(decisions: list[dict[str, Any]]) -> Iterator[News]:
    """Say what was decided about comments: nothing of accounts, nor of what was imported and decided elsewhere."""
    for one in decisions:
        if one["comment"] is None or one["comment__imported"]:
            continue
        measure, data = Measure(one["measure"]), _comment(one)
        if event := webhooks.OF_MEASURES.get(measure):
            yield News(event, str(one["pk"]), one["made_at"], data)
        if one["decided_by"]:
            decided = data | {"decision": one["pk"], "measure": measure.value}
            yield News(Event.DECISION_MADE, str(one["pk"]), one["made_at"], decided)


def _comment(one: dict[str, Any]) -> dict[str, Any]:  # columns, JSON
    key, edition = one["comment"], one["comment__article__edition"]
    return {
        "comment": key,
        "version": one["comment_version"],
        "article": one["comment__article"],
        "ground": one["ground"],
        "address": absolute_url("moderation:comment", language=edition, pk=key),
        "api": absolute_url("api:comment", pk=key),
    }


def _of_letters(since: datetime, until: datetime) -> Iterator[News]:
    """Say that letters came and were answered; not by their reference, which opens a page."""
    for letter in Appeal.objects.filter(completed_at__gt=since, completed_at__lte=until).order_by("pk"):
        yield News(Event.LETTER_RECEIVED, str(letter.pk), letter.completed_at or until, _letter(letter))
    for letter in Appeal.objects.filter(decided_at__gt=since, decided_at__lte=until).order_by("pk"):
        data = _letter(letter) | {"outcome": letter.outcome}
        yield News(Event.LETTER_DECIDED, str(letter.pk), letter.decided_at or until, data)


def _letter(letter: Appeal) -> dict[str, Any]:  # JSON
    address = absolute_url("admin:moderation_appeal_change", object_id=letter.pk)
    return {"letter": letter.pk, "kind": letter.kind, "address": address}


def _newest() -> QuerySet[Article]:
    """Ask along the index that the front pages have: a table of articles is read through for nothing else."""
    out = Article.objects.live(Given("until", DateTimeField())).filter(edition=Given("edition", CharField()))
    return out.filter(published_at__gt=Given("since", DateTimeField())).defer("body").order_by("-published_at", "-pk")


_NEWEST = Prepared(_newest)


def _of_articles(since: datetime, until: datetime) -> Iterator[News]:
    """Say that articles are out: by the clock, as readers see them (A9)."""
    editions = Edition.objects.values_list("pk", flat=True)
    for article in chain(*(_NEWEST.objects(edition=one, since=since, until=until) for one in editions)):
        at = article.published_at or until
        data = {"article": article.pk, "edition": article.edition_id, "address": absolute(article.get_absolute_url())}
        yield News(Event.ARTICLE_PUBLISHED, f"{article.pk}:{int(at.timestamp())}", at, data)


def _post(target: WebhookTarget, item: OutboxItem, now: datetime) -> Response:
    body = json.dumps(item.payload["body"], separators=(",", ":")).encode()
    identity, timestamp = item.payload["id"], int(now.timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Gazette-Webhooks/1",
        "webhook-id": identity,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": webhooks.signatures(target.secrets(now), identity, timestamp, body),
    }
    with Session() as session:
        return session.post(target.address, data=body, headers=headers)


def _heed(response: Response, target: WebhookTarget, now: datetime) -> None:
    """Do what the other side says: go on, come back later, or leave it alone."""
    status = response.status_code
    if status < 300:
        WebhookTarget.objects.filter(pk=target.pk).update(answered_at=now, failing_since=None, last_error="")
    elif status == GONE:
        pause(target=target, why="It wants nothing more (410).", now=now)
        raise Undeliverable("The webhook wants nothing more (410).")
    else:
        until = asked_to_wait(response, now, at_most=LONGEST_WAIT) if status in BUSY else now
        _fail(target, f"It answers {status}.", now, until)


def _fail(target: WebhookTarget, said: str, now: datetime, until: datetime | None = None) -> None:
    """Note the failure, pause what has failed for too long, and have this tried again later."""
    own = WebhookTarget.objects.filter(pk=target.pk)
    own.filter(failing_since__isnull=True).update(failing_since=now)
    own.update(last_error=said[:200])
    if target.failing_since and target.failing_since <= now - PATIENCE:
        pause(target=target, why=said, now=now)
    raise Busy(said, until=until or now)
