"""Harassment of a moderator: marked by whoever sees it, decided by somebody else (C67)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.outbox import mail
from moderation import permissions
from moderation.actions import cases
from moderation.enums import HarassmentOutcome
from moderation.models import Appeal, Comment, Harassment, HarassmentPiece


class NotAModerator(PermissionError):
    """This person does not work at the desk, or the one who is said to be harassed does not."""


class NobodyDidIt(ValueError):
    """There is no account behind it, or it is the moderator's own."""


class NothingSaid(ValueError):
    """It is not said what happened, or what was found."""


class Concerned(PermissionError):
    """The moderator concerned does not decide about it."""


class AlreadyDecided(ValueError):
    """Somebody has decided it already."""


@dataclass(frozen=True)
class Piece:
    """What is marked: a comment, a letter, or what a person did, told in words."""

    person: User
    words: str
    comment: Comment | None = None
    letter: Appeal | None = None


@transaction.atomic
def mark(*, piece: Piece, target: User, by: User, now: datetime) -> Harassment:
    """Open a case about what somebody did to a moderator, or add to the open one. The shield stands from now on.

    Raises NotAModerator, NobodyDidIt, NothingSaid, OutOfReach.
    """
    if not (permissions.may_moderate(by) and permissions.may_moderate(target)):
        raise NotAModerator
    if piece.comment:
        permissions.demand(by, permissions.DECIDE, piece.comment.article)
    if piece.person == target or piece.person.is_nobodys or piece.person.erased_at:
        raise NobodyDidIt
    if not piece.words.strip():
        raise NothingSaid
    User.objects.select_for_update().get(pk=piece.person.pk)  # of two who mark at once one opens the case
    found = Harassment.objects.open().filter(target=target, person=piece.person).first()  # one at most
    harassment = found or Harassment.objects.create(
        case=cases.open_harassment(now=now), target=target, person=piece.person, opened_at=now
    )
    HarassmentPiece.objects.create(
        harassment=harassment,
        comment=piece.comment,
        letter=piece.letter,
        words=piece.words.strip(),
        added_by=by,
        added_at=now,
    )
    cases.give_back_all(moderator=target, by=piece.person)
    return harassment


@transaction.atomic
def decide(
    *, harassment: Harassment, outcome: HarassmentOutcome, answer: str, moderator: User, now: datetime
) -> Harassment:
    """Say whether it is harassment, and why; the moderator concerned is told. Where it is none, the shield ends.

    Measures against the person are taken beside, with their reasons. Raises NotAModerator, Concerned, NothingSaid,
    AlreadyDecided.
    """
    if not permissions.may_moderate(moderator):
        raise NotAModerator
    if moderator.pk == harassment.target_id:
        raise Concerned
    if not answer.strip():
        raise NothingSaid
    ends = None if outcome == HarassmentOutcome.FOUND else now
    decided = Harassment.objects.open().filter(pk=harassment.pk)
    if not decided.update(
        outcome=outcome, answer=answer.strip(), decided_by=moderator, decided_at=now, shield_ended_at=ends
    ):
        raise AlreadyDecided
    cases.close(case=harassment.case, now=now)
    fresh = Harassment.objects.select_related("target").get(pk=harassment.pk)
    mail.post(
        template="moderation/mail/harassment",
        person=fresh.target,
        context={"harassment": fresh},
        key=f"harassment:{fresh.reference}",
        now=now,
    )
    return fresh


@transaction.atomic
def end_shield(*, harassment: Harassment, by: User, now: datetime) -> bool:
    """Let what comes from the person come to the moderator again, as that moderator or the lead wants; say if it did.

    Raises Concerned for anybody else. While the case is open, the shield stays.
    """
    if by.pk != harassment.target_id and not permissions.may_oversee(by):
        raise Concerned
    standing = Harassment.objects.filter(pk=harassment.pk, decided_at__isnull=False, shield_ended_at__isnull=True)
    return bool(standing.update(shield_ended_at=now))


@transaction.atomic
def forget(*, person: User, now: datetime) -> None:
    """End the cases about somebody whose account is erased: there is nobody left to shield anybody from."""
    for harassment in Harassment.objects.open().filter(person=person).select_related("case"):
        cases.close(case=harassment.case, now=now)
    gone = {"outcome": HarassmentOutcome.GONE, "decided_at": now}
    Harassment.objects.open().filter(person=person).update(**gone)
    Harassment.objects.filter(person=person, shield_ended_at__isnull=True).update(shield_ended_at=now)
