"""What becomes of a comment from elsewhere: taken over as it stood or waited, or left out with a reason."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from accounts.safety.text import is_blank
from moderation.imports import wording
from moderation.imports.shapes import Fate, Lost, Old

#: Characters of a key, and of a text: somebody who writes more than that is no reader.
LONGEST_KEY, LONGEST_TEXT = 64, 100_000


class Why(StrEnum):
    """Why something is not taken over."""

    SPAM = "spam"
    REJECTED = "rejected"
    DELETED = "deleted"
    NOTICE = "notice"
    DATELESS = "without-date"
    EMPTY = "nothing-to-show"
    TOO_LONG = "too-long"
    NO_ARTICLE = "no-article"
    UNREADABLE = "unreadable"
    TWICE = "twice"
    ERASED = "author-erased"


class Change(StrEnum):
    """What is not as it was."""

    NAME = "name"
    CHARACTERS = "characters"
    AHEAD = "date-ahead"
    ALONE = "answers-nothing"
    BELOW = "below-newer"


OF_FATE = {
    Fate.SPAM: Why.SPAM,
    Fate.REJECTED: Why.REJECTED,
    Fate.DELETED: Why.DELETED,
    Fate.NOTICE: Why.NOTICE,
}


@dataclass(frozen=True, slots=True)
class Settled:
    """A comment as it will be stored; `why` says why it will not."""

    key: str
    page: str
    parent: str
    author: str
    name: str
    at: datetime | None
    waits: bool
    body: str
    why: Why | None
    changes: tuple[Change, ...]
    lost: tuple[Lost, ...]


def settle(old: Old, now: datetime) -> Settled:
    """Decide about a comment, and word it; what is left out says nothing and names nobody."""
    is_readable = old.key == wording.usable(old.key)[:LONGEST_KEY]
    why = OF_FATE.get(old.fate) or _unfit(old, is_readable=is_readable)
    body = "" if why else wording.typed(wording.usable(old.body), has_lines=old.has_lines)
    why = why or (Why.EMPTY if is_blank(body) else None)
    name = wording.name_of(old.name)
    ahead = old.at is not None and old.at > now
    changes = (
        (Change.NAME, name != " ".join(old.name.split())),
        (Change.CHARACTERS, wording.usable(old.body) != old.body),
        (Change.AHEAD, ahead),
    )
    media = (Lost.MEDIA,) if wording.MEDIA.search(old.body) and Lost.MEDIA not in old.lost else ()
    return Settled(
        key=wording.usable(old.key)[:LONGEST_KEY],
        page=wording.usable(old.page),
        parent=wording.usable(old.parent)[:LONGEST_KEY],
        author="" if why else wording.usable(old.author),
        name="" if why else name,
        at=now if ahead else old.at,
        waits=old.fate == Fate.WAITS,
        body=body,
        why=why,
        changes=() if why else tuple(change for change, is_so in changes if is_so),
        lost=() if why else (*old.lost, *media),
    )


def _unfit(old: Old, *, is_readable: bool) -> Why | None:
    if not is_readable:
        return Why.UNREADABLE
    if old.at is None:
        return Why.DATELESS
    return Why.TOO_LONG if len(old.body) > LONGEST_TEXT else None
