"""Following a discussion: asked for by a form, confirmed from the mailbox, changed and ended by a link (C50).

What a member follows is told to the privacy settings, and switching it off there ends all (accounts.actions.consents).
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts import outbox
from accounts.actions import consents
from accounts.enums import Surface
from accounts.models import OutboxItem, User
from accounts.outbox import mail
from accounts.privacy import ledger
from accounts.privacy.matching import addresses
from articles.actions import agreements, returns
from articles.models import Article
from moderation import following
from moderation.enums import FollowAct, Pace
from moderation.models import Comment, Follow, FollowEvent

logger = logging.getLogger(__name__)

PURPOSE = "following"
#: The channel in which a form waits for the worker.
ASKED = "follow-asked"
#: How the keys of letters begin, each followed by the receipt of its follow.
KEY = "follow:"
#: So many letters that ask for a confirmation go to one mailbox in a day.
MOST_A_DAY = 5


@dataclass(frozen=True)
class Wish:
    """What somebody wants to be told of: an article's discussion, or the replies to one comment of it, how often."""

    article: Article
    root: Comment | None
    pace: Pace

    @property
    def about(self) -> dict[str, Any]:  # columns
        return {"article": self.article, "root": self.root}


@transaction.atomic
def ask(*, address: str, wish: Wish, now: datetime, age_met: int | None = None) -> None:
    """Have an address that somebody typed written to: a link to confirm, or to change what it follows already.

    Neither the answer nor its time tells whether the address follows: the worker looks. Raises TooMany, whatever the
    address, and NotOffered. A mailbox that was written to often enough today is left in peace. `age_met`: the age in
    years that was stated to be reached.
    """
    agreements.wording(PURPOSE, wish.article.edition_id, now)
    if agreements.are_many(Follow.objects.filter(person=None), now):
        raise agreements.TooMany
    address = address.lower()
    if free := agreements.free_key(ASKED, address, MOST_A_DAY, now):
        root = wish.root.pk if wish.root else None
        wanted = {"article": wish.article.pk, "root": root, "pace": wish.pace}
        outbox.enqueue(channel=ASKED, key=free, payload={"to": address, "age_met": age_met} | wanted, now=now)


@transaction.atomic
def answer(item: OutboxItem) -> None:
    """Write to an address that asked to follow a discussion (outbox channel `follow-asked`)."""
    now, address = item.created_at, item.payload["to"]
    if agreements.are_many(Follow.objects.filter(person=None), now):
        logger.warning("More discussions are asked for than may be in an hour; one more is not answered.")
        return
    about = {"article": item.payload["article"], "root": item.payload["root"]}
    known = Follow.objects.about(**about).at(address).confirmed().order_by("pk").first()
    if known is None:
        of_row = {"article_id": about["article"], "root_id": about["root"], "address": address}
        asked = {"pace": item.payload["pace"], "age_met": item.payload.get("age_met"), "asked_at": now}
        known, _is_new = Follow.objects.update_or_create(**of_row, defaults=asked)
    Follow.objects.filter(pk=known.pk).update(asked_at=now)
    follow = Follow.objects.with_context().get(pk=known.pk)
    mail.post(
        template=f"moderation/mail/follow_{'known' if follow.confirmed_at else 'asked'}",
        to=address,
        language=follow.article.edition_id,
        context={"follow": follow, "url": following.page_url(follow)},
        key=f"{item.key}:letter",
        now=now,
        is_owed=True,
    )


@transaction.atomic
def follow(*, person: User, wish: Wish, now: datetime, age_met: int | None = None) -> Follow:
    """Let a member follow, whose mailbox is proven; what they follow already is changed. Raise NotOffered."""
    consents.hold(person)
    known = Follow.objects.filter(**wish.about, person=person).first()
    if known:
        return amend(follow=known, pace=wish.pace, now=now)
    made = _take_in(person, wish, now=now, age_met=age_met)
    _tell_settings(made, is_given=True, surface=Surface.SETTINGS, now=now)
    return made


@transaction.atomic
def confirm(*, follow: Follow, now: datetime) -> Follow:
    """Let a follow begin, from its mailbox; it becomes the member's own where that mailbox is a member's.

    Confirming twice changes nothing. Raises NotOffered, and Follow.DoesNotExist where it was ended meanwhile.
    """
    member = agreements.owner(follow.address)
    consents.hold(member)
    waiting = Follow.objects.select_for_update().get(pk=follow.pk)
    if waiting.confirmed_at:
        return waiting
    if member:
        wish = Wish(waiting.article, waiting.root, Pace(waiting.pace))
        waiting.delete()
        own = Follow.objects.about(waiting.article_id, waiting.root_id).filter(person=member).first()
        made = own or _take_in(member, wish, now=now, receipt=waiting.receipt, age_met=waiting.age_met)
        _tell_settings(made, is_given=True, surface=Surface.LETTER, now=now)
        return made
    waiting.confirmed_at = waiting.told_until = now
    waiting.save(update_fields=["confirmed_at", "told_until"])
    _record(waiting, FollowAct.GIVEN, now=now)
    return waiting


@transaction.atomic
def amend(*, follow: Follow, pace: Pace, now: datetime) -> Follow:
    """Change how often letters come. Raise Follow.DoesNotExist where it was ended meanwhile."""
    found = Follow.objects.select_for_update().get(pk=follow.pk)
    if found.pace != pace:
        found.pace = pace
        found.save(update_fields=["pace"])
        _record(found, FollowAct.CHANGED, now=now)
    return found


@transaction.atomic
def end(*, follow: Follow, now: datetime, act: FollowAct = FollowAct.ENDED) -> None:
    """End a follow at once: its address is deleted, and so is what was to be sent.

    Ending twice changes nothing.
    """
    consents.hold(follow.person)
    found = Follow.objects.select_for_update().filter(pk=follow.pk).first()
    if found is None:
        return
    _remove(found, act, now=now)
    agreements.keep_ended(_name(found), now=now)
    if act != FollowAct.OVER and found.person and not Follow.objects.filter(person=found.person).exists():
        _tell_settings(found, is_given=False, surface=Surface.LETTER, now=now)


@transaction.atomic
def follow_choice(*, person: User, is_given: bool, language: str, now: datetime) -> None:  # noqa: ARG001 # as all acts
    """Do what a member chose in the privacy settings: off ends all; what to follow is chosen where it stands."""
    if is_given:
        return
    for one in Follow.objects.of(person):
        _remove(one, FollowAct.ENDED, now=now)
        agreements.keep_ended(_name(one), now=now)


@transaction.atomic
def forget(*, person: User, now: datetime) -> None:
    """End what a member who is erased follows (Leaving.before_erasure)."""
    for one in Follow.objects.of(person):
        _remove(one, FollowAct.ENDED, now=now)


@transaction.atomic
def replay(*, now: datetime) -> None:
    """End again what a restored backup brought back (Leaving.replayed)."""
    for one in ledger.named((_name(one), one) for one in Follow.objects.iterator()):
        _remove(one, FollowAct.ENDED, now=now)


@transaction.atomic
def note_returned(*, tokens: Iterable[str], status: str, now: datetime) -> int:
    """Note that letters came back, named by their signed links; answer how many follows that ended."""
    found = [agreements.held(Follow.objects.all(), token, following.SALT) for token in tokens]
    gone = [one for one in found if one and returns.counts_as_gone(one, status, now=now)]
    for one in gone:
        end(follow=one, now=now, act=FollowAct.RETURNED)
    return len(gone)


def _take_in(
    person: User, wish: Wish, *, now: datetime, receipt: UUID | None = None, age_met: int | None = None
) -> Follow:
    """Make a member's own follow, in place of any for the same mailbox."""
    same = [one.lower() for one in addresses(person)]
    for other in Follow.objects.filter(**wish.about, address__in=same):
        _remove(other, FollowAct.ENDED, now=now)
    named = {"receipt": receipt} if receipt else {}
    since = dict.fromkeys(("asked_at", "confirmed_at", "told_until"), now)
    made = Follow.objects.create(**wish.about, person=person, pace=wish.pace, age_met=age_met, **since, **named)
    _record(made, FollowAct.GIVEN, now=now)
    return made


def _remove(follow: Follow, act: FollowAct, *, now: datetime) -> None:
    """Delete a follow with whatever was to be sent to it; what was agreed to stays on record."""
    if follow.confirmed_at:
        _record(follow, act, now=now)
    agreements.drop(follow, KEY)


def _name(follow: Follow) -> str:
    return f"follow:{follow.receipt.hex}"


def _record(follow: Follow, act: FollowAct, *, now: datetime) -> None:
    """Write down what happened, by the words on which it began."""
    words = agreements.words_of(FollowEvent, follow, PURPOSE, follow.article.edition_id, now)
    FollowEvent.objects.create(
        receipt=follow.receipt,
        act=act,
        article=follow.article_id,
        root=follow.root_id,
        pace=follow.pace,
        made_at=now,
        **words,
    )


def _tell_settings(follow: Follow, *, is_given: bool, surface: Surface, now: datetime) -> None:
    language = follow.article.edition_id
    agreements.tell_settings(follow, PURPOSE, is_given=is_given, language=language, surface=surface, now=now)
