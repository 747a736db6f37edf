"""What members say of others' comments without a word (C4).

No kept page is put out of date by this: the next one that is made, within a minute, tells the new count and order.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.expressions import Combinable

from accounts.models import User
from moderation import permissions
from moderation.actions import flood, policies
from moderation.models import Appreciation, Comment


class NotAllowed(PermissionError):
    """This account may not appreciate this comment: it is blocked or on its way out, or the comment is its own."""


class NothingToAppreciate(ValueError):
    """Readers cannot read the comment."""


@transaction.atomic
def give(*, comment: Comment, person: User, now: datetime) -> bool:
    """Let a member appreciate a comment, once; say whether that is new. Raises flood.TooFast, too."""
    if not permissions.may_appreciate(person, comment):
        raise NotAllowed
    flood.check_appreciations(person, policies.current())
    _, is_new = Appreciation.objects.get_or_create(comment=comment, person=person, defaults={"given_at": now})
    # asked of the row as it is now: it may have been removed a moment ago
    if is_new and not Comment.objects.ranked().filter(pk=comment.pk).update(**_by(1)):
        raise NothingToAppreciate
    return is_new


@transaction.atomic
def take_back(*, comment: Comment, person: User) -> bool:
    """Let a member take an appreciation back; say whether there was one. Raises flood.TooFast, too."""
    if not permissions.may_appreciate(person, comment):
        raise NotAllowed
    flood.check_appreciations(person, policies.current())
    given, _ = Appreciation.objects.by(person).filter(comment=comment).delete()
    if given:
        Comment.objects.filter(pk=comment.pk).update(**_by(-1))
    return bool(given)


def uncount(*, person: User) -> None:
    """Take out of the counts what a person gave who is about to be erased: the rows go as they are declared."""
    given = Appreciation.objects.by(person).values("comment")
    Comment.objects.filter(pk__in=given).update(**_by(-1))


def _by(step: int) -> dict[str, Combinable]:
    return {"appreciation_count": F("appreciation_count") + step}
