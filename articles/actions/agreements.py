"""What all that is sent by mail has in common: asked for by a form, agreed to on words that are kept, ended for good.

`subscriptions` and moderation's `follows` are built on it (`articles.models.mailed`).
"""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Model, QuerySet

from accounts.actions import consents, policies
from accounts.enums import Document, Surface
from accounts.models import OutboxItem, Purpose, User
from accounts.privacy import keys, ledger, traces
from articles.models.mailed import Mailed
from articles.subscribing import links

Row = TypeVar("Row", bound=Mailed)
#: So many letters that ask for a confirmation go to all mailboxes in an hour.
MOST_AN_HOUR = 200


class TooMany(Exception):
    """So many letters were asked for in the last hour that somebody may be using the form against strangers."""


class NotOffered(Exception):
    """The purpose, or the privacy policy to agree on, is not there."""


def are_many(rows: QuerySet[Row], now: datetime) -> bool:
    """Say whether so many were asked for lately that somebody may be using the form against strangers."""
    return rows.filter(asked_at__gt=now - timedelta(hours=1)).count() >= MOST_AN_HOUR


def free_key(channel: str, address: str, most: int, now: datetime) -> str | None:
    """Name one more letter of today that asks this mailbox, however it is spelt; None when it had as many as it may."""
    whose = keys.newest().digest(f"{channel}:{traces.canonical(address)}")[:32]
    names = [f"{channel}:{whose}:{now:%Y-%m-%d}:{number}" for number in range(most)]
    used = set(OutboxItem.objects.filter(key__in=names).values_list("key", flat=True))
    return next((name for name in names if name not in used), None)


def owner(address: str) -> User | None:
    """Find the member whose mailbox this is, and whose data is used."""
    proven = EmailAddress.objects.filter(email__iexact=address, verified=True, primary=True).select_related("user")
    person = next((one.user for one in proven), None)
    is_there = person and not (person.closing_at or person.restricted_at or person.erased_at)
    return person if is_there else None


def wording(purpose: str, language: str, now: datetime) -> dict[str, Any]:  # columns
    """Say on which words and which policy somebody agrees now; raise NotOffered."""
    text = consents.wording(purpose, language)
    try:
        policy = policies.in_force(Document.PRIVACY, now)
    except policies.NothingInForce as nothing:
        raise NotOffered from nothing
    if text is None:
        raise NotOffered
    return {"privacy_version": policy, "wording": consents.keep(text)}


def words_of(events: type[Model], mailed: Mailed, purpose: str, language: str, now: datetime) -> dict[str, Any]:
    """Say on which words and at which age something began, by its `events`, or begins now; raise NotOffered."""
    begun = events._default_manager.filter(receipt=mailed.receipt).order_by("-pk")
    words = begun.values("privacy_version_id", "wording_id").first() or wording(purpose, language, now)
    return words | {"age_met": mailed.age_met}


def held(rows: QuerySet[Row], token: str, salt: str = links.SALT) -> Row | None:
    """Return the row that a signed link names, held until the transaction ends; None where none does any more."""
    try:
        receipt = links.receipt_of(token, salt)
    except links.NotOurLink:
        return None
    return rows.select_for_update().filter(receipt=receipt).first()


def drop(mailed: Mailed, key: str) -> None:
    """Delete a row with whatever was to be sent to it, whose keys in the outbox begin with `key` and the receipt."""
    begins = f"{key}{mailed.receipt.hex}:"
    OutboxItem.objects.filter(key__startswith=begins, delivered_at__isnull=True).delete()
    type(mailed)._default_manager.filter(pk=mailed.pk).delete()


def keep_ended(name: str, *, now: datetime) -> None:
    """Let no restored backup bring back what the ledger knows by this name."""
    ledger.enter_name(name, now=now)
    transaction.on_commit(ledger.sync, robust=True)


def tell_settings(
    mailed: Mailed, purpose: str, *, is_given: bool, language: str, surface: Surface, now: datetime
) -> None:
    """Tell the privacy settings what a member chose elsewhere."""
    consents.choose(
        person=mailed.person,
        purpose=Purpose.objects.get(code=purpose),
        is_given=is_given,
        language=language,
        surface=surface,
        now=now,
        age_met=mailed.age_met,
    )
