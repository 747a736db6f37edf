"""The demo's one subscriber of news by mail, whom the worker writes to as soon as it starts."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.demo import MAILBOXES
from accounts.models import OutboxItem
from articles.actions import subscriptions
from articles.enums import Cadence
from articles.models import Subscription
from articles.paper import paper

ADDRESS = f"subscriber{MAILBOXES}"


@transaction.atomic
def load(*, now: datetime) -> None:
    """Let somebody without an account ask for the weekly digest of the default edition, and confirm it."""
    edition = paper().default
    if edition is None or Subscription.objects.exists():
        return
    then = now - timedelta(days=2)
    asked = {"to": ADDRESS, "edition": edition.language, "cadence": Cadence.WEEKLY, "sections": []}
    subscriptions.answer(OutboxItem(key=f"{subscriptions.ASKED}:demo", payload=asked, created_at=then))
    waiting = Subscription.objects.get(address=ADDRESS)
    subscriptions.confirm(subscription=waiting, now=then + timedelta(minutes=5))
