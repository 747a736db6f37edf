"""Rows of the newsroom's lists, as plain values."""

import re
from dataclasses import dataclass, field

from moderation.screening.types import Action

#: The language of entries that hold in every language.
EVERY_LANGUAGE = "und"
#: The ground of entries that hold for none by itself.
NO_GROUND = 0
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")


class BadPhrase(ValueError):
    """An entry that cannot be read, or that would match everything."""


class UnknownClass(BadPhrase):
    """A phrase names a class that has no words in its language."""


@dataclass(frozen=True)
class Entry:
    """A word or phrase of a list (C19).

    A word's `pattern` is the word; a `*` at its end makes it a stem, at both ends a part of longer words. A phrase has
    several words: `*` ends a stem, `(a|b)` offers a choice, a trailing `?` makes a word or choice optional, `...`
    stands for up to three words.
    A `quiet` entry is innocent in the open and evidence only when disguised. `allowed` are words that make it innocent
    when they stand directly before or after it.
    """

    pattern: str
    ground: int
    action: Action
    language: str = EVERY_LANGUAGE
    severity: int = 2
    detail: str = ""
    quiet: bool = False
    allowed: tuple[str, ...] = ()
    owner: str = ""
    why: str = ""
    #: By which a newsroom finds it again; None as it ships.
    key: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class WordClass:
    """Words that phrases of a language name together: `{group}` in a phrase stands for each of them.

    `*` at the end or the start of a member makes it a stem or an ending. A member of several words may name classes of
    single words: `{faith} {people}`. Several rows of one name are one class.
    """

    name: str
    members: tuple[str, ...]
    language: str = EVERY_LANGUAGE
    why: str = ""

    @classmethod
    def read(cls, written: str, language: str = EVERY_LANGUAGE, why: str = "") -> "WordClass":
        """Read a class as an editor writes it, `group: muslims|jews|black people`; raises BadPhrase."""
        name, _, members = written.partition(":")
        told = tuple(member.strip() for member in members.split("|") if member.strip())
        if not _NAME.fullmatch(name.strip()) or not told or any(len(member.strip("* ")) < 1 for member in told):
            raise BadPhrase(written)
        return cls(name.strip(), told, language, why)

    @property
    def written(self) -> str:
        return f"{self.name}: {'|'.join(self.members)}"
