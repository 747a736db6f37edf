"""Devices that get news: chosen by their readers, with and without an account, and ended at once when they say so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.actions import consents
from accounts.enums import Surface
from accounts.models import Purpose, User
from accounts.privacy import ledger
from articles.models import Edition, PushSubscription, Section
from articles.push import services

PURPOSE = "push-news"
#: So many devices of one member; a further one takes the place of the one that was used longest ago.
DEVICES = 20


class UnknownService(ValueError):
    """The address lies on no push service that we know."""


class NotOffered(LookupError):
    """There is no such purpose, or it was retired."""


@dataclass(frozen=True)
class Device:
    """What a browser tells of itself when its reader has switched push news on."""

    endpoint: str
    p256dh: str
    auth: str
    time_zone: str


@transaction.atomic
def choose(
    *,
    device: Device,
    edition: Edition,
    sections: Collection[Section],
    person: User | None,
    now: datetime,
    age_met: int | None = None,
) -> PushSubscription:
    """Let a device get news of these sections; the consent is recorded with the words it was given on.

    Raises UnknownService for an address that may be anybody's, NotOffered where the publisher has retired the purpose.
    `age_met`: the age in years that was stated to be reached.
    """
    if not services.is_known(device.endpoint):
        raise UnknownService(services.host_of(device.endpoint))
    consents.hold(person)
    known = PushSubscription.objects.select_for_update().filter(endpoint=device.endpoint).order_by("pk").first()
    held = known.receipt if known and known.person_id is None and person is None else None
    receipt = _consent(person, edition, now, held, age_met)
    chosen = vars(device) | {"edition": edition, "person": person, "receipt": receipt, "used_at": now}
    subscription, _is_new = PushSubscription.objects.update_or_create(
        endpoint=device.endpoint, defaults=chosen, create_defaults=chosen | {"made_at": now}
    )
    subscription.sections.set(sections)
    if person:
        _drop_unused(person)
    return subscription


@transaction.atomic
def end(*, subscription: PushSubscription, now: datetime) -> None:
    """Forget a device at its reader's word; a member's last one ends the consent, too."""
    person, language = subscription.person, subscription.edition_id
    consents.hold(person)
    _forget(subscription, now=now)
    if person and not PushSubscription.objects.filter(person=person).exists():
        _record(person, language, now, is_given=False)


@transaction.atomic
def follow_choice(*, person: User, is_given: bool, language: str, now: datetime) -> None:  # noqa: ARG001 # as settings.PURPOSE_ACTS are called
    """Forget all devices of a member who has switched the purpose off elsewhere."""
    for device in PushSubscription.objects.filter(person=person) if not is_given else ():
        _forget(device, now=now)


@transaction.atomic
def replay(*, now: datetime) -> None:  # noqa: ARG001 # as all that is called then
    """Forget again what a restored backup brought back: the browser may still take what is sent."""
    there = PushSubscription.objects.iterator()
    for device in ledger.named((_name(one), one) for one in there):
        device.delete()


def _consent(person: User | None, edition: Edition, now: datetime, held: UUID | None, age_met: int | None) -> UUID:
    if not Purpose.objects.filter(code=PURPOSE, retired_at__isnull=True).exists():
        raise NotOffered
    return _record(person, edition.language, now, is_given=True, held=held, age_met=age_met)


def _record(
    person: User | None,
    language: str,
    now: datetime,
    *,
    is_given: bool,
    held: UUID | None = None,
    age_met: int | None = None,
) -> UUID:
    """Record a choice; return its receipt, the one that is `held` where the words are still the same."""
    event = consents.choose(
        person=person,
        purpose=Purpose.objects.get(code=PURPOSE),
        is_given=is_given,
        language=language,
        surface=Surface.SETTINGS,
        now=now,
        receipt=held,
        age_met=age_met,
    )
    return event.receipt


def _forget(device: PushSubscription, *, now: datetime) -> None:
    """Delete a device, and let no restored backup bring it back."""
    ledger.enter_name(_name(device), now=now)
    transaction.on_commit(ledger.sync, robust=True)
    device.delete()


def _name(device: PushSubscription) -> str:
    """Name this choice of the device: one that is made later is another."""
    return f"device:{device.endpoint}:{device.made_at.timestamp()}"


def _drop_unused(person: User) -> None:
    """Keep a member's devices few: whoever makes up browsers gains no long list of addresses that we ask."""
    newest = PushSubscription.objects.filter(person=person).order_by("-used_at", "-pk")
    kept = list(newest.values_list("pk", flat=True)[:DEVICES])
    PushSubscription.objects.filter(person=person).exclude(pk__in=kept).delete()
