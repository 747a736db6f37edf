"""Phrases of a list, compiled to sets of linear-time patterns over the words of a text."""

import re
from collections.abc import Iterable, Iterator

import re2

from moderation.screening.entries import Entry
from moderation.screening.folding import fold
from moderation.screening.matching import Match
from moderation.screening.reading import WORD, Reading

ELEMENT = re.compile(r"\([^()]*\)\??|\S+")
#: A choice as it must be written: no other brackets inside, a space on either side.
CHOICE = re.compile(r"(?<=\s)\([^()]+\)\??(?=\s)")
ANY_WORD = "[^ ]+"
#: A set with more phrases needs more memory for its states than it saves.
SET_SIZE = 64


class BadPhrase(ValueError):
    """A phrase that cannot be read, or that would match everything."""


def pattern_of(phrase: str) -> str:
    """The re2 pattern of a phrase, written as in `Entry.pattern`, over words with one space between."""
    folded = fold(phrase)
    if not re.search(r"[^\W_]{2}", folded):
        raise BadPhrase(phrase)
    elements = ELEMENT.findall(folded)
    if any(sign in CHOICE.sub(" ", f" {folded} ") for sign in "()"):
        raise BadPhrase(phrase)
    parts = [_part(element) for element in elements]
    if all(part.startswith("(?:") and part.endswith((")?", "{0,3}")) for part in parts):
        raise BadPhrase(phrase)
    return " " + "".join(parts)


def _part(element: str) -> str:
    if element == "...":
        return f"(?:{ANY_WORD} ){{0,3}}"
    bare = element.removesuffix("?")
    options = bare[1:-1].split("|") if bare.startswith("(") else [bare]
    choice = "|".join(_words(option) for option in options)
    return f"(?:{choice})" + ("?" if element.endswith("?") else "")


def _words(option: str) -> str:
    """A choice of one or more words, each with the space after it."""
    words = []
    for word in option.split():
        pieces = [re2.escape(piece) for piece in WORD.findall(word)]
        if not pieces:
            raise BadPhrase(option)
        words.append(" ".join(pieces) + ("[^ ]* " if word.endswith("*") else " "))
    return "".join(words)


class PhraseMatcher:
    """The phrases of a list."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        patterns = [pattern_of(entry.pattern) for entry in self.entries]
        self._patterns = [re2.compile(pattern) for pattern in patterns]
        self._sets = [_set_of(patterns[first : first + SET_SIZE]) for first in range(0, len(patterns), SET_SIZE)]

    def find(self, reading: Reading) -> list[Match]:
        """The first place of every phrase without an allowed word beside it; several rules ask, one search answers."""
        if self not in reading.phrases:
            reading.phrases[self] = list(self._search(reading))
        return reading.phrases[self]

    def _search(self, reading: Reading) -> Iterator[Match]:
        for number, patterns in enumerate(self._sets):
            for index in patterns.Match(reading.line) or ():  # re2 says None for nothing
                place = number * SET_SIZE + index
                entry, line = self.entries[place], reading.line
                for found in self._patterns[place].finditer(line):
                    if not _is_allowed(entry, line[: found.start()], line[found.end() :]):
                        yield Match(entry, *reading.span_in_line(*found.span()), disguised=False)
                        break


def _is_allowed(entry: Entry, before: str, after: str) -> bool:
    """Say whether a word that makes the phrase innocent stands directly before or after it."""
    return not {before.rpartition(" ")[2], after.partition(" ")[0]}.isdisjoint(map(fold, entry.allowed))


def _set_of(patterns: list[str]) -> "re2.Set":
    matcher = re2.Set.SearchSet()
    for pattern in patterns:
        matcher.Add(pattern)
    matcher.Compile()
    return matcher
