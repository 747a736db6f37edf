"""Devices that get news: chosen by their readers, with and without an account, and ended at once when they say so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.actions import consents
from accounts.enums import Surface
from accounts.models import Purpose, User
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
    *, device: Device, edition: Edition, sections: Collection[Section], person: User | None, now: datetime
) -> PushSubscription:
    """Let a device get news of these sections; the consent is recorded with the words it was given on.

    Raises UnknownService for an address that may be anybody's, NotOffered where the publisher has retired the purpose.
    """
    if not services.is_known(device.endpoint):
        raise UnknownService(services.host_of(device.endpoint))
    known = PushSubscription.objects.select_for_update().filter(endpoint=device.endpoint).order_by("pk").first()
    receipt = known.receipt if known and known.person_id is None and person is None else _consent(person, edition, now)
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
    subscription.delete()
    if person and not PushSubscription.objects.filter(person=person).exists():
        _record(person, language, now, is_given=False)


def follow_choice(*, person: User, is_given: bool, language: str, now: datetime) -> None:  # noqa: ARG001 # as settings.PURPOSE_ACTS are called
    """Forget all devices of a member who has switched the purpose off elsewhere."""
    if not is_given:
        PushSubscription.objects.filter(person=person).delete()


def _consent(person: User | None, edition: Edition, now: datetime) -> UUID:
    if not Purpose.objects.filter(code=PURPOSE, retired_at__isnull=True).exists():
        raise NotOffered
    return _record(person, edition.language, now, is_given=True)


def _record(person: User | None, language: str, now: datetime, *, is_given: bool) -> UUID:
    """Record a choice; return its receipt."""
    event = consents.choose(
        person=person,
        purpose=Purpose.objects.get(code=PURPOSE),
        is_given=is_given,
        language=language,
        surface=Surface.SETTINGS,
        now=now,
    )
    return event.receipt


def _drop_unused(person: User) -> None:
    """Keep a member's devices few: whoever makes up browsers gains no long list of addresses that we ask."""
    newest = PushSubscription.objects.filter(person=person).order_by("-used_at", "-pk")
    kept = list(newest.values_list("pk", flat=True)[:DEVICES])
    PushSubscription.objects.filter(person=person).exclude(pk__in=kept).delete()
