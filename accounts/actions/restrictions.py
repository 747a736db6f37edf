"""Restriction of processing (GDPR Art. 18): a person's data is kept and not used, until they are told otherwise."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts.addresses import absolute_url
from accounts.enums import RestrictedUse, RestrictionEnd
from accounts.models import OutboxItem, Restriction, User
from accounts.outbox import mail
from accounts.permissions import may_see_restricted
from accounts.privacy import dossier, erasure

#: What a request under way stored while a restriction began may be stored after it: so long is looked again.
AFTERWARDS = timedelta(minutes=20)


class AlreadyRestricted(ValueError):
    """A restriction runs already."""


class NotAMember(ValueError):
    """Who works here cannot work without their account; of an erased one nothing is left to restrict."""


class NotRunning(ValueError):
    """The restriction has ended, or its end was announced or taken back meanwhile."""


class Restricted(PermissionError):
    """The person's data is only kept: nobody uses it but for a reason of Art. 18(2), and only rights staff may."""


@dataclass(frozen=True)
class Use:
    """What restricted data is used for all the same, by the law's word and by one's own."""

    reason: RestrictedUse
    words: str


@transaction.atomic
def begin(*, restriction: Restriction, by: User, now: datetime) -> None:
    """Keep the person's data from now on and use it for nothing; tell them. Raise AlreadyRestricted, NotAMember."""
    restriction.begun_by, restriction.begun_at = by, now
    person = restriction.person
    person.refresh_from_db()
    if person.is_staff or person.erased_at is not None:
        raise NotAMember
    try:
        with transaction.atomic():
            restriction.save(force_insert=True)
    except IntegrityError:
        raise AlreadyRestricted from None
    User.objects.filter(pk=person.pk).update(restricted_at=now)
    person.refresh_from_db()
    erasure.call("restricted", person=person, now=now)
    _write(restriction, "restriction_begun", key=f"restriction:{restriction.pk}:begun", now=now)


@transaction.atomic
def announce_end(*, restriction: Restriction, reason: str, by: User, now: datetime) -> None:
    """Tell the person that and why the restriction is about to end (Art. 18(3)). Raise NotRunning."""
    unannounced = Restriction.objects.running().filter(pk=restriction.pk, told_at__isnull=True)
    if not unannounced.update(told_at=now, told_by=by, end_reason=reason):
        raise NotRunning
    restriction.refresh_from_db()
    _write(restriction, "restriction_ending", key=restriction.letter, now=now)


@transaction.atomic
def keep(*, restriction: Restriction, now: datetime) -> None:
    """Take the announcement back, and its letter where it still waits: the restriction goes on. Raise NotRunning."""
    letter = OutboxItem.objects.waiting().filter(key=restriction.letter)
    announced = Restriction.objects.running().filter(pk=restriction.pk, told_at__isnull=False)
    if not announced.update(told_at=None, told_by=None, end_reason=""):
        raise NotRunning
    letter.update(given_up_at=now, last_error="taken back")


def go_on(*, now: datetime) -> str:
    """Lift what was announced, and set aside what was stored while a restriction began (the worker's duty)."""
    for restriction in Restriction.objects.running().filter(begun_at__gt=now - AFTERWARDS).select_related("person"):
        erasure.call("restricted", person=restriction.person, now=now)
    announced = Restriction.objects.running().filter(told_at__lte=now - Restriction.NOTICE).select_related("person")
    return f"{[_lift(restriction, now) for restriction in announced].count(True)} lifted"


@transaction.atomic
def _lift(restriction: Restriction, now: datetime) -> bool:
    """End the restriction, unless the person has not been told: a letter that did not get through lifts nothing."""
    if OutboxItem.objects.filter(key=restriction.letter, delivered_at__isnull=True).exists():
        return False
    erasure.release(restriction.person, RestrictionEnd.LIFTED, now=now)
    _held_back(restriction.person).update(not_before=now, last_error="")
    return True


def _held_back(person: User) -> QuerySet[OutboxItem]:
    """Find the letters to the person that had to wait."""
    return OutboxItem.objects.waiting().filter(person=person)


def check(*, person: User, use: Use | None, staff: User, what: str, now: datetime) -> None:
    """Let nobody use what is only kept, but for a stated reason that the person can read. Raise Restricted."""
    if person.restricted_at is None:
        return
    if use is None or not may_see_restricted(staff):
        raise Restricted
    purpose = f"{RestrictedUse(use.reason).label}: {use.words}"
    dossier.log_access(staff=staff, person=person, what=what, purpose=purpose, now=now)


def _write(restriction: Restriction, letter: str, *, key: str, now: datetime) -> None:
    address = absolute_url("accounts:privacy", language=restriction.person.language)
    mail.post(
        template=f"accounts/mail/{letter}",
        person=restriction.person,
        context={
            "restriction": restriction,
            "ends_at": restriction.ends_at,
            "url": address,
            "supervisor": settings.SUPERVISORY_AUTHORITY,
        },
        key=key,
        now=now,
        is_owed=True,
    )
