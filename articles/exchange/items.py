"""What every reader makes of one article of another system."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from accounts.safety.text import UNUSABLE

#: Characters of a key, and of a text, that no article has.
LONGEST_KEY = 100
LONGEST_TEXT = 2_000_000
TOO_LONG = f"longer than {LONGEST_TEXT} characters"
NO_KEY = "it has no key by which it could be known again"


class Unreadable(ValueError):
    """The file is not what it should be, or was made to do harm; the message says what was found, and where."""


class Standing(StrEnum):
    """Where an article stood in the other system."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"


class Fate(StrEnum):
    """What became of something, as reports tell it."""

    MAPPED = "mapped"
    LEFT_OUT = "left-out"


@dataclass(frozen=True)
class Note:
    """What of an article was put otherwise than it was, or left out, and why."""

    fate: Fate
    says: str


@dataclass(frozen=True)
class Term:
    """A category or a tag."""

    slug: str
    name: str
    is_category: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture that an article shows; its file is looked for in a folder of this machine."""

    address: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Item:
    """One article, in our words; its markup is not cleaned yet."""

    key: str
    title: str
    slug: str
    html: str
    standing: Standing
    summary: str = ""
    published_at: datetime | None = None
    changed_at: datetime | None = None
    names: Sequence[str] = ()
    terms: Sequence[Term] = ()
    #: Where it stood.
    addresses: Sequence[str] = ()
    #: Where it stood first, if that was elsewhere.
    source_url: str = ""
    #: The first is the article's own.
    pictures: Sequence[Picture] = ()
    notes: Sequence[Note] = field(default=())


@dataclass(frozen=True)
class LeftOut:
    """Something of the file that becomes no article."""

    key: str
    title: str
    why: str


class Export(Protocol):
    """A file of another system, opened."""

    #: Which system it is: no two have the same keys.
    source: str
    #: What its site was called.
    name: str

    def items(self) -> Iterator[Item | LeftOut]:
        """Read the articles one after the other; raise Unreadable."""


def mapped(says: str) -> Note:
    return Note(Fate.MAPPED, says)


def left_out(says: str) -> Note:
    return Note(Fate.LEFT_OUT, says)


def usable(text: str) -> str:
    """Take out what no database keeps the same way."""
    return UNUSABLE.sub("", text)


def line(text: str) -> str:
    """Make one line of a text."""
    return " ".join(usable(text).split())


def names(*spelt: str) -> list[str]:
    """Keep names as they are shown; a mailbox is none, and is kept nowhere."""
    found = (line(name) for name in spelt)
    return list(dict.fromkeys(name for name in found if name and not re.search(r"\S@\S", name)))
