"""A draft read once: what several rules need of it is worked out only when the first asks."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from accounts.safety.text import has_bidi_control
from moderation.screening.folding import LONGEST_FOLD, Folded, fold
from moderation.screening.languages import SPOKEN_IN
from moderation.screening.letters import scripts
from moderation.screening.types import Draft

#: No rule looks further than this; a longer text is held as not screened in full.
LONGEST = 20_000
_SURROGATES = re.compile("[\ud800-\udfff]")
#: No language stacks more marks on one letter.
MOST_MARKS = 8
#: Where marks stand; between these are only ideographs and syllables, and what is nobody's yet.
_MARKED = (
    range(0x300, 0x3100),
    range(0xA600, 0xAC00),
    range(0xFB00, 0xFE30),
    range(0x10000, 0x12000),
    range(0x16A00, 0x17000),
    range(0x1BC00, 0x1EA00),
)
_MARKS = "".join(chr(code) for code in chain(*_MARKED) if unicodedata.combining(chr(code)))
MANY_MARKS = re.compile(f"[{_MARKS}]{{{MOST_MARKS + 1}}}")
#: Joiners, selectors and tags that take no ink; flags and families of emoji have up to seven in a row.
MANY_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180b-\u180e\u200b-\u200f\u2060-\u2065\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]{9}"
)
# Python's \w leaves out the vowel signs that are part of words in Indic scripts, Thai, Lao, Burmese and Khmer.
_SIGNS = "".join(chr(code) for code in range(0x0900, 0x1800) if unicodedata.category(chr(code)) in {"Mn", "Mc"})
# nothing follows, and the two classes share no character: the repetition inside another cannot backtrack
WORD = re.compile(f"(?:[^\\W_]+|[{_SIGNS}]+)+")
#: So many letters of a word tell which stems it may have.
BEGINNING = 3
#: What stands after a hash sign, and where a word ends and the next begins in it.
_TAG, _WITHIN = re.compile(r"#([^\W_]+)"), re.compile(r"(?<=[^\W\d_])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])")
#: The same for text without such signs.
_BARE_WORD = re.compile(r"[^\W_]+")
_MAY_HAVE_SIGNS = re.compile("[\u0900-\u17ff]")
#: ASCII is cut by tables, ten times as fast as by a pattern: what is no word becomes a space, what is no letter goes.
_ASCII = [chr(code) for code in range(128)]
_SPACED = str.maketrans({char: " " for char in _ASCII if not char.isalnum()})
_LETTERS_ONLY = str.maketrans({char: None for char in _ASCII if not char.isalpha()})


class Word(NamedTuple):
    """A word of the folded text and where it stands there."""

    text: str
    start: int
    end: int


def words_of(folded: str) -> list[str]:
    """Cut a folded text into words."""
    if folded.isascii():
        return folded.translate(_SPACED).split()
    return (WORD if _MAY_HAVE_SIGNS.search(folded) else _BARE_WORD).findall(folded)


def _parted(words: list[str], body: str) -> Iterator[str]:
    """Part what is written in one after a hash sign with a capital for each word: `#SendThemHome`."""
    tags = {fold(tag): words_of(fold(_WITHIN.sub(" ", tag))) for tag in _TAG.findall(body)}
    for word in words:
        parts = tags.get(word, ())
        yield from parts if "".join(parts) == word else (word,)


def _grows(body: str) -> bool:
    """Say whether a long text is longer still when folded: of ligatures that stand for whole words."""
    return len(body) > LONGEST // LONGEST_FOLD and not body.isascii() and len(fold(body[:LONGEST])) > LONGEST


def _is_odd(body: str) -> bool:
    return has_bidi_control(body) or any(odd.search(body) for odd in (_SURROGATES, MANY_MARKS, MANY_INVISIBLE))


class Reading:
    """The draft as the rules read it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        longest = LONGEST // LONGEST_FOLD if _grows(draft.body) else LONGEST
        self.is_cut = len(draft.body) > longest
        #: Whether readers would see something else than is stored: halves of characters, towers of marks, what takes no
        #: ink, turned words.
        self.is_odd = not draft.body.isascii() and _is_odd(draft.body[:longest])
        #: Same length as the start of the body, so that offsets hold; without surrogates, which no library takes.
        self.body = draft.body[:longest]
        if not self.body.isascii():
            self.body = _SURROGATES.sub("\ufffd", self.body)
        #: What a matcher of words or phrases found, kept for the next rule that asks.
        self.phrases: dict[object, list[Any]] = {}
        #: The links, once a rule has looked for them.
        self.links: list[Any] | None = None
        #: Scores that need no finding: they order what waits.
        self.scores: dict[int, float] = {}
        #: For grounds of which there are learned scores: the share of accepted comments that are cleaner.
        self.shares: dict[int, float] = {}
        #: What words weigh that stand together, by ground.
        self.weights: dict[int, float] = {}
        #: The language it is surely written in, where that is none of the edition's.
        self.language = ""
        #: The languages whose lists apply, once a rule has worked them out.
        self.spoken: tuple[str, ...] = ()

    @cached_property
    def folded(self) -> Folded:
        return Folded(self.body)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the folded text."""
        text, end, words = self.folded.text, 0, []
        for word in self.texts:
            start = text.index(word, end)
            end = start + len(word)
            words.append(Word(word, start, end))
        return tuple(words)

    @cached_property
    def texts(self) -> list[str]:
        """The words of the folded text, without their places: most comments need no more."""
        words = words_of(self.folded.text)
        return list(_parted(words, self.body)) if "#" in self.body else words

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words of the folded text."""
        return frozenset(self.texts)

    @cached_property
    def signs(self) -> frozenset[str]:
        """The different words and what each begins with: what a phrase needs is looked for among them."""
        return self.vocabulary.union([word[:BEGINNING] for word in self.vocabulary])

    @cached_property
    def little_words(self) -> Counter[str]:
        """How many of the little words stand in it of each language that has one there."""
        return Counter(chain.from_iterable(map(SPOKEN_IN.__getitem__, self.vocabulary & SPOKEN_IN.keys())))

    @cached_property
    def line(self) -> str:
        """The words with one space around each: what phrases are matched on."""
        return f" {' '.join(self.texts)} " if self.texts else " "

    def span_in_line(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of `line` stands in the folded text."""
        first = self.line.count(" ", 0, start + 1) - 1
        last = self.line.count(" ", 0, max(end - 1, start + 1)) - 1
        return self.words[first].start, self.words[last].end

    @cached_property
    def letters(self) -> str:
        """The letters of the body and nothing else."""
        if self.body.isascii():
            return self.body.translate(_LETTERS_ONLY)
        return "".join(filter(str.isalpha, self.body))

    @cached_property
    def scripts(self) -> Counter[str]:
        """How many letters of each script."""
        return scripts(self.letters)
