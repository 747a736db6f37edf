"""Classes of words that phrases name: `{group}` stands for every word of the class.

The words of a text are marked with the classes they belong to before phrases are matched, so that a class costs the
patterns one character, however many words it has.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from moderation.screening.contractions import with_contracted
from moderation.screening.dictionary import KNOWN
from moderation.screening.disguises import LEET
from moderation.screening.entries import EVERY_LANGUAGE, NAMED, BadPhrase, WordClass
from moderation.screening.folding import fold
from moderation.screening.reading import WORD
from moderation.screening.remembering import Remembered
from moderation.screening.slips import Slips

#: Classes are marked with characters for private use, which are part of no word.
FIRST_MARK, LAST_MARK = 0xE000, 0xEFFF
#: What follows a word: a space, or this where the next word belongs to the same member of a class.
JOINT = "\x1f"
#: A class named like another with this at its end refers back to it: `they`, soon after a group was named, are it.
REFERRING = "-pronoun"
#: A class named like another with this at its end takes from it: in `illegal immigrants` nobody means the group.
EXCEPTING = "-except"
#: So many words back a pronoun refers.
REACH = 14
#: Words with digits in them are read as words of letters from this length on.
SHORTEST_DRAWN = 3
#: The classes whose words are known when they are mistyped, too: the names of groups and of people.
MISTYPED = frozenset({"group", "kind", "member", "people", "person"})
#: So many letters in a row, each a word by itself, may spell one of them.
FEWEST_APART, MOST_APART = 4, 20
APART = re.compile(f"(?<!1)1{{{FEWEST_APART},{MOST_APART}}}(?!1)")


STAR = "*"


class Member(NamedTuple):
    """Several words, each by itself, a stem or the mark of a class, that belong to a class together."""

    words: tuple[str, ...]
    mark: str


def needed(rows: Iterable[WordClass], names: Iterable[str]) -> list[WordClass]:
    """The classes of these names, those that they name, and those that refer to them or take from them."""
    rows, names = list(rows), set(names)
    while True:
        found = [row for row in rows if not names.isdisjoint({row.name, _root(row.name)})]
        more = {name for row in found for name in (row.name, *NAMED.findall(row.written))} - names
        if not more:
            return found
        names |= more


def _root(name: str) -> str:
    return name.removesuffix(REFERRING).removesuffix(EXCEPTING)


class Classes:
    """The classes of some languages."""

    def __init__(self, classes: Iterable[WordClass] = ()) -> None:
        self._marks: dict[tuple[str, str], str] = {}
        self._exact: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        self._ends: dict[str, str] = {}
        #: By the first and the second word, or its mark, or the star of a stem.
        self._longer: dict[str, dict[str, list[Member]]] = {}
        rows = list(classes)
        for row in rows:
            self._marks.setdefault((row.language, row.name), chr(FIRST_MARK + len(self._marks)))
        self._names = {mark: name for (_, name), mark in self._marks.items()}
        for row in rows:
            for member in with_contracted(list(row.members)):
                self._add(row, member)
        self._excepted = dict(self._named_by(EXCEPTING))
        self._prefixes, self._suffixes = tuple(self._stems), tuple(self._ends)
        self._referring = list(self._named_by(REFERRING))
        last = {one.words[-1] for seconds in self._longer.values() for some in seconds.values() for one in some}
        self._last = {word for word in last if not word.endswith("*")}
        self._last_stems = tuple(word[:-1] for word in last if word.endswith("*"))
        self._second_stems = {
            first: tuple(one.words[1].rstrip(STAR) for one in seconds.get(STAR, ()))
            for first, seconds in self._longer.items()
        }
        self._first_marks = frozenset(self._longer) & set(self._marks.values())
        self._remembered = Remembered(self._looked_up)

    def mark(self, language: str, name: str) -> str:
        """Name the mark of a class, or of the one that every language has; empty where it has no words."""
        return self._marks.get((language, name)) or self._marks.get((EVERY_LANGUAGE, name), "")

    def named(self, present: frozenset[str]) -> frozenset[str]:
        """Name the classes that these are the marks of."""
        return frozenset(map(self._names.__getitem__, present))

    def marks(self, names: frozenset[str]) -> str:
        """The marks of the classes with these names."""
        return "".join(mark for mark, name in self._names.items() if name in names)

    def may_mark(self, word: str) -> bool:
        """Say whether a word is marked, by itself or as the last of a member of several words."""
        return word in self._last or bool(self._looked_up(word)) or word.startswith(self._last_stems)

    def marked(self, texts: list[str]) -> tuple[str, frozenset[str]]:
        """Write words in a line, each with its marks and a space or a joint, and say which marks there are."""
        marks = list(map(self._remembered.__getitem__, texts))
        joined = self._join(texts, marks) if self._longer else set[int]()
        joined |= self._spelt_apart(texts, marks)
        present = "".join(marks)
        if not present:
            return f" {' '.join(texts)} " if texts else " ", frozenset()
        if self._referring:
            self._refer(marks)
        pieces = [f"{word}{mark} " for word, mark in zip(texts, marks, strict=True)]
        for place in joined:
            pieces[place] = pieces[place][:-1] + JOINT
        return f" {''.join(pieces)}", frozenset(present)

    def _named_by(self, ending: str) -> Iterator[tuple[str, str]]:
        """The marks of the classes whose name is another's with an ending, each with that other's."""
        for (language, name), mark in self._marks.items():
            named = self._marks.get((language, name.removesuffix(ending)))
            if name.endswith(ending) and named:
                yield mark, named

    def _add(self, row: WordClass, member: str) -> None:
        mark = self._marks[row.language, row.name]
        words = tuple(self._word(row.language, word) for word in pieces_of(member))
        if not all(words):
            return
        if len(words) > 1:
            second = STAR if words[1].endswith(STAR) else words[1]
            self._longer.setdefault(words[0], {}).setdefault(second, []).append(Member(words, mark))
            return
        table = self._stems if words[0].endswith("*") else self._ends if words[0].startswith("*") else self._exact
        bare = words[0].strip("*")
        if mark not in table.get(bare, ""):
            table[bare] = table.get(bare, "") + mark

    def _word(self, language: str, word: str) -> str:
        named = NAMED.fullmatch(word)
        return self.mark(language, named[1]) if named else word

    def _looked_up(self, word: str) -> str:
        marks = self._marks_of(word)
        # a digit may stand for a letter: `v3rmin`; not in `1st`
        is_drawn = not marks and len(word) > SHORTEST_DRAWN and not word.isalpha() and word[0].isalpha()
        if is_drawn:
            marks = self._marks_of(word.translate(LEET[0]))
        if not marks and word.isascii() and word.isalpha() and not KNOWN[word]:
            marks = self._exact.get(self._slips.meant(word), "")
        return marks

    @cached_property
    def _slips(self) -> Slips:
        """What mistyped names of groups are meant for, worked out when the first word is in no dictionary."""
        marks = self.marks(MISTYPED)
        return Slips(word for word, of_word in self._exact.items() if not set(marks).isdisjoint(of_word))

    def _marks_of(self, word: str) -> str:
        marks = self._exact.get(word, "")
        if word.startswith(self._prefixes):
            marks += "".join(mark for stem, mark in self._stems.items() if word.startswith(stem))
        if word.endswith(self._suffixes):
            marks += "".join(mark for end, mark in self._ends.items() if word.endswith(end))
        return "".join(dict.fromkeys(marks))

    def _join(self, texts: list[str], marks: list[str]) -> set[int]:
        """Mark the last word of members of several words, and return the places that are joined to the next."""
        joined: set[int] = set()
        free = 0
        for place in self._firsts(texts, marks):
            if place < free:
                continue
            members = list(self._beginning(texts, marks, place))
            if members:
                length = max(len(member.words) for member in members)
                free = place + length
                joined.update(range(place, free - 1))
                for member in members:
                    if len(member.words) == length:
                        self._mark(member.mark, marks, place, free)
        return joined

    def _spelt_apart(self, texts: list[str], marks: list[str]) -> set[int]:
        """Mark names of groups and people whose letters stand apart (`j.e.w.s`), and return the places to join."""
        joined: set[int] = set()
        sizes = list(map(len, texts))
        if sizes.count(1) < FEWEST_APART:
            return joined
        for run in APART.finditer("".join(map(str, (min(size, 2) for size in sizes)))):
            for first in range(run.start(), run.end() - FEWEST_APART + 1):
                of_word = self._exact.get("".join(texts[first : run.end()]), "")
                if not set(self.marks(MISTYPED)).isdisjoint(of_word):
                    marks[run.end() - 1] += of_word
                    joined.update(range(first, run.end() - 1))
                    break
        return joined

    def _firsts(self, texts: list[str], marks: list[str]) -> list[int]:
        """The places where members of several words may begin, by their first two words."""
        longer, stems, first_marks = self._longer, self._second_stems, self._first_marks
        return [
            place
            for place, (word, mark, following, next_mark) in enumerate(
                zip(texts, marks, texts[1:], marks[1:], strict=False)  # the last word begins none
            )
            if (
                (seconds := longer.get(word)) is not None
                and (
                    following in seconds
                    or (next_mark and not seconds.keys().isdisjoint(next_mark))
                    or (STAR in seconds and following.startswith(stems[word]))
                )
            )
            or (mark and not first_marks.isdisjoint(mark))
        ]

    def _mark(self, mark: str, marks: list[str], place: int, free: int) -> None:
        """Mark the last word of a member; an exception takes its class from all of them."""
        marks[free - 1] += mark
        excepted = self._excepted.get(mark)
        if excepted:
            marks[place:free] = [one.replace(excepted, "") for one in marks[place:free]]

    def _beginning(self, texts: list[str], marks: list[str], place: int) -> Iterator[Member]:
        """The members of several words that begin at a place."""
        for first in (texts[place], *marks[place]):
            seconds = self._longer.get(first)
            if seconds is None:
                continue
            for second in (texts[place + 1], STAR, *marks[place + 1]):
                if second in seconds:
                    yield from (one for one in seconds[second] if _stands(one, texts, marks, place))

    def _refer(self, marks: list[str]) -> None:
        for pronoun, named in self._referring:
            seen = -REACH - 1
            for place, mark in enumerate(marks):
                if not mark:
                    continue
                if named in mark:
                    seen = place
                elif pronoun in mark and place - seen <= REACH:
                    marks[place] += named


def _stands(member: Member, texts: list[str], marks: list[str], place: int) -> bool:
    """Say whether the words of a member after the first follow a place."""
    words = member.words
    if place + len(words) > len(texts):
        return False
    # from the last word on, by which members differ that begin alike (`of the`)
    for number in range(len(words) - 1, 0, -1):
        if not _is(words[number], texts[place + number], marks[place + number]):
            return False
    return True


def _is(asked: str, word: str, marks: str) -> bool:
    if FIRST_MARK <= ord(asked[0]) <= LAST_MARK:
        return asked in marks
    return word.startswith(asked[:-1]) if asked.endswith("*") else word == asked


def pieces_of(member: str) -> Iterator[str]:
    """Fold the words of a member, leaving names of classes and the star of a stem as they are."""
    for word in member.split():
        if NAMED.fullmatch(word):
            yield word
            continue
        pieces = WORD.findall(fold(word))
        if not pieces:
            raise BadPhrase(member)
        yield ("*" if word.startswith("*") else "") + pieces[0] + ("*" if word.endswith("*") and not pieces[1:] else "")
        for number, piece in enumerate(pieces[1:], start=2):
            yield piece + ("*" if word.endswith("*") and number == len(pieces) else "")
