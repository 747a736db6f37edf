"""Subscribing to an edition's digest: asked for by a form, confirmed from the mailbox, changed and ended by a link.

What a member chooses is told to the privacy settings, and the other way round (accounts.actions.consents).
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts import outbox
from accounts.actions import consents, policies
from accounts.enums import Document, Surface, TextsAtErasure
from accounts.models import OutboxItem, Purpose, User
from accounts.outbox import mail
from accounts.privacy import keys, ledger, traces
from accounts.privacy.matching import addresses
from articles.enums import Cadence, SubscriptionAct
from articles.models import Section, Subscription, SubscriptionEvent
from articles.paper import paper
from articles.subscribing import links

logger = logging.getLogger(__name__)

PURPOSE = "newsletter"
#: The channel in which a form waits for the worker.
ASKED = "digest-asked"
#: How the keys of digests begin, each followed by the receipt of its subscription.
KEY = "digest:"
#: So many letters that ask for a confirmation go to one mailbox in a day, and to all mailboxes in an hour.
MOST_A_DAY, MOST_AN_HOUR = 3, 200


class TooMany(Exception):
    """So many letters were asked for in the last hour that somebody may be using the form against strangers."""


class NotOffered(Exception):
    """The purpose, or the privacy policy to agree on, is not there."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to get: an edition's digest, how often, of which sections (none: of all)."""

    edition: str
    cadence: Cadence
    sections: frozenset[int] = frozenset()


@transaction.atomic
def ask(*, address: str, wish: Wish, now: datetime) -> None:
    """Have an address that somebody typed written to: a link to confirm, or to change what it subscribes to already.

    Neither the answer nor its time tells whether the address subscribes: the worker looks. Raises TooMany, whatever
    the address, and NotOffered. A mailbox that was written to often enough today is left in peace.
    """
    wording(PURPOSE, wish.edition, now)
    if _are_many(now):
        raise TooMany
    address = address.lower()
    if free := free_key(ASKED, address, MOST_A_DAY, now):
        payload = {"to": address, "edition": wish.edition, "cadence": wish.cadence, "sections": sorted(wish.sections)}
        outbox.enqueue(channel=ASKED, key=free, payload=payload, now=now)


@transaction.atomic
def answer(item: OutboxItem) -> None:
    """Write to an address for which the digest was asked (outbox channel `digest-asked`)."""
    now, address, edition = item.created_at, item.payload["to"], item.payload["edition"]
    if _are_many(now):
        logger.warning("More digests are asked for than %s an hour; one more is not answered.", MOST_AN_HOUR)
        return
    known = Subscription.objects.at(address).confirmed().filter(edition=edition).order_by("pk").first()
    if known is None:
        asked = {"cadence": item.payload["cadence"], "asked_at": now}
        known, _is_new = Subscription.objects.update_or_create(edition_id=edition, address=address, defaults=asked)
        known.sections.set(Section.objects.filter(pk__in=item.payload["sections"]))
    Subscription.objects.filter(pk=known.pk).update(asked_at=now)
    mail.post(
        template=f"articles/mail/digest_{'known' if known.confirmed_at else 'asked'}",
        to=address,
        language=edition,
        context={"edition": paper().edition(edition), "url": links.page_url(known)},
        key=f"{item.key}:letter",
        now=now,
        is_owed=True,
    )


@transaction.atomic
def subscribe(*, person: User, wish: Wish, now: datetime) -> Subscription:
    """Subscribe a member, whose mailbox is proven; what they had in the edition is changed. Raise NotOffered."""
    consents.hold(person)
    known = Subscription.objects.filter(person=person, edition=wish.edition).first()
    if known:
        return amend(subscription=known, wish=wish, now=now)
    made = _take_in(person, wish, now=now)
    _tell_settings(person, is_given=True, language=wish.edition, surface=Surface.SETTINGS, now=now)
    return made


@transaction.atomic
def confirm(*, subscription: Subscription, now: datetime) -> Subscription:
    """Let a subscription begin, from its mailbox; it becomes the member's own where that mailbox is a member's.

    Confirming twice changes nothing. Raises NotOffered, and Subscription.DoesNotExist where it was ended meanwhile.
    """
    member = owner(subscription.address)
    consents.hold(member)
    waiting = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if waiting.confirmed_at:
        return waiting
    if member:
        person, wish = member, wish_of(waiting)
        waiting.delete()
        made = Subscription.objects.filter(person=person, edition=wish.edition).first()
        made = made or _take_in(person, wish, receipt=subscription, now=now)
        _tell_settings(person, is_given=True, language=wish.edition, surface=Surface.LETTER, now=now)
        return made
    waiting.confirmed_at = now
    waiting.save(update_fields=["confirmed_at"])
    _record(waiting, SubscriptionAct.GIVEN, now=now)
    return waiting


@transaction.atomic
def amend(*, subscription: Subscription, wish: Wish, now: datetime) -> Subscription:
    """Change how often it comes, and of what. Raise Subscription.DoesNotExist where it was ended meanwhile."""
    found = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if wish_of(found) != wish:
        found.cadence = wish.cadence
        found.save(update_fields=["cadence"])
        found.sections.set(wish.sections)
        _record(found, SubscriptionAct.CHANGED, now=now)
    return found


@transaction.atomic
def end(*, subscription: Subscription, now: datetime, act: SubscriptionAct = SubscriptionAct.ENDED) -> None:
    """End a subscription at once: its address is deleted, and so is what was written and not yet sent.

    Ending twice changes nothing.
    """
    consents.hold(subscription.person)
    found = Subscription.objects.select_for_update().filter(pk=subscription.pk).first()
    if found is None:
        return
    _remove(found, act, now=now)
    _keep_ended(found, now=now)
    if found.person and not Subscription.objects.filter(person=found.person).exists():
        _tell_settings(found.person, is_given=False, language=found.edition_id, surface=Surface.LETTER, now=now)


@transaction.atomic
def follow_choice(*, person: User, is_given: bool, language: str, now: datetime) -> None:
    """Do what a member chose in the privacy settings: the weekly digest of their edition, or none of any."""
    own = Subscription.objects.of(person)
    if not is_given:
        for subscription in own:
            _remove(subscription, SubscriptionAct.ENDED, now=now)
            _keep_ended(subscription, now=now)
        return
    if own.filter(person=person).exists():
        return
    before = {one.edition_id: wish_of(one) for one in own.confirmed()}
    edition = paper().edition(language) or paper().default
    if not before and edition:
        before = {edition.language: Wish(edition.language, Cadence.WEEKLY)}
    for wish in before.values():
        _take_in(person, wish, now=now)


@transaction.atomic
def forget(*, person: User, texts: TextsAtErasure, now: datetime) -> None:  # noqa: ARG001 # as all that is called then
    """End what a member who is erased subscribes to (Leaving.before_erasure)."""
    for subscription in Subscription.objects.of(person):
        _remove(subscription, SubscriptionAct.ENDED, now=now)


@transaction.atomic
def replay(*, now: datetime) -> None:
    """End again what a restored backup brought back."""
    there = Subscription.objects.select_related("person")
    for subscription in ledger.named((_name(one), one) for one in there.iterator()):
        _remove(subscription, SubscriptionAct.ENDED, now=now)


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


def wish_of(subscription: Subscription) -> Wish:
    """Say what a subscription brings."""
    chosen = frozenset(subscription.sections.values_list("pk", flat=True))
    return Wish(subscription.edition_id, Cadence(subscription.cadence), chosen)


def _take_in(person: User, wish: Wish, *, now: datetime, receipt: Subscription | None = None) -> Subscription:
    """Make a member's own subscription, in place of any for the same mailbox."""
    same = [one.lower() for one in addresses(person)]
    for other in Subscription.objects.filter(edition=wish.edition, address__in=same):
        _remove(other, SubscriptionAct.ENDED, now=now)
    named = {"receipt": receipt.receipt} if receipt else {}
    made = Subscription.objects.create(
        edition_id=wish.edition, person=person, cadence=wish.cadence, asked_at=now, confirmed_at=now, **named
    )
    made.sections.set(wish.sections)
    _record(made, SubscriptionAct.GIVEN, now=now)
    return made


def _are_many(now: datetime) -> bool:
    """Say whether so many were asked for lately that somebody may be using the form against strangers."""
    return Subscription.objects.filter(asked_at__gt=now - timedelta(hours=1)).count() >= MOST_AN_HOUR


def _remove(subscription: Subscription, act: SubscriptionAct, *, now: datetime) -> None:
    if subscription.confirmed_at:
        _record(subscription, act, now=now)
    _drop(subscription)


def _keep_ended(subscription: Subscription, *, now: datetime) -> None:
    """Let no restored backup bring it back."""
    ledger.enter_name(_name(subscription), now=now)
    transaction.on_commit(ledger.sync, robust=True)


def _name(subscription: Subscription) -> str:
    return f"subscription:{subscription.receipt.hex}"


def _drop(subscription: Subscription) -> None:
    """Delete a subscription with whatever was written to it and not sent."""
    key = f"{KEY}{subscription.receipt.hex}:"
    OutboxItem.objects.filter(key__startswith=key, delivered_at__isnull=True).delete()
    Subscription.objects.filter(pk=subscription.pk).delete()


def _record(subscription: Subscription, act: SubscriptionAct, *, now: datetime) -> None:
    """Write down what happened, by the words on which it began."""
    codes = Section.objects.filter(pk__in=wish_of(subscription).sections).values_list("code", flat=True)
    before = SubscriptionEvent.objects.filter(receipt=subscription.receipt).order_by("-pk").first()
    if before:
        words = {"privacy_version": before.privacy_version, "wording_id": before.wording_id}
    else:
        words = wording(PURPOSE, subscription.edition_id, now)
    SubscriptionEvent.objects.create(
        receipt=subscription.receipt,
        act=act,
        edition=subscription.edition_id,
        cadence=subscription.cadence,
        sections=" ".join(codes),
        made_at=now,
        **words,
    )


def _tell_settings(person: User, *, is_given: bool, language: str, surface: Surface, now: datetime) -> None:
    purpose = Purpose.objects.get(code=PURPOSE)
    consents.choose(person=person, purpose=purpose, is_given=is_given, language=language, surface=surface, now=now)
