"""What editors choose among comments, with a reason that readers see (C55)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from moderation import permissions
from moderation.actions import ledger
from moderation.models import Choice, Comment


class NotAllowed(PermissionError):
    """This person may not choose comments, or not their own."""


class NothingSaid(ValueError):
    """The choice has no reason."""


class NothingChosen(ValueError):
    """The comment is no editor's choice any more."""


@dataclass(frozen=True)
class Place:
    """Where in an article a comment is shown: behind the paragraph that begins so, or at the end of the text."""

    after: str = ""


@transaction.atomic
def choose(*, comment: Comment, version: int, why: str, by: User, now: datetime, place: Place | None = None) -> Choice:
    """Make a comment an editor's choice, or give another reason or place for it.

    `version` is the text that was read, `place` where in the article it is shown as well (None: nowhere). Raises
    ledger.StaleComment when it has changed or cannot be read any more.
    """
    if not permissions.may_choose(by, comment):
        raise NotAllowed
    if not why.strip():
        raise NothingSaid
    comment = Comment.objects.with_context().get(pk=comment.pk)
    if comment.version != version or not comment.is_readable:
        raise ledger.StaleComment(comment)
    choice = Choice.objects.create(
        comment=comment,
        version=version,
        why=" ".join(why.split()),
        is_in_article=place is not None,
        after=place.after if place else "",
        made_by=by,
        made_at=now,
    )
    ledger.change(comment=comment, chosen_at=now)
    return choice


@transaction.atomic
def take_back(*, comment: Comment, by: User, now: datetime) -> Choice:
    """Let a comment be one among the others again. Raises ledger.StaleComment when it has changed meanwhile."""
    if not permissions.may_choose(by, comment):
        raise NotAllowed
    comment = Comment.objects.with_context().get(pk=comment.pk)
    if comment.chosen_at is None:
        raise NothingChosen
    ledger.change(comment=comment, chosen_at=None)
    return Choice.objects.create(comment=comment, version=comment.version, is_taken_back=True, made_by=by, made_at=now)
