"""Filters of the queue that moderators keep, share with the newsroom, rename and remove (C25)."""

from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from django.db import IntegrityError, transaction

from accounts.models import User
from moderation import permissions
from moderation.models import SavedFilter
from moderation.models.saved import SEARCHED

#: What the address of a list says beside its filters: the page, the counts, a mistake.
PASSING = frozenset({"p", "all", "e", "_facets", "_popup", "_to_field"})


class NotYours(PermissionError):
    """Somebody changes a filter of another's, or shares one and may not."""


class NameTaken(ValueError):
    """Its owner, or the newsroom, has a filter by this name already. Choose another name."""


class NarrowsNothing(ValueError):
    """The whole queue is no filter. Narrow the list first."""


def narrowing(query: str) -> SavedFilter:
    """Read how the address of a list narrows it, spelt always the same, as a filter that nobody keeps yet."""
    said = [(name, value) for name, value in parse_qsl(query) if name not in PASSING]
    words = " ".join(value for name, value in said if name == SEARCHED)
    return SavedFilter(query=urlencode(sorted(one for one in said if one[0] != SEARCHED)), words=words)


def keep(*, owner: User, name: str, query: str, is_shared: bool = False, now: datetime) -> SavedFilter:
    """Keep how a list is narrowed; raise NarrowsNothing, NameTaken or NotYours."""
    kept = narrowing(query)
    if not kept.address:
        raise NarrowsNothing
    kept.owner, kept.made_at = owner, now
    return _store(kept, owner, name=name, is_shared=is_shared)


def amend(*, saved: SavedFilter, by: User, name: str, is_shared: bool | None = None) -> SavedFilter:
    """Rename a filter, share it or share it no longer; raise NameTaken or NotYours."""
    if not permissions.may_change_filter(by, saved):
        raise NotYours
    return _store(saved, by, name=name, is_shared=saved.is_shared if is_shared is None else is_shared)


def remove(*, saved: SavedFilter, by: User) -> None:
    """Keep a filter no longer; raise NotYours."""
    if not permissions.may_change_filter(by, saved):
        raise NotYours
    saved.delete()


def _store(saved: SavedFilter, by: User, *, name: str, is_shared: bool) -> SavedFilter:
    if is_shared != saved.is_shared and not permissions.may_share_filters(by):
        raise NotYours
    saved.name, saved.is_shared = name, is_shared
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError as taken:
        raise NameTaken from taken
    return saved
