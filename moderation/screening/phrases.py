"""Phrases of a list, as linear-time patterns over the words of a text, each looked for where its rarest words stand."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

import re2

from moderation.screening.classes import FIRST_MARK, JOINT, LAST_MARK, Classes
from moderation.screening.contractions import with_contracted
from moderation.screening.entries import NAMED, BadPhrase, Entry
from moderation.screening.folding import fold
from moderation.screening.languages import SPOKEN_IN
from moderation.screening.matching import Match
from moderation.screening.reading import BEGINNING, WORD, Reading

ELEMENT = re.compile(r"\([^()]*\)\??|\S+")
#: A choice as it must be written: no other brackets inside, a space on either side.
CHOICE = re.compile(r"(?<=\s)\([^()]+\)\??(?=\s)")
ANY_WORD, END = f"[^ {JOINT}]+", f"[ {JOINT}]"
#: The marks of the classes that a word belongs to stand behind it.
MARKS = f"[{chr(FIRST_MARK)}-{chr(LAST_MARK)}]*"
#: What no line of words has: a class without words is found nowhere.
NOTHING = "\x00"
#: A set with more phrases needs more memory for its states than it saves.
SET_SIZE = 64
#: Of each set one word or mark has to be there.
Needs = tuple[frozenset[str], ...]
_MARK = re.compile(MARKS)
#: Longer words beside a phrase are not among its allowed ones.
LONGEST_NEAR = 60
#: So many places of one phrase are looked at.
MOST_PLACES = 8


def pattern_of(phrase: str, classes: Classes = Classes(), language: str = "") -> str:  # noqa: B008 # never changed
    """The re2 pattern of a phrase, written as in `Entry.pattern`, over marked words (`Classes.marked`)."""
    folded = fold(phrase)
    if not re.search(r"[^\W_]{2}", folded):
        raise BadPhrase(phrase)
    elements = ELEMENT.findall(folded)
    if any(sign in CHOICE.sub(" ", f" {folded} ") for sign in "()"):
        raise BadPhrase(phrase)
    parts = [_part(element, classes, language) for element in elements]
    if all(part.startswith("(?:") and part.endswith((")?", "{0,3}")) for part in parts):
        raise BadPhrase(phrase)
    return END + "".join(parts)


def needs_of(phrase: str, classes: Classes, language: str = "") -> Needs:
    """The words, beginnings and marks without which a phrase is in no line: one of each set, the rarest set first."""
    elements = (one for one in ELEMENT.findall(fold(phrase)) if not one.endswith("?") and one != "...")
    options = ([_sign(option, classes, language) for option in _options(one)] for one in elements)
    needs = (frozenset(signs) for signs in options if all(signs))
    return tuple(sorted(needs, key=lambda signs: min(map(_rarity, signs)), reverse=True))


def _options(element: str) -> list[str]:
    """What may stand at a place of a phrase."""
    return with_contracted(element.removesuffix("?").strip("()").split("|"))


def _sign(option: str, classes: Classes, language: str) -> str:
    """The rarest word, beginning or mark that a choice cannot do without; empty where its stems are too short."""
    signs = []
    for word in option.split():
        named = NAMED.fullmatch(word)
        if named:
            signs.append(classes.mark(language, named[1]) or NOTHING)
        else:
            *before, last = WORD.findall(word)
            signs += before
            if not word.endswith("*"):
                signs.append(last)
            elif len(last) >= BEGINNING:
                signs.append(last[:BEGINNING])
    return max(signs, key=_rarity, default="")


def _rarity(sign: str) -> tuple[bool, int]:
    """Little words are common, long ones rare, and a class about as common as a word of three letters."""
    return sign not in SPOKEN_IN, len(sign) if sign.isalnum() else 3


def _part(element: str, classes: Classes, language: str) -> str:
    if element == "...":
        return f"(?:{ANY_WORD}{END}){{0,3}}"
    choice = "|".join(_words(option, classes, language) for option in _options(element))
    return f"(?:{choice})" + ("?" if element.endswith("?") else "")


def _words(option: str, classes: Classes, language: str) -> str:
    """A choice of one or more words, each with its marks and the space after it."""
    words = []
    for word in option.split():
        named = NAMED.fullmatch(word)
        pieces = WORD.findall(word)
        if named:
            words.append(f"[^ ]*{classes.mark(language, named[1]) or NOTHING}{MARKS}{END}")
        elif pieces and "{" not in word and "}" not in word:
            *before, last = pieces
            words += [_literal(piece, classes) for piece in before]
            words.append(f"{re2.escape(last)}[^ {JOINT}]*{END}" if word.endswith("*") else _literal(last, classes))
        else:
            raise BadPhrase(option)
    if not words:
        raise BadPhrase(option)
    return "".join(words)


def _literal(word: str, classes: Classes) -> str:
    """A word with the marks that it bears, or may bear."""
    written = word if word.isalnum() else re2.escape(word)
    return f"{written}{MARKS if classes.may_mark(word) else ''}{END}"


class PhraseMatcher:
    """The phrases of a language, and the classes that they name."""

    def __init__(self, entries: Iterable[Entry], classes: Classes | None = None) -> None:
        self.entries = tuple(entries)
        self._classes = classes or Classes()
        patterns = [pattern_of(entry.pattern, self._classes, entry.language) for entry in self.entries]
        #: Compiled when first looked for: most phrases are possible in no comment. Of bytes, for re2 encodes what is
        #: none anew at each search, and counts its characters.
        self._pattern = cache(lambda place: re2.compile(patterns[place].encode()))
        self._near = cache(
            lambda some, others, most: _near(self._classes.marks(some), self._classes.marks(others), most)
        )
        #: By the signs without which they are in no text, each with what else it needs.
        self._needing: dict[str, list[tuple[int, Needs]]] = {}
        loose = []
        for place, entry in enumerate(self.entries):
            first, *others = needs_of(entry.pattern, self._classes, entry.language) or (frozenset(),)
            for sign in first:
                self._needing.setdefault(sign, []).append((place, tuple(others)))
            if not first:
                loose.append(place)
        #: Those that need no whole word: sets tell at once which of them there are.
        self._loose = [
            (loose[first:][:SET_SIZE], _set_of([patterns[place] for place in loose[first:][:SET_SIZE]]))
            for first in range(0, len(loose), SET_SIZE)
        ]

    def places(self, reading: Reading) -> list[Match]:
        """The first places of every phrase without an allowed word beside it; many rules ask, one search answers."""
        if self not in reading.phrases:
            reading.phrases[self] = list(self._search(reading)) if self.entries else []
        return reading.phrases[self]

    def classes(self, reading: Reading) -> frozenset[str]:
        """Name the classes of which a word stands in the text."""
        return self._classes.named(self._marked(reading)[1])

    def are_near(self, reading: Reading, some: frozenset[str], others: frozenset[str], most: int) -> bool:
        """Say whether words of these classes and of those stand within so many words of one another."""
        pattern = self._near(some, others, most)
        return pattern is not None and pattern.search(self._marked(reading)[0]) is not None

    def _marked(self, reading: Reading) -> tuple[str, frozenset[str]]:
        if self._classes not in reading.phrases:
            reading.phrases[self._classes] = [self._classes.marked(reading.texts)]
        [(line, present)] = reading.phrases[self._classes]
        return line, present

    def _search(self, reading: Reading) -> Iterator[Match]:
        line, marks = self._marked(reading)
        possible = sorted(self._possible(line, reading.signs | marks))
        written = line.encode() if possible else b""
        for place in possible:
            entry = self.entries[place]
            for found in islice(self._pattern(place).finditer(written), MOST_PLACES):
                if not _is_allowed(entry, written[: found.start()], written[found.end() :]):
                    yield Match(entry, *_span(reading, written, *found.span()), disguised=False)

    def _possible(self, line: str, signs: frozenset[str]) -> set[int]:
        """The phrases that may be there, by number: to look for each of them is what takes time."""
        found = {
            place
            for sign in signs & self._needing.keys()
            for place, others in self._needing[sign]
            if _has_all(others, signs)
        }
        for places, patterns in self._loose:
            found.update(places[number] for number in patterns.Match(line) or ())  # re2 says None for nothing
        return found


class Phrases:
    """The phrases of several languages, each compiled once for all editions in which it is spoken."""

    def __init__(self, matchers: Iterable[PhraseMatcher]) -> None:
        self._matchers = tuple(matchers)

    def find(self, reading: Reading) -> list[Match]:
        """The first place of every phrase without an allowed word beside it."""
        first: dict[Entry, Match] = {}
        for match in self.places(reading):
            first.setdefault(match.entry, match)
        return list(first.values())

    def classes(self, reading: Reading) -> frozenset[str]:
        """Name the classes of which a word stands in the text."""
        return frozenset().union(*(matcher.classes(reading) for matcher in self._matchers))

    def are_near(self, reading: Reading, some: frozenset[str], others: frozenset[str], most: int) -> bool:
        """Say whether words of these classes and of those stand within so many words of one another."""
        return any(matcher.are_near(reading, some, others, most) for matcher in self._matchers)

    def places(self, reading: Reading) -> list[Match]:
        """The first places of every phrase."""
        return [match for matcher in self._matchers for match in matcher.places(reading)]


def _near(some: str, others: str, most: int) -> re.Pattern[str] | None:
    """A pattern of two marks within so many words; None where one has no words."""
    if not some or not others:
        return None
    between = f"{MARKS}{END}(?:{ANY_WORD}{END}){{0,{most - 1}}}[^ {JOINT}]*"
    return re.compile(f"[{some}]{between}[{others}]|[{others}]{between}[{some}]")


def _has_all(needs: Needs, present: frozenset[str]) -> bool:
    # a loop: this is asked for every set and comment, and a generator costs more than the answer
    for need in needs:  # noqa: SIM110 # as said
        if need.isdisjoint(present):
            return False
    return True


def _span(reading: Reading, line: bytes, start: int, end: int) -> tuple[int, int]:
    """Where a span of the marked and encoded line stands in the folded text."""
    first = _ends(line, 0, start + 1) - 1
    last = first + _ends(line, start + 1, max(end - 1, start + 1))
    return reading.words[first].start, reading.words[last].end


def _ends(line: bytes, start: int, end: int) -> int:
    return line.count(b" ", start, end) + line.count(JOINT.encode(), start, end)


def _is_allowed(entry: Entry, before: bytes, after: bytes) -> bool:
    """Say whether a word that makes the phrase innocent stands directly before or after it."""
    if not entry.allowed:
        return False
    near = (
        re.split(END, before.decode()[-LONGEST_NEAR:])[-1],
        re.split(END, after.decode()[:LONGEST_NEAR], maxsplit=1)[0],
    )
    return not {_MARK.sub("", word) for word in near}.isdisjoint(map(fold, entry.allowed))


def _set_of(patterns: list[str]) -> "re2.Set":
    matcher = re2.Set.SearchSet()
    for pattern in patterns:
        matcher.Add(pattern)
    matcher.Compile()
    return matcher
