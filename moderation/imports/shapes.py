"""What every reader of an export hands on, whatever the export looks like."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from typing import BinaryIO

#: Before this year nobody commented: Go writes year 1 for no time.
EARLIEST = 1970


class BadFile(ValueError):
    """The file is no export of this format, or holds what no export holds. Nothing of it is imported."""


class Fate(Enum):
    """What a comment was where it comes from."""

    STANDS = "stands"
    WAITS = "waits"
    SPAM = "spam"
    REJECTED = "rejected"
    DELETED = "deleted"
    #: A pingback or the like: nobody wrote it.
    NOTICE = "notice"


class Lost(StrEnum):
    """What an export says of a comment and this site does not take over."""

    MAIL = "e-mail"
    NETWORK = "network-address"
    WEBSITE = "website"
    VOTES = "votes"
    EDITS = "edits"
    MEDIA = "media"
    PINNED = "pinned"


@dataclass(frozen=True, slots=True)
class Page:
    """An article as the export names it."""

    key: str
    url: str


@dataclass(frozen=True, slots=True)
class Person:
    """An author's name, where the export tells it apart from the comments."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Old:
    """A comment as it was. `author` tells people apart; empty where only a name was typed, which others may share."""

    key: str
    page: str
    parent: str
    author: str
    name: str
    at: datetime | None
    fate: Fate
    body: str
    #: Whether line ends in the body were shown as such, as in what WordPress keeps.
    has_lines: bool = False
    lost: tuple[Lost, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that should be a comment and cannot be read, by its place in the file."""

    where: str


Found = Page | Person | Old | Unreadable


@dataclass(frozen=True)
class Format:
    """How an export is read, and how its comments' own addresses were made of a page's address and a comment's key."""

    read: Callable[[BinaryIO], Iterator[Found]]
    permalink: str

    def permalink_of(self, url: str, key: str) -> str:
        """Return the address that led to a comment; empty where the page has none."""
        return self.permalink.format(url=url, key=key, sep="&" if "?" in url else "?") if url else ""


def moment(said: str) -> datetime | None:
    """Read an ISO 8601 moment with its offset from UTC; None for anything else, and for what stands for none."""
    try:
        at = datetime.fromisoformat(said.strip())
    except ValueError:
        return None
    return at if at.tzinfo and at.year >= EARLIEST else None
