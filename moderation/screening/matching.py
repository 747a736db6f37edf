"""Find the words and phrases of a list in linear time, in the open or disguised.

Words are looked up by hash, phrases by re2, so no entry an editor writes can make the site slow.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import re2

from moderation.screening import disguises, masks
from moderation.screening.compounds import Compounds
from moderation.screening.entries import Entry
from moderation.screening.folding import fold
from moderation.screening.reading import Reading, Word
from moderation.screening.spellings import UNSPACED, hiding, is_telling, spelt, variants

#: Runs of characters in which nothing hides are remembered, so many, of this length at most.
MOST_KEPT, LONGEST_KEPT = 10_000, 40
#: So many parts of words are looked for one by one in less time than all at once.
MOST_LOOKED_FOR = 20
#: So many letters of a word tell where it may stand inside another.
BEGINNING = 4
HANGUL = re.compile("[\uac00-\ud7af]")
#: Allowed words beside an entry are looked for so many characters from it.
BESIDE = 60
#: New runs of more than letters that are looked at; a text of more waits for a person.
MOST_ODD = 500


@dataclass(frozen=True)
class Match:
    """An entry found at a span of the folded text."""

    entry: Entry
    start: int
    end: int
    disguised: bool


class WordMatcher:
    """The single words of a language's list."""

    def __init__(self, entries: Iterable[Entry], ordinary: Container[str] = ()) -> None:
        """Take the entries, and the ordinary words that nobody means as one of them in disguise."""
        self.plain: dict[str, Entry] = {}
        stems: dict[str, Entry] = {}
        inner: dict[str, Entry] = {}
        for entry in sorted(entries, key=lambda entry: entry.severity):
            word = fold(entry.pattern.strip("*")).strip()
            if not word:
                continue
            if entry.pattern.startswith("*") or UNSPACED.search(word):
                inner[word] = entry
            elif entry.pattern.endswith("*"):
                stems[word] = entry
            self.plain[word] = entry
        self.stems, self.inner = stems, inner
        self._ordinary = ordinary
        for form, entry in spelt(dict(self.plain), variants):
            if form not in ordinary:
                self.plain.setdefault(form, entry)
        hidden = {form: entry for form, entry in spelt(self.plain, hiding) if form not in ordinary}
        self.joined = hidden | self.plain
        self._known_words = frozenset(self.joined)
        self._parts = _alternation(inner)
        # a space, for re2 knows the edges of words in ASCII only
        self._starts = _alternation(stems, anchor=" ")
        self._shortest = min(map(len, stems), default=0)
        self._stems_begin = frozenset(stem[: self._shortest] for stem in stems)
        telling = {word: entry for word, entry in self.plain.items() if is_telling(word, entry)}
        self._long = _alternation({word: entry for word, entry in self.plain.items() if len(word) > 3})
        self._masks = masks.Masks(self.plain)
        self._compounds = Compounds(telling, ordinary)
        beginnings: dict[int, set[str]] = {}
        for word in (*inner, *stems, *self._compounds.words):
            beginnings.setdefault(len(word[:BEGINNING]), set()).add(word[:BEGINNING])
        self._beginnings = tuple(beginnings.items())
        self._squeezed = {disguises.SQUEEZED.sub(r"\1", word): word for word in self.plain if len(word) > 2}
        self._dull: set[str] = set()

    def torn(self, reading: Reading) -> Iterator[Match]:
        """Words torn into pieces by spaces or ends of lines."""
        for entry, first, last in self._compounds.torn(reading.texts):
            pieces = reading.words[first:last]
            gaps = [reading.folded.text[left.end : right.start] for left, right in pairwise(pieces)]
            is_possessive = reading.folded.text[: pieces[0].start].endswith("'")
            if not is_possessive and not any(gap.strip(" -") for gap in gaps):
                yield Match(entry, pieces[0].start, pieces[-1].end, disguised=True)

    def undisguised(self, reading: Reading) -> Iterator[Match]:
        """Words that stand there by themselves, though some may be dressed up."""
        known = reading.vocabulary & self._known_words
        if known:
            words = reading.words
            for place, word in enumerate(words):
                if word.text in known and self._written(reading, word) not in self._ordinary:
                    entry = self.joined[word.text]
                    hidden = word.text not in self.plain or _is_dressed(reading, word, entry)
                    if _counts(entry, hidden, words, place):
                        yield Match(entry, word.start, word.end, hidden)
        yield from self._longer(reading)

    def _written(self, reading: Reading, word: Word) -> str:
        """A word with its accents, which may make it another: Swedish hears with `höra`."""
        return reading.folded.source(word.start, word.end).lower()

    def _longer(self, reading: Reading) -> Iterator[Match]:
        """Stems at the start of words and parts inside them."""
        text, parts = reading.folded.text, self.inner
        # a look that settles it for most comments
        may_hold = len(parts) > MOST_LOOKED_FOR or any(map(text.__contains__, parts))
        for found in self._parts.finditer(text) if self._parts and may_hold else ():
            yield from self._in_the_open(reading, self.inner[found.group(1)], found.span(1))
        may_begin = not self._stems_begin.isdisjoint([word[: self._shortest] for word in reading.vocabulary])
        for found in self._starts.finditer(reading.line) if self._starts and may_begin else ():
            start, end = found.span(1)
            yield from self._in_the_open(reading, self.stems[found.group(1)], reading.span_in_line(start - 1, end + 1))

    def _in_the_open(self, reading: Reading, entry: Entry, span: tuple[int, int]) -> Iterator[Match]:
        text, (start, end) = reading.folded.text, span
        is_ordinary = text[start:end] in self._ordinary
        is_allowed = entry.allowed and (
            _continues_allowed(text, start, end, entry) or _is_beside(text, start, end, entry)
        )
        if not entry.quiet and not is_ordinary and not is_allowed:
            yield Match(entry, *span, disguised=False)

    def disguised(self, reading: Reading) -> Iterator[Match]:
        """Words that hide among other characters, or are spelt apart."""
        chunks = reading.folded.text.split()
        # in their order, so that of too many the same are looked at each time
        hiding = self._hiding([one for one in dict.fromkeys(chunks) if one not in self._dull], reading)
        if hiding:
            for chunk, start in disguises.placed(chunks, reading.folded.text):
                for match in hiding.get(chunk, ()):
                    yield replace(match, start=start + match.start, end=start + match.end)
        for form, start, end in disguises.humps(reading):
            if form in self.plain and not self.plain[form].quiet:
                yield Match(self.plain[form], start, end, disguised=True)
        for form, places in disguises.lettered(reading):
            yield from self._spaced(form, places)

    def _hiding(self, chunks: list[str], reading: Reading) -> dict[str, list[Match]]:
        """What hides in runs of characters; those in which nothing does are never looked at again."""
        odd = 0
        hiding = {}
        for chunk in chunks:
            odd += disguises.is_odd(chunk)
            if odd > MOST_ODD:
                reading.is_cut = True
                break
            found = [] if self._is_dull(chunk) else list(self._within(chunk))
            if found:
                hiding[chunk] = found
            elif len(chunk) <= LONGEST_KEPT:
                if len(self._dull) >= MOST_KEPT:
                    self._dull.clear()
                self._dull.add(chunk)
        return hiding

    def _is_dull(self, chunk: str) -> bool:
        """Say whether it is a new word like most: nothing but letters, none drawn out, nothing listed among them."""
        core = chunk.strip(disguises.EDGE)
        is_word = disguises.is_bare(chunk, core) or disguises.is_unmistakable(chunk)
        if not is_word or self._may_hold_a_part(core):
            return False
        return not disguises.SQUEEZED.search(core) or not (disguises.RUN.search(core) or self._drawn_out(core))

    def _within(self, chunk: str) -> Iterator[Match]:
        """What hides in a run of characters, counted from its start."""
        if chunk.strip(disguises.EDGE) in self._ordinary:
            return
        for form, first, last in disguises.readings(chunk):
            if len(form) > 2 or UNSPACED.search(form):
                yield from self._known(form, first, last, is_bare=form in chunk)
        masked = self._masks.find(chunk)
        if masked:
            entry, first, last = masked
            yield Match(entry, first, last, disguised=True)

    def _known(self, form: str, start: int, end: int, *, is_bare: bool) -> Iterator[Match]:
        """The entry that a form spells; a bare form stands there as it is, and is looked up elsewhere."""
        if form in self._ordinary:
            return
        has_part = self._may_hold_a_part(form)
        entry = None if is_bare else self.joined.get(form) or (self._part(form) if has_part else None)
        entry = entry or self._drawn_out(form) or (self._compounds.find(form) if has_part else None)
        if entry:
            yield Match(entry, start, end, disguised=True)

    def _may_hold_a_part(self, form: str) -> bool:
        """Say whether letters stand there with which one of the words begins that are looked for inside others.

        To look costs a tenth of a search.
        """
        for size, beginnings in self._beginnings:  # asked of every new word, and a generator costs more
            if not beginnings.isdisjoint([form[at : at + size] for at in range(len(form) - size + 1)]):
                return True
        return False

    def _part(self, form: str) -> Entry | None:
        for pattern, table in ((self._starts, self.stems), (self._parts, self.inner)):
            found = pattern.search(f" {form}") if pattern else None
            # where Korean is disguised, a word begins with it: 김씨.발표 is two words
            if found and (found.start(1) == 1 or not HANGUL.search(form)):
                return table[found.group(1)]
        return None

    def _drawn_out(self, form: str) -> Entry | None:
        """A word drawn out: the same letters in the same order, and more of them than the entry has."""
        bare = disguises.SQUEEZED.sub(r"\1", form)
        word = self._squeezed.get(bare) if bare != form else None
        if word is None or len(form) <= len(word):
            return None
        entry = self.plain[word]
        is_long = disguises.RUN.search(form) is not None or len(form) > len(word) + 1
        return entry if is_long or is_telling(word, entry) else None

    def _spaced(self, form: str, places: list[int]) -> Iterator[Match]:
        """Letters standing apart: one word, or words among other letters."""
        entry = self.joined.get(form) or self._drawn_out(form)
        if entry:
            yield Match(entry, places[0], places[-1] + 1, disguised=True)
        elif self._long is not None:
            for found in self._long.finditer(form):
                first, last = found.span(1)
                yield Match(self.plain[found.group(1)], places[first], places[last - 1] + 1, disguised=True)


def _is_dressed(reading: Reading, word: Word, entry: Entry) -> bool:
    """Whether the original spelling is not simply the word: invisible characters, look-alikes, odd accents."""
    if reading.folded.offsets is None and reading.body.isascii():
        return False
    source = reading.folded.source(word.start, word.end).lower()
    return source not in {word.text, entry.pattern.strip("*").lower()}


def _counts(entry: Entry, hidden: bool, words: tuple[Word, ...], place: int) -> bool:  # noqa: FBT001 # one caller, above
    if entry.quiet and not hidden:
        return False
    near = [words[other].text for other in (place - 1, place + 1) if 0 <= other < len(words)] if entry.allowed else []
    return not _are_allowed(near, entry)


def _continues_allowed(text: str, start: int, end: int, entry: Entry) -> bool:
    return any(text.startswith(word, start) or text.endswith(word, 0, end) for word in entry.allowed)


def _is_beside(text: str, start: int, end: int, entry: Entry) -> bool:
    """Say whether an allowed word stands before or after the longer word in which an entry was found."""
    before, after = text[max(0, start - BESIDE) : start].split(" ")[:-1], text[end : end + BESIDE].split(" ")[1:]
    return _are_allowed([*before[-1:], *after[:1]], entry)


def _are_allowed(near: list[str], entry: Entry) -> bool:
    """Say whether one of the words beside an entry is allowed; to Korean ones, particles are joined."""
    return any(
        one == word or (UNSPACED.search(word) and one.startswith(word)) for one in near for word in entry.allowed
    )


def _alternation(words: Mapping[str, Entry], anchor: str = "") -> "re2._Regexp | None":
    """One linear-time pattern for many words; the longest wins."""
    if not words:
        return None
    options = "|".join(re2.escape(word) for word in sorted(words, key=len, reverse=True))
    return re2.compile(f"{anchor}({options})")
