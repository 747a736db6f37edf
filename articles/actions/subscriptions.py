"""Subscribing to an edition's digest: asked for by a form, confirmed from the mailbox, changed and ended by a link.

What a member chooses is told to the privacy settings, and the other way round (accounts.actions.consents).
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts import outbox
from accounts.actions import consents
from accounts.enums import Surface, TextsAtErasure
from accounts.models import OutboxItem, User
from accounts.outbox import mail
from accounts.privacy import ledger
from accounts.privacy.matching import addresses
from articles.actions import agreements
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
#: So many letters that ask for a confirmation go to one mailbox in a day.
MOST_A_DAY = 3


@dataclass(frozen=True)
class Wish:
    """What somebody wants to get: an edition's digest, how often, of which sections (none: of all)."""

    edition: str
    cadence: Cadence
    sections: frozenset[int] = frozenset()


@transaction.atomic
def ask(*, address: str, wish: Wish, now: datetime, age_met: int | None = None) -> None:
    """Have an address that somebody typed written to: a link to confirm, or to change what it subscribes to already.

    Neither the answer nor its time tells whether the address subscribes: the worker looks. Raises TooMany, whatever
    the address, and NotOffered. A mailbox that was written to often enough today is left in peace. `age_met`: the age
    in years that was stated to be reached.
    """
    agreements.wording(PURPOSE, wish.edition, now)
    if agreements.are_many(Subscription.objects.all(), now):
        raise agreements.TooMany
    address = address.lower()
    if free := agreements.free_key(ASKED, address, MOST_A_DAY, now):
        wanted = {"edition": wish.edition, "cadence": wish.cadence, "sections": sorted(wish.sections)}
        outbox.enqueue(channel=ASKED, key=free, payload={"to": address, "age_met": age_met} | wanted, now=now)


@transaction.atomic
def answer(item: OutboxItem) -> None:
    """Write to an address for which the digest was asked (outbox channel `digest-asked`)."""
    now, address, edition = item.created_at, item.payload["to"], item.payload["edition"]
    if agreements.are_many(Subscription.objects.all(), now):
        logger.warning("More digests are asked for than may be in an hour; one more is not answered.")
        return
    known = Subscription.objects.at(address).confirmed().filter(edition=edition).order_by("pk").first()
    if known is None:
        asked = {"cadence": item.payload["cadence"], "age_met": item.payload.get("age_met"), "asked_at": now}
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
def subscribe(*, person: User, wish: Wish, now: datetime, age_met: int | None = None) -> Subscription:
    """Subscribe a member, whose mailbox is proven; what they had in the edition is changed. Raise NotOffered."""
    consents.hold(person)
    known = Subscription.objects.filter(person=person, edition=wish.edition).first()
    if known:
        return amend(subscription=known, wish=wish, now=now)
    made = _take_in(person, wish, now=now, age_met=age_met)
    agreements.tell_settings(made, PURPOSE, is_given=True, language=wish.edition, surface=Surface.SETTINGS, now=now)
    return made


@transaction.atomic
def confirm(*, subscription: Subscription, now: datetime) -> Subscription:
    """Let a subscription begin, from its mailbox; it becomes the member's own where that mailbox is a member's.

    Confirming twice changes nothing. Raises NotOffered, and Subscription.DoesNotExist where it was ended meanwhile.
    """
    member = agreements.owner(subscription.address)
    consents.hold(member)
    waiting = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if waiting.confirmed_at:
        return waiting
    if member:
        person, wish = member, wish_of(waiting)
        waiting.delete()
        made = Subscription.objects.filter(person=person, edition=wish.edition).first()
        made = made or _take_in(person, wish, now=now, receipt=waiting.receipt, age_met=waiting.age_met)
        agreements.tell_settings(made, PURPOSE, is_given=True, language=wish.edition, surface=Surface.LETTER, now=now)
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
    agreements.keep_ended(_name(found), now=now)
    if found.person and not Subscription.objects.filter(person=found.person).exists():
        agreements.tell_settings(
            found, PURPOSE, is_given=False, language=found.edition_id, surface=Surface.LETTER, now=now
        )


@transaction.atomic
def follow_choice(*, person: User, is_given: bool, language: str, now: datetime) -> None:
    """Do what a member chose in the privacy settings: the weekly digest of their edition, or none of any."""
    own = Subscription.objects.of(person)
    if not is_given:
        for subscription in own:
            _remove(subscription, SubscriptionAct.ENDED, now=now)
            agreements.keep_ended(_name(subscription), now=now)
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


def wish_of(subscription: Subscription) -> Wish:
    """Say what a subscription brings."""
    chosen = frozenset(subscription.sections.values_list("pk", flat=True))
    return Wish(subscription.edition_id, Cadence(subscription.cadence), chosen)


def _take_in(
    person: User, wish: Wish, *, now: datetime, receipt: UUID | None = None, age_met: int | None = None
) -> Subscription:
    """Make a member's own subscription, in place of any for the same mailbox."""
    same = [one.lower() for one in addresses(person)]
    for other in Subscription.objects.filter(edition=wish.edition, address__in=same):
        _remove(other, SubscriptionAct.ENDED, now=now)
    since = dict.fromkeys(("asked_at", "confirmed_at"), now)
    named = {"receipt": receipt} if receipt else {}
    made = Subscription.objects.create(
        edition_id=wish.edition, person=person, cadence=wish.cadence, age_met=age_met, **since, **named
    )
    made.sections.set(wish.sections)
    _record(made, SubscriptionAct.GIVEN, now=now)
    return made


def _remove(subscription: Subscription, act: SubscriptionAct, *, now: datetime) -> None:
    if subscription.confirmed_at:
        _record(subscription, act, now=now)
    agreements.drop(subscription, KEY)


def _name(subscription: Subscription) -> str:
    return f"subscription:{subscription.receipt.hex}"


def _record(subscription: Subscription, act: SubscriptionAct, *, now: datetime) -> None:
    """Write down what happened, by the words on which it began."""
    codes = Section.objects.filter(pk__in=wish_of(subscription).sections).values_list("code", flat=True)
    words = agreements.words_of(SubscriptionEvent, subscription, PURPOSE, subscription.edition_id, now)
    SubscriptionEvent.objects.create(
        receipt=subscription.receipt,
        act=act,
        edition=subscription.edition_id,
        cadence=subscription.cadence,
        sections=" ".join(codes),
        made_at=now,
        **words,
    )
