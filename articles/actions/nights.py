"""Looking at links: by night each once, and one at a time out of turn (A46). The outbox keeps where it was.

One delivery looks at some links within the site, or asks one other site one thing; so mail waits for nothing longer.
"""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone

from accounts.models import OutboxItem
from accounts.outbox import enqueue
from accounts.outbox.delivery import NotYet, Undeliverable
from articles.enums import Trouble
from articles.links import elsewhere, own
from articles.links.answers import Answer
from articles.links.nights import date_of, night_of
from articles.links.terms import terms
from articles.models import LinkHost, LinkTarget
from articles.models.link import LinkTargetQuerySet

CHANNEL = "links"
#: Links within the site that one delivery looks at: some tenths of a second.
AT_ONCE = 50


def begin_due(*, now: datetime) -> str:
    """Begin the night's round, once (settings.PERIODIC)."""
    night = night_of(now)
    if night is None:
        return "day"
    key = f"{CHANNEL}:{night}"
    if not OutboxItem.objects.filter(key=key).exists():
        forget_unlinked()
        enqueue(channel=CHANNEL, key=key, payload={"night": str(night)}, now=now)
    return f"night of {night}"


def go_on(item: OutboxItem) -> None:
    """Look at what has its turn, and come back for the rest, until the night is over (outbox channel `links`)."""
    now = timezone.now()
    night = night_of(now)
    if night is None or str(night) != item.payload["night"]:
        return
    if (again := look_at_some(since=night.begins_at, now=now)) is not None:
        raise NotYet("Links are being looked at.", until=again)


def look_again(item: OutboxItem) -> None:
    """Look at one link out of turn, which counts as no night (outbox channel `link`)."""
    target = LinkTarget.objects.select_related("host").filter(pk=item.payload["target"]).first()
    if target is None or (target.host and not settings.CHECK_LINKS_ELSEWHERE):
        raise Undeliverable("No text leads there any more, or other sites are not asked.")
    if target.host is None:
        record(target, own.look(target.address), counts=False)
    elif not _ask(target, target.host, counts=False):
        raise NotYet("The site was asked something else just now.", until=timezone.now() + terms().pause)


def look_at_all(*, since: datetime) -> int:
    """Look at all that was not looked at since, in this process and with all pauses; return how many that were."""
    while (again := look_at_some(since=since, now=timezone.now())) is not None:
        time.sleep(max(0.0, (again - timezone.now()).total_seconds()))
    return LinkTarget.objects.looked_at(since).count()


def look_at_some(*, since: datetime, now: datetime) -> datetime | None:
    """Look at the next links that were not looked at since; return when to go on, or None if nothing is left."""
    here = LinkTarget.objects.filter(host=None)
    some = _next(here, since, now, terms().own_a_night)[:AT_ONCE]
    for target in some:
        record(target, own.look(target.address), counts=True)
    if some:
        return now
    return _look_elsewhere(since, now) if settings.CHECK_LINKS_ELSEWHERE else None


def record(target: LinkTarget, answer: Answer, *, counts: bool) -> None:
    """Note what was found. A failure counts once a night, and no more once the link is alive again."""
    now = timezone.now()
    target.turn_at, target.status, target.trouble = now, answer.status, answer.trouble or ""
    if not answer.is_failure:
        target.nights, target.failing_since, target.failed_on = 0, None, None
    elif counts and target.failed_on != (today := date_of(now)):
        target.nights, target.failed_on = target.nights + 1, today
        target.failing_since = target.failing_since or now
    target.save(update_fields=["turn_at", "status", "trouble", "nights", "failing_since", "failed_on"])


def forget_unlinked() -> None:
    """Forget addresses to which no text leads any more; one to which somebody leads just now keeps all for a day."""
    try:
        with transaction.atomic():
            LinkTarget.objects.filter(links=None).delete()
    except (IntegrityError, ProtectedError):
        return


def _next(among: LinkTargetQuerySet, since: datetime, now: datetime, most: int) -> LinkTargetQuerySet:
    """Return what has its turn of these, unless as many were looked at as a night allows."""
    if among.looked_at(since).count() >= most:
        return among.none()
    return among.read(now).waiting(since)


def _look_elsewhere(since: datetime, now: datetime) -> datetime | None:
    waiting = _next(LinkTarget.objects.exclude(host=None), since, now, terms().elsewhere_a_night)
    target = waiting.filter(_free(now, "host__")).select_related("host").first()
    if target is None or target.host is None:
        return now + terms().pause if waiting.exists() else None
    _ask(target, target.host, counts=True)
    return now + timedelta(seconds=1)


def _free(now: datetime, host: str = "") -> Q:
    """Return the condition on hosts that may be asked something."""
    return Q(**{f"{host}asked_at": None}) | Q(**{f"{host}asked_at__lte": now - terms().pause})


def _ask(target: LinkTarget, host: LinkHost, *, counts: bool) -> bool:
    """Ask the host of a link one thing, its rules first; say whether the link was looked at.

    The host is taken by an UPDATE, so that no other worker asks it at the same time, nor soon after.
    """
    now, this = timezone.now(), LinkHost.objects.filter(pk=host.pk)
    if not this.filter(_free(now)).update(asked_at=now):
        return False
    try:
        if host.rules_at is None or host.rules_at <= now - terms().rules_hold:
            this.update(rules=elsewhere.rules(target.address), rules_at=now)
            return False
        is_welcome = elsewhere.is_welcome(target.address, host.rules)
        answer = elsewhere.look(target.address) if is_welcome else Answer(trouble=Trouble.ROBOTS)
    except elsewhere.Unreachable:
        answer = Answer(trouble=Trouble.UNREACHABLE)
    finally:
        this.update(asked_at=timezone.now())
    record(target, answer, counts=counts)
    return True
