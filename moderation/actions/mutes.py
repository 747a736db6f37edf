"""Muting another member, and taking that back (C52). Nobody is told, and no kept page changes by it."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from moderation import permissions
from moderation.models import Mute

#: Whom one member may mute at a time: each page of a discussion asks about all of them.
MOST = 500


class NotAllowed(PermissionError):
    """This account mutes nobody, or not this one: it is their own, or belongs to nobody any longer."""


class TooMany(ValueError):
    """As many are muted as one may."""


@transaction.atomic
def mute(*, muted: User, person: User, now: datetime) -> bool:
    """Let a member mute another; say whether that is new. Raises NotAllowed, TooMany."""
    if not permissions.may_mute(person, muted):
        raise NotAllowed
    own = Mute.objects.by(person)
    if own.filter(muted=muted).exists():
        return False
    if own.count() >= MOST:
        raise TooMany
    return Mute.objects.get_or_create(person=person, muted=muted, defaults={"made_at": now})[1]


def unmute(*, muted: User, person: User) -> bool:
    """Let a member read another again; say whether they were muted."""
    return bool(Mute.objects.by(person).filter(muted=muted).delete()[0])
