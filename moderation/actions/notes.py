"""Words for colleagues about a member (C30)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from moderation import permissions
from moderation.models import Comment, Note


class NotAModerator(PermissionError):
    """This person does not work at the desk."""


class NothingSaid(ValueError):
    """The note is empty."""


@transaction.atomic
def write(*, about: User, text: str, moderator: User, now: datetime, comment: Comment | None = None) -> Note:
    """Leave a note on a member's record, with the comment that it is about."""
    if not permissions.may_moderate(moderator):
        raise NotAModerator
    if comment:
        permissions.demand(moderator, permissions.DECIDE, comment.article)
    if not text.strip():
        raise NothingSaid
    return Note.objects.create(about=about, comment=comment, text=text.strip(), made_by=moderator, made_at=now)
