"""What administrators do with webhooks: make, change, give a new secret, let go on, remove (C72)."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from accounts.actions import setting_log
from accounts.actions.setting_log import Log
from accounts.addresses import absolute_url
from accounts.enums import Setting
from accounts.models import User
from accounts.outbox import mail
from moderation.models import Decision, WebhookTarget

#: So long the former secret signs beside a new one.
BOTH_HOLD = timedelta(days=1)
#: What the log of settings tells of.
LIST = "admin:moderation_webhooktarget_changelist"
LOGGED = ("name", "address", "events", "paused_at")


class NotAllowed(PermissionError):
    """Only administrators let data leave the site."""


@transaction.atomic
def make(*, target: WebhookTarget, log: Log) -> None:
    """Store a new target, whose name, address and events are filled in; its secret is to be shown once."""
    _demand(log.by)
    target.nonce, target.made_by, target.made_at = _nonce(), log.by, log.now
    _begin(target, log.now)
    target.save(force_insert=True)
    _record(target, {}, log)


@transaction.atomic
def amend(*, target: WebhookTarget, log: Log) -> None:
    """Store a changed name, address or choice of events."""
    _demand(log.by)
    before = _logged(WebhookTarget.objects.get(pk=target.pk))
    target.save(update_fields=["name", "address", "events"])
    _record(target, before, log)


@transaction.atomic
def rotate(*, target: WebhookTarget, log: Log) -> None:
    """Give a target a new secret, to be shown once; the former one signs beside it for a day."""
    _demand(log.by)
    target.previous_nonce, target.previous_until = target.nonce, log.now + BOTH_HOLD
    target.nonce = _nonce()
    target.save(update_fields=["nonce", "previous_nonce", "previous_until"])
    before, after = {"secret": "former"}, {"secret": "new"}
    setting_log.record(what=Setting.WEBHOOK, subject=target.name, before=before, after=after, log=log)


@transaction.atomic
def go_on(*, target: WebhookTarget, log: Log) -> None:
    """Tell a paused target again of what happens from now on."""
    _demand(log.by)
    before = _logged(target)
    target.paused_at = target.failing_since = None
    target.last_error = ""
    _begin(target, log.now)
    target.save()
    _record(target, before, log)


@transaction.atomic
def remove(*, target: WebhookTarget, log: Log) -> None:
    """Tell a target nothing more, not even what waits for it."""
    _demand(log.by)
    setting_log.record(what=Setting.WEBHOOK, subject=target.name, before=_logged(target), after={}, log=log)
    target.delete()


@transaction.atomic
def pause(*, target: WebhookTarget, why: str, now: datetime) -> None:
    """Leave a target alone that has failed for too long or wants nothing more, and tell the administrators."""
    if not WebhookTarget.objects.told().filter(pk=target.pk).update(paused_at=now, last_error=why[:200]):
        return
    for person in User.objects.filter(is_superuser=True, is_active=True, email__isnull=False).order_by("pk"):
        mail.post(
            template="moderation/mail/webhook_paused",
            person=person,
            context={"target": target, "why": why, "url": absolute_url(LIST)},
            key=f"webhook-paused:{target.pk}:{now:%Y-%m-%dT%H:%M}:{person.pk}",
            now=now,
        )


def _begin(target: WebhookTarget, now: datetime) -> None:
    """Let what happens from now on be told, and nothing from before."""
    target.begins_at = target.told_until = now
    target.last_decision = Decision.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _demand(by: User) -> None:
    if not (by.is_active and by.is_superuser):
        raise NotAllowed


def _logged(target: WebhookTarget) -> dict[str, object]:
    return {name: getattr(target, name) for name in LOGGED}


def _record(target: WebhookTarget, before: dict[str, object], log: Log) -> None:
    setting_log.record(what=Setting.WEBHOOK, subject=target.name, before=before, after=_logged(target), log=log)


def _nonce() -> str:
    return secrets.token_hex(16)
