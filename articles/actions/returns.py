"""Digests that came back: whose mailbox is not there is written to no more."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from articles.actions import agreements, subscriptions
from articles.enums import SubscriptionAct
from articles.models import Subscription
from articles.models.mailed import Mailed
from articles.subscribing import links

#: So many letters may come back for a reason that passes, each within a month of the one before.
MOST, A_MONTH = 5, timedelta(days=30)


@transaction.atomic
def note(*, tokens: Iterable[str], status: str, now: datetime) -> int:
    """Note that digests came back, named by their signed links; answer how many subscriptions that ended.

    It ends where the mailbox is not there, or where the fifth letter in a row came back for a reason that may pass.
    """
    found = [agreements.held(Subscription.objects.all(), token) for token in tokens]
    return [_returned(one, status, now=now) for one in found if one].count(True)


def counts_as_gone(mailed: Mailed, status: str, *, now: datetime) -> bool:
    """Count a letter that came back, of a row that is held; say whether no other will reach anybody."""
    is_in_a_row = mailed.returned_at is not None and mailed.returned_at > now - A_MONTH
    mailed.returned = mailed.returned + 1 if is_in_a_row else 1
    mailed.returned_at = now
    mailed.save(update_fields=["returned", "returned_at"])
    return links.is_gone(status) or mailed.returned >= MOST


def _returned(subscription: Subscription, status: str, *, now: datetime) -> bool:
    """Count one that came back; say whether the subscription ended."""
    if not counts_as_gone(subscription, status, now=now):
        return False
    subscriptions.end(subscription=subscription, now=now, act=SubscriptionAct.RETURNED)
    return True
