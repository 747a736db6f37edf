"""Find the words and phrases of a list in linear time, in the open or disguised.

Words are looked up by hash, phrases by re2, so no entry an editor writes can make the site slow.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

import re2

from moderation.screening import disguises
from moderation.screening.entries import Entry
from moderation.screening.folding import fold
from moderation.screening.reading import Reading, Word

#: Scripts written without spaces, and Korean with its endings: words are looked for inside longer ones.
UNSPACED = re.compile("[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
VOWELS = re.compile(r"(?<=\w)[aeiou](?=\w)")
#: More than this says nothing that this has not said.
MOST_MATCHES = 50
#: From this length on a word is recognised with two letters swapped; from this severity on, without its vowels.
SWAPPED_FROM, OBVIOUS_FROM = 5, 3
#: What hides in so many chunks is remembered, of chunks up to this length.
MOST_KEPT, LONGEST_KEPT = 4096, 40
#: Longer rows of stars and letters hide no word.
LONGEST_MASK = 30
#: The severity of strong oaths.
MASKED_SEVERITY = 3


@dataclass(frozen=True)
class Match:
    """An entry found at a span of the folded text."""

    entry: Entry
    start: int
    end: int
    disguised: bool


class WordMatcher:
    """The single words of a list."""

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
        self.hidden = {
            form: entry for form, entry in _variants(self.plain) if form not in self.plain and form not in ordinary
        }
        self.joined = self.plain | self.hidden
        self._parts = _alternation(inner)
        # a space, for re2 knows the edges of words in ASCII only
        self._starts = _alternation(stems, anchor=" ")
        self._by_length: dict[int, list[tuple[str, Entry]]] = {}
        for word, entry in self.plain.items():
            self._by_length.setdefault(len(word), []).append((word, entry))
        self._long = _alternation({word: entry for word, entry in self.plain.items() if len(word) > 3})
        self._kept = lru_cache(maxsize=MOST_KEPT)(self._within)
        self._squeezed = {disguises.SQUEEZED.sub(r"\1", word): word for word in self.plain if len(word) > 2}

    def find(self, reading: Reading) -> list[Match]:
        """Every entry in the text, each span once, in the open before disguised."""
        found: dict[tuple[int, int], Match] = {}
        for match in chain(self._open(reading), self._disguised(reading)):
            if len(found) >= MOST_MATCHES:
                break
            if not _is_covered(match, found) and not _only_adds_signs(match, found):
                found[match.start, match.end] = match
        return sorted(found.values(), key=lambda match: match.start)

    def _open(self, reading: Reading) -> Iterator[Match]:
        known = reading.vocabulary & self.joined.keys()
        if known:
            words = reading.words
            for place, word in enumerate(words):
                if word.text in known:
                    entry = self.joined[word.text]
                    hidden = word.text not in self.plain or _is_dressed(reading, word, entry)
                    if _counts(entry, hidden, words, place):
                        yield Match(entry, word.start, word.end, hidden)
        yield from self._longer(reading)

    def _longer(self, reading: Reading) -> Iterator[Match]:
        """Stems at the start of words and parts inside them."""
        for found in self._parts.finditer(reading.folded.text) if self._parts else ():
            yield from self._in_the_open(reading, self.inner[found.group(1)], found.span(1))
        for found in self._starts.finditer(reading.line) if self._starts else ():
            start, end = found.span(1)
            yield from self._in_the_open(reading, self.stems[found.group(1)], reading.span_in_line(start - 1, end + 1))

    def _in_the_open(self, reading: Reading, entry: Entry, span: tuple[int, int]) -> Iterator[Match]:
        if not entry.quiet and not _continues_allowed(reading.folded.text, *span, entry):
            yield Match(entry, *span, disguised=False)

    def _disguised(self, reading: Reading) -> Iterator[Match]:
        for word in disguises.stretched(reading):
            yield from self._stretched(word)
        for form, start, end in disguises.mixed(reading):
            yield from self._known(form, start, end)
        for chunk, start in disguises.chunks(reading):
            within = self._kept(chunk) if len(chunk) <= LONGEST_KEPT else self._within(chunk)
            for match in within:
                yield replace(match, start=start + match.start, end=start + match.end)
            if "*" in chunk or "#" in chunk or "%" in chunk:
                yield from self._masked(chunk, start)
        for form, places in disguises.lettered(reading):
            yield from self._spaced(form, places)

    def _spaced(self, form: str, places: list[int]) -> Iterator[Match]:
        """Letters standing apart: one word, or words among other letters."""
        if form in self.joined:
            yield Match(self.joined[form], places[0], places[-1] + 1, disguised=True)
        elif self._long is not None:
            for found in self._long.finditer(form):
                first, last = found.span(1)
                yield Match(self.plain[found.group(1)], places[first], places[last - 1] + 1, disguised=True)

    def _stretched(self, word: Word) -> Iterator[Match]:
        """A word drawn out: the same letters in the same order, and more of them than the entry has."""
        entry = self._squeezed.get(disguises.SQUEEZED.sub(r"\1", word.text))
        if entry and len(word.text) > len(entry):
            yield Match(self.plain[entry], word.start, word.end, disguised=True)

    def _within(self, chunk: str) -> tuple[Match, ...]:
        """What hides in a chunk, counted from its start: the same few, `don't` and `it's`, come again and again."""
        forms = dict.fromkeys(disguises.undone(chunk))
        return tuple(match for form, first, last in forms for match in self._known(form, first, last))

    def _known(self, form: str, start: int, end: int) -> Iterator[Match]:
        if len(form) < 3:
            return
        if form in self.joined:
            yield Match(self.joined[form], start, end, disguised=True)
            return
        for pattern, table in ((self._starts, self.stems), (self._parts, self.inner)):
            found = pattern.search(f" {form}") if pattern else None
            if found:
                yield Match(table[found.group(1)], start, end, disguised=True)
                return

    def _masked(self, chunk: str, start: int) -> Iterator[Match]:
        """Stars for letters, matched against the list's own words."""
        core = chunk.strip(".,!?;:\"'()[]…-#%")
        mask = re.sub(r"[#%]", "*", core)
        shown = sum(char.isalpha() for char in mask)
        if not 0 < shown < len(mask) <= LONGEST_MASK or shown + mask.count("*") != len(mask):
            return
        offset = start + chunk.find(core)
        fits = [entry for word, entry in self._by_length.get(len(mask), ()) if _fits(mask, word)]
        if shown == 1:
            # one letter and stars is how people write the commonest oaths, and no proof of a slur
            fits = [entry for entry in fits if entry.severity == MASKED_SEVERITY and mask[0] != "*"]
        if fits:
            yield Match(max(fits, key=lambda entry: entry.severity), offset, offset + len(core), disguised=True)


def _fits(mask: str, word: str) -> bool:
    return all(shown in {"*", letter} for shown, letter in zip(mask, word, strict=True))


def _is_covered(match: Match, found: Mapping[tuple[int, int], Match]) -> bool:
    if (match.start, match.end) in found:
        return True
    return any(start <= match.start and match.end <= end for start, end in found)


def _only_adds_signs(match: Match, found: Mapping[tuple[int, int], Match]) -> bool:
    """Say whether a hidden word is an open one with signs around it: `#nazis`, `liar's`, or a comma of its script."""
    within = (one for span, one in found.items() if match.start <= span[0] and span[1] <= match.end)
    return match.disguised and any(one.entry.ground == match.entry.ground and not one.disguised for one in within)


def _is_dressed(reading: Reading, word: Word, entry: Entry) -> bool:
    """Whether the original spelling is not simply the word: invisible characters, look-alikes, odd accents."""
    if reading.folded.offsets is None and reading.body.isascii():
        return False
    source = reading.folded.source(word.start, word.end).lower()
    return source not in {word.text, entry.pattern.strip("*").lower()}


def _counts(entry: Entry, hidden: bool, words: tuple[Word, ...], place: int) -> bool:  # noqa: FBT001 # one caller, above
    if entry.quiet and not hidden:
        return False
    near = {words[other].text for other in (place - 1, place + 1) if 0 <= other < len(words)}
    return not near & set(entry.allowed)


def _continues_allowed(text: str, start: int, end: int, entry: Entry) -> bool:
    return any(text.startswith(word, start) or text.endswith(word, 0, end) for word in entry.allowed)


def _variants(words: Mapping[str, Entry]) -> Iterator[tuple[str, Entry]]:
    """Spellings that hide a word and are no word themselves."""
    for word, entry in words.items():
        if word.isalpha() and len(word) > 3 and not UNSPACED.search(word):
            yield from ((form, entry) for form in _slips(word))
            if entry.severity >= OBVIOUS_FROM:
                yield from ((form, entry) for form in (*_evasions(word), word[::-1]))


def _slips(word: str) -> Iterator[str]:
    """A long word with two letters swapped."""
    if len(word) >= SWAPPED_FROM:
        for place in range(1, len(word) - 1):
            yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _evasions(word: str) -> Iterator[str]:
    """A word without its vowels, with a letter doubled, or spelt by its sound."""
    bare = VOWELS.sub("", word)
    if len(bare) > 3:
        yield bare
    for place in range(1, len(word) - 1):
        yield word[:place] + word[place] + word[place:]
    if "f" in word:
        yield word.replace("f", "ph")
    if "ck" in word:
        yield word.replace("ck", "k")
        yield word.replace("ck", "kk")


def _alternation(words: Mapping[str, Entry], anchor: str = "") -> "re2._Regexp | None":
    """One linear-time pattern for many words; the longest wins."""
    if not words:
        return None
    options = "|".join(re2.escape(word) for word in sorted(words, key=len, reverse=True))
    return re2.compile(f"{anchor}({options})")
