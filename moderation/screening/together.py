"""Classes of words, by what they stand for, and which of these say much beside one another."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, product
from math import fsum
from operator import itemgetter

from moderation.screening.classes import needed
from moderation.screening.contractions import with_contracted
from moderation.screening.entries import NAMED, Combination, WordClass
from moderation.screening.folding import fold
from moderation.screening.reading import WORD
from moderation.screening.remembering import Remembered

#: A class whose entries take away the words of others: a bath bomb is none.
INNOCENT = "innocent"
#: Places of a class that are looked at; a text has been judged by then.
MOST_PLACES = 200
#: The second word of an entry is looked up; only longer ones are compared word by word.
PAIR = 2
SHORTEST_STEM, LONGEST_STEM = 2, 24
#: What Arabic writes in one word with the next: and, the, with, to.
ATTACHED = re.compile("^(?:[وف]?(?:بال|كال|ال|لل)|[وفبلك])(?=\\w{3})")
#: What each further combination, and each word that calms, adds to the weight or takes from it, so often at most.
FURTHER, MOST_FURTHER = 0.05, 3
MOST_CALMING = 2


@dataclass(frozen=True)
class Seen:
    """What the combinations of one kind weigh together, and the words, by number, between which the heaviest stands."""

    kind: str
    weight: float
    first: int
    last: int
    #: The key of the heaviest.
    entry: int | None = None


Piece = tuple[str, tuple[tuple[str, bool], ...]]


def _members(classes: list[WordClass]) -> Iterator[tuple[str, str]]:
    """The members of classes with their names; what names other classes is written out."""
    single: dict[tuple[str, str], list[str]] = {}
    for row in classes:
        single.setdefault((row.language, row.name), []).extend(one for one in row.members if " " not in one)
    for row in classes:
        for member in row.members:
            if "{" not in member:
                yield row.name, member
                continue
            named = [(word, NAMED.fullmatch(word)) for word in member.split()]
            for said in product(
                *(single.get((row.language, name[1]), ()) if name else (word,) for word, name in named)
            ):
                yield row.name, " ".join(said)


def _piece(name: str, written: str) -> Piece:
    """An entry of a class: its words in order, each with whether it is a stem."""
    words = []
    for part in fold(written).split():
        found = WORD.findall(part)
        words += [(word, part.endswith("*") and word is found[-1]) for word in found]
    return name, tuple(words)


@dataclass(frozen=True)
class _Begun:
    """What a word begins: classes it is in by itself, and longer entries by their next word, stems apart."""

    alone: tuple[str, ...]
    longer: Mapping[str, tuple[Piece, ...]]
    open: tuple[Piece, ...]
    #: The stems with which the second words of the open ones begin.
    stems: tuple[str, ...]

    def entries(self, texts: list[str], place: int) -> Iterator[Piece]:
        """The longer entries that stand there."""
        following = texts[place + 1] if place + 1 < len(texts) else ""
        for piece in self.longer.get(following, ()):
            if len(piece[1]) == PAIR or _goes_on(piece, texts, place):
                yield piece
        for piece in self.open:
            if following.startswith(piece[1][1][0]) and _goes_on(piece, texts, place):
                yield piece


def _goes_on(piece: Piece, texts: list[str], place: int) -> bool:
    words = piece[1]
    return place + len(words) <= len(texts) and all(
        texts[place + number].startswith(word) if is_stem else texts[place + number] == word
        for number, (word, is_stem) in enumerate(words[1:], start=1)
    )


class Members:
    """The words of the classes of a language, by what they begin with."""

    def __init__(self, classes: Iterable[WordClass], names: Iterable[str]) -> None:
        """Take the classes, and the names of those that combinations need."""
        self._plain: dict[str, list[Piece]] = {}
        self._stems: dict[str, list[Piece]] = {}
        self._ends: dict[str, list[Piece]] = {}
        members = _members(needed(classes, {INNOCENT, *names}))
        for name, written in ((name, one) for name, member in members for one in with_contracted([member])):
            piece = _piece(name, written)
            if piece[1]:
                word, is_stem = piece[1][0]
                table = self._stems if is_stem else self._ends if written.startswith("*") else self._plain
                table.setdefault(word, []).append(piece)
        self._known_ends = tuple(self._ends)
        self._stems_begin = frozenset(stem[:SHORTEST_STEM] for stem in self._stems)

    def beginning(self, text: str) -> list[Piece]:
        """The members that a word begins, or is."""
        found = [*self._plain.get(text, ())]
        if text[:SHORTEST_STEM] in self._stems_begin:
            for length in range(SHORTEST_STEM, min(len(text), LONGEST_STEM) + 1):
                found += self._stems.get(text[:length], ())
        if text.endswith(self._known_ends):
            found += chain.from_iterable(pieces for end, pieces in self._ends.items() if text.endswith(end))
        return found


class Lexicon:
    """Combinations, and the members of their classes in some languages."""

    def __init__(self, languages: Iterable[Members], combinations: Iterable[Combination]) -> None:
        #: By their last class, which is rarer than the ways to ask and to call.
        self._needed: dict[str, list[tuple[frozenset[str], Combination]]] = {}
        #: By kind, what the classes that calm take away.
        self._calming: dict[str, list[tuple[str, float]]] = {}
        for one in combinations:
            if one.weight < 0:
                self._calming.setdefault(one.kind, []).append((one.classes[0], -one.weight))
            else:
                self._needed.setdefault(one.classes[-1], []).append((frozenset(one.classes), one))
        self._languages = tuple(languages)
        self._begun_by = Remembered(self._look_up)

    def seen(self, texts: list[str]) -> Iterator[Seen]:
        """What the words of a text say together, once for each kind."""
        places = self._places(texts)
        if not places:
            return
        found: dict[str, list[tuple[float, int, int, int | None]]] = {}
        for names, one in chain.from_iterable(self._needed.get(name, ()) for name in places):
            if names <= places.keys():
                span = _repeated(one, places, texts) if one.times else _beside(one, places)
                if span:
                    found.setdefault(one.kind, []).append((one.weight, *span, one.key))
        for kind, hits in found.items():
            weight, first, last, entry = max(hits, key=itemgetter(0, 1, 2))
            weight += FURTHER * min(len(hits) - 1, MOST_FURTHER) - self._calmed(kind, places, texts)
            if weight > 0:
                yield Seen(kind, min(weight, 0.99), first, last, entry)

    def _calmed(self, kind: str, places: Mapping[str, list[int]], texts: list[str]) -> float:
        # the same to the last digit in whatever order the rows come
        return fsum(
            taken * min(len({texts[place] for place in places.get(name, ())}), MOST_CALMING)
            for name, taken in self._calming.get(kind, ())
        )

    def _places(self, texts: list[str]) -> dict[str, list[int]]:
        """Where words of each class begin, in order."""
        places: dict[str, list[int]] = {}
        taken = 0
        words = zip(map(self._begun_by.__getitem__, texts), [*texts[1:], ""], strict=False)
        # most words begin nothing, or nothing that goes on
        begins = [
            (place, begun, goes_on)
            for place, (begun, following) in enumerate(words)
            if begun and ((goes_on := following in begun.longer or following.startswith(begun.stems)) or begun.alone)
        ]
        for place, begun, goes_on in begins:
            if place < taken:
                continue
            names = begun.alone
            if goes_on:
                entries = list(begun.entries(texts, place))
                names += tuple(name for name, _ in entries)
                taken = place + max((len(words) for name, words in entries if name == INNOCENT), default=0)
            if INNOCENT in names or place < taken:
                continue
            for name in names:
                held = places.setdefault(name, [])
                if len(held) < MOST_PLACES and held[-1:] != [place]:
                    held.append(place)
        return places

    def _look_up(self, text: str) -> _Begun | None:
        bare = text if text.isascii() else ATTACHED.sub("", text)
        forms = (text, bare) if bare != text else (text,)
        pieces = [piece for form in forms for members in self._languages for piece in members.beginning(form)]
        if not pieces:
            return None
        longer: dict[str, tuple[Piece, ...]] = {}
        for piece in pieces:
            if len(piece[1]) > 1 and not piece[1][1][1]:
                longer[piece[1][1][0]] = (*longer.get(piece[1][1][0], ()), piece)
        alone = dict.fromkeys(name for name, words in pieces if len(words) == 1)
        open_ones = tuple(one for one in pieces if len(one[1]) > 1 and one[1][1][1])
        return _Begun(tuple(alone), longer, open_ones, tuple(one[1][1][0] for one in open_ones))


def _beside(one: Combination, places: Mapping[str, list[int]]) -> tuple[int, int] | None:
    """The first span, by number of word, in which every class stands."""
    lead, *others = one.classes
    starts = places[lead] if one.is_led else sorted({place for name in one.classes for place in places[name]})
    for start in starts:
        ends = [_next(places[name], start + one.is_led) for name in (others if one.is_led else one.classes)]
        last = max(ends)
        if last <= start + one.within and len({start, *ends}) >= len(one.classes):
            return start, int(last)
    return None


def _next(places: list[int], start: int) -> float:
    at = bisect_left(places, start)
    return places[at] if at < len(places) else float("inf")


def _repeated(one: Combination, places: Mapping[str, list[int]], texts: list[str]) -> tuple[int, int] | None:
    """The first span in which so many different words of the classes stand."""
    newest: dict[str, int] = {}
    for place in sorted({place for name in one.classes for place in places[name]}):
        newest.pop(texts[place], None)
        newest[texts[place]] = place
        while place - next(iter(newest.values())) > one.within:
            del newest[next(iter(newest))]
        if len(newest) >= one.times:
            return min(newest.values()), place
    return None
