"""Rows of the newsroom's lists, as plain values."""

from dataclasses import dataclass, field

from moderation.screening.types import Action

#: The language of entries that hold in every language.
EVERY_LANGUAGE = "und"


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
