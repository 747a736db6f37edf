"""What becomes of a person's comments when the account is on its way out or only kept: hidden, shown again, erased."""

from collections.abc import Callable
from copy import copy
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.enums import TextsAtErasure
from accounts.models import User
from accounts.privacy import traces
from moderation import cards
from moderation.actions import appreciations, facts, follows, harassments, ledger, mistakes, procedure, quoted, seals
from moderation.actions.rewriting import each, insist
from moderation.enums import SanctionKind, SealReason, Status
from moderation.models import Appeal, Comment, Sanction
from moderation.models.sanction import SanctionQuerySet

#: A deleted account's contents are kept, hidden, while a complaint is possible: six months and thirty days (D16, D21).
SEALED_FOR = timedelta(days=184 + 30)


@transaction.atomic
def hide(*, person: User, now: datetime) -> None:  # noqa: ARG001 # every hook is told the time
    """Take the person's comments out of every page at once; `person.closing_at` is set."""
    shown = copy(person)
    shown.closing_at = None
    _rewrite_all(person, lambda comment: _as_of(comment, shown, person))


@transaction.atomic
def show(*, person: User, now: datetime) -> None:  # noqa: ARG001 # as above
    """Bring the person's comments back as they were, unless the moderators deleted the account meanwhile."""
    closure = Sanction.objects.against(person).in_force().filter(kind=SanctionKind.CLOSURE).first()
    if closure:
        User.objects.filter(pk=person.pk).update(closing_at=closure.imposed_at + SEALED_FOR)
        return
    hidden = copy(person)
    hidden.closing_at = person.joined_at
    _rewrite_all(person, lambda comment: _as_of(comment, hidden, person))


@transaction.atomic
def set_aside(*, person: User, now: datetime) -> None:  # noqa: ARG001 # as above
    """Take the person's comments out of every page and every comparison; `person.restricted_at` is set (Art. 18).

    May be called again: what was taken out stays as it is.
    """
    shown = copy(person)
    shown.restricted_at = None
    prints = dict.fromkeys(Comment.FINGERPRINTS)

    def take_out(comment: Comment) -> None:
        if comment.card != cards.render(comment):
            _as_of(comment, shown, person, **prints)
        elif any(getattr(comment, column) is not None for column in prints):  # of a closing account the card stays
            ledger.change(comment=comment, **prints)

    _rewrite_all(person, take_out)


@transaction.atomic
def take_up(*, person: User, now: datetime) -> None:  # noqa: ARG001 # as above
    """Use the person's comments again, as they were; `person.restricted_at` is no longer set."""
    hidden = copy(person)
    hidden.restricted_at = person.joined_at
    _rewrite_all(person, lambda comment: _as_of(comment, hidden, person, **_prints(comment)))


def _prints(comment: Comment) -> dict[str, int | None]:
    """Take the comment's fingerprints again; nothing is left of an erased one to take any of."""
    return vars(facts.prints(comment.body, comment.article)) if comment.body else {}


def awaits_answer(*, person: User) -> bool:
    """Say whether a letter of the person waits for its answer: until then nothing that it is about is erased."""
    return Appeal.objects.open().filter(person=person).exists()


@transaction.atomic
def part(*, person: User, texts: TextsAtErasure, now: datetime) -> None:
    """Do what must be done while it is known whose account it is, and what the texts say."""
    seals.make(person=person, texts=texts, now=now)
    quoted.take_out(person=person, texts=texts)
    remember(person=person, now=now)
    appreciations.uncount(person=person)
    mistakes.forget(person=person)
    follows.forget(person=person, now=now)
    procedure.forget(person=person, now=now)
    harassments.forget(person=person, now=now)


@transaction.atomic
def remember(*, person: User, now: datetime) -> None:
    """Leave a trace of the person's counted sanctions while mailbox and social identities are still known (V34)."""
    counted = list(_sanctions(person).counted())
    if counted and (ordinal := counted[-1].ordinal):
        traces.remember(person=person, ordinal=ordinal, reference=_reference(counted[-1]), now=now)


@transaction.atomic
def correct_traces(*, person: User) -> None:
    """Make the traces of somebody who left say what still counts, after a sanction was annulled (D18)."""
    if person.erased_at is None:
        return
    counted = list(_sanctions(person).counted())
    references = [_reference(sanction) for sanction in _sanctions(person)]
    newest = counted[-1] if counted else None
    traces.correct(
        references=references,
        ordinal=newest.ordinal or 0 if newest else 0,
        reference=_reference(newest) if newest else "",
    )


@transaction.atomic
def erase(*, person: User, texts: TextsAtErasure, now: datetime) -> None:
    """Blank the person's texts and write every card anew without the name; `person` is the empty account.

    A text left behind on the person's wish stays where readers could read it, without a name (C45); what was held,
    removed or withdrawn is erased all the same.
    """
    hidden = copy(person)
    hidden.closing_at = now
    _rewrite_all(person, lambda comment: _erased(comment, hidden, person, texts, now))
    _close_cases(person, now)


def _sanctions(person: User) -> SanctionQuerySet:
    return Sanction.objects.against(person).select_related("imposed_by_decision__statement")


def _reference(sanction: Sanction) -> str:
    """Name the decision by what the person was told: the statement's reference."""
    statement = sanction.imposed_by_decision.statement
    return statement.reference if statement else f"D-{sanction.imposed_by_decision_id}"


def _as_of(comment: Comment, before: User, after: User, **columns: Any) -> None:  # columns
    """Write the comment's card and counts anew, for an author who was `before` and is `after`."""
    comment.author = before
    ledger.change(comment=comment, author=after, **columns)


def _erased(comment: Comment, before: User, after: User, texts: TextsAtErasure, now: datetime) -> None:
    comment.author = before
    if texts == TextsAtErasure.KEEP and comment.status == Status.PUBLISHED and comment.withdrawn_at is None:
        ledger.change(comment=comment, author=after)
    else:
        prints = dict.fromkeys(Comment.FINGERPRINTS)
        ledger.change(comment=comment, author=after, erased_at=now, body="", html="", **prints)


def _rewrite_all(person: User, rewrite: Callable[[Comment], None]) -> None:
    """Rewrite the person's own comments, then the cards of replies, which name whom they answer."""
    for comment in each(Q(author=person)):
        insist(rewrite, comment)
    for reply in each(Q(parent__author=person) & ~Q(author=person)):
        insist(lambda reply: ledger.change(comment=reply), reply)


def _close_cases(person: User, now: datetime) -> None:
    """Take erased comments out of the queue of which no sealed copy is left to decide by."""
    waiting = Comment.objects.by(person).filter(erased_at__isnull=False, case_items__is_open=True)
    for comment in waiting.exclude(sealed_copy__why=SealReason.REPORTED):
        seals.answer_as_gone(comment=comment, now=now)
