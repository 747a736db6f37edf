"""Learned scores: for each language and ground one linear head over hashed words and runs of letters. Plain arrays.

A head says what share of accepted comments it takes for cleaner than this one. It explains itself: the word that moved
it most can be pointed at. Trained by `moderation.screening.learning`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import count
from math import exp, log10
from operator import mul
from pathlib import Path
from sys import byteorder

import numpy as np
import numpy.typing as npt

from moderation.screening.folding import fold
from moderation.screening.meanings import WIDTH, Numbers
from moderation.screening.reading import words_of
from moderation.screening.remembering import Remembered

SHIPPED = Path(__file__).parent / "data" / "heads.npz"
BITS = 18
SIZE = 1 << BITS
#: More text than this tells nothing new.
LONGEST_TEXT = 1000
#: Runs of letters, with the spaces around words; shorter ones, too, where a letter is a syllable or a word (Korean).
RUNS, SHORT_RUNS = (3, 4, 5), (1, 2)
#: Shares of accepted comments for which each head's value is kept; between them it is interpolated.
SHARES = (0.0, 0.25, 0.5, 0.75, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999)
#: How rare a comment with a score of a half is, in powers of ten.
_HALF = 1.5
#: The kinds of features that are no runs of letters.
WORD, PAIR = 101, 103
_NAMES = re.compile(r"@\w+|https?://\S+|\[id\d+\|[^\]]*\]")
_FULL = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_TOKENS = re.compile("[^\\W_]+|[\U0001f300-\U0001faff\u2600-\u27bf]")
FACTOR, STEP, OFFSET = 0x9E3779B97F4A7C15, 0x100000001B3, 7
_FACTOR, _STEP, _OFFSET, _TOP = np.uint64(FACTOR), np.uint64(STEP), np.uint64(OFFSET), np.uint64(64 - BITS)
_BITS = 2**64 - 1

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int32]
Vector = npt.NDArray[np.float64]


def tokens_of(text: str) -> list[str]:
    """Cut a text into folded words and emoji."""
    text = text[:LONGEST_TEXT]
    if "@" in text or "://" in text or "[" in text:
        text = _NAMES.sub(" ", text)
    folded = fold(text)
    return words_of(folded) if folded.isascii() else _TOKENS.findall(folded)


def features(tokens: Sequence[str]) -> Places:
    """Name what a text is made of by places in the weights: words, pairs of words, runs of letters, each once."""
    if not tokens:
        return np.zeros(0, np.int32)
    hashes = [run * _kind(2 * length + 1) for length, run in _runs(tokens)]
    words = _words(tokens)
    hashes += [words * _kind(WORD), (words[:-1] * np.uint64(31) + words[1:]) * _kind(PAIR)]
    places = _placed(np.concatenate(hashes))
    places.sort()
    is_first = np.ones(len(places), bool)
    np.not_equal(places[1:], places[:-1], out=is_first[1:])
    return np.asarray(places[is_first])


def _traced(tokens: Sequence[str]) -> tuple[Places, npt.NDArray[np.intp]]:
    """Name what a text is made of as `features` does, but each place with the word that it is of."""
    numbers = np.arange(len(tokens))
    owner = np.repeat(numbers, [len(token) + 1 for token in tokens])
    owner = np.concatenate(([0, 0], owner, [len(tokens) - 1]))
    hashes, owners = [], []
    for length, run in _runs(tokens):
        hashes.append(run * _kind(2 * length + 1))
        owners.append(owner[length // 2 :][: len(run)])
    words = _words(tokens)
    hashes += [words * _kind(WORD), (words[:-1] * np.uint64(31) + words[1:]) * _kind(PAIR)]
    return _placed(np.concatenate(hashes)), np.concatenate([*owners, numbers, numbers[:-1]])


def _runs(tokens: Sequence[str]) -> Iterator[tuple[int, Hashes]]:
    """Hash all runs of letters in a line of these words, those of each length together with it."""
    line = f"  {' '.join(tokens)}  "
    lengths = RUNS if line.isascii() or not _FULL.search(line) else SHORT_RUNS + RUNS
    run = letters = np.frombuffer(line.encode("utf-32-le", "surrogatepass"), np.uint32) * _STEP + _OFFSET
    for length in range(1, max(lengths) + 1):
        if length > 1:
            run = run[:-1] * _FACTOR + letters[length - 1 :]
        if length in lengths:
            yield length, run


def _words(tokens: Sequence[str]) -> Hashes:
    return np.frombuffer(b"".join(map(_HASHED.__getitem__, tokens)), np.uint64)


def _hash(word: str) -> bytes:
    """Hash a word: the hashes of its letters, each by its number in the word (1, 3, 5 and so on)."""
    letters: int = sum(map(mul, map(ord, word), count(1, 2)))
    total = (STEP * letters + OFFSET * len(word) ** 2) * FACTOR & _BITS
    return ((total ^ total >> 29) * FACTOR & _BITS).to_bytes(8, byteorder)


_HASHED = Remembered(_hash)


@cache
def _kind(kind: int) -> np.uint64:
    """What a hash is multiplied by to set this kind of feature apart."""
    return np.uint64(kind * FACTOR & _BITS)


def _placed(hashes: Hashes) -> Places:
    return (hashes >> _TOP).astype(np.int32)


@dataclass(frozen=True)
class Heads:
    """The heads of one language, a column of `weights` for each: small numbers, to be multiplied by its `scale`.

    `marks` holds, for each share of `SHARES`, the value below which that share of accepted comments lies.
    """

    grounds: tuple[int, ...]
    weights: npt.NDArray[np.int8]
    scale: Vector
    bias: Vector
    marks: Vector
    #: What the meaning of the words adds (`meanings.py`), a column for each head.
    senses: Numbers
    #: How rare words are in the language (`topics.rarities`); empty where that is not known.
    rarity: bytes = b""

    def values(self, places: Places, meaning: Numbers | None = None) -> Vector:
        """Return each head's raw value of a text."""
        if not len(places):
            return self.bias
        # small whole numbers: exact as floats, and a product of matrices is quicker than a sum of bytes
        weights = self.weights.take(places, axis=0).astype(np.float32)
        total = np.ones(len(places), np.float32) @ weights * self.scale
        values = np.asarray(total / np.sqrt(len(places)) + self.bias)
        return values if meaning is None else values + meaning @ self.senses

    def shares(self, places: Places, meaning: Numbers | None = None) -> dict[int, float]:
        """Return, for each ground, the share of accepted comments that are cleaner than this text."""
        values = self.values(places, meaning).tolist()
        return {
            ground: _share(value, marks) for ground, value, marks in zip(self.grounds, values, self._marks, strict=True)
        }

    @cached_property
    def _marks(self) -> list[list[float]]:
        """The marks as plain numbers: one value at a time, numpy takes ten times as long."""
        rows: list[list[float]] = self.marks.tolist()
        return rows

    def trace(self, tokens: Sequence[str], meaning: Numbers | None = None) -> "Trace":
        """Go back from what heads say to the words that say it; `meaning` has a row for each word."""
        return Trace(self, tokens, meaning, *_traced(tokens))


@dataclass(frozen=True)
class Trace:
    """What each word of a text says: worked out once for all grounds."""

    heads: Heads
    tokens: Sequence[str]
    meaning: Numbers | None
    places: Places
    owners: npt.NDArray[np.intp]

    def loudest(self, ground: int, most: int = 3) -> list[str]:
        """Return the words that speak for the ground, the loudest first."""
        heads, column = self.heads, self.heads.grounds.index(ground)
        weights = heads.weights[self.places, column].astype(np.float64)
        said = weights * heads.scale[column] / np.sqrt(len(self.places))
        by_word = np.bincount(self.owners, said, len(self.tokens))
        by_word = by_word if self.meaning is None else by_word + self.meaning @ heads.senses[:, column]
        best = [at for at in np.argsort(-by_word).tolist() if by_word[at] > 0 or at == by_word.argmax()]
        return list(dict.fromkeys(self.tokens[at] for at in best))[:most]


def _share(value: float, marks: Sequence[float]) -> float:
    """Place a value among those of accepted comments; beyond the last mark ever fewer are taken to lie."""
    beyond = value - marks[-1]
    if beyond > 0:
        return 1 - (1 - SHARES[-1]) * exp(-3 * beyond / max(marks[-1] - marks[-4], 1e-6))
    at = bisect_right(marks, value)
    if at == 0:
        return SHARES[0]
    if at == len(marks):
        return SHARES[-1]
    below, above = marks[at - 1], marks[at]
    return SHARES[at - 1] + (SHARES[at] - SHARES[at - 1]) * (value - below) / (above - below)


def score(share: float) -> float:
    """Make a score from 0 to 1 of a share of accepted comments: a half where three in a hundred are as bad or worse."""
    rarity = -log10(max(1 - share, 1e-9))
    return rarity / (rarity + _HALF)


class Kept(Mapping[str, Heads]):
    """The heads of a file that stays as it is, those of a language read when first asked for: a megabyte or two."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: dict[str, Heads] = {}
        with np.load(path, allow_pickle=False) as data:
            self._languages = tuple(data["languages"].tolist())

    def __getitem__(self, language: str) -> Heads:
        if language not in self._read:
            if language not in self._languages:
                raise KeyError(language)
            self._read[language] = _read(self._path, language)
        return self._read[language]

    def __contains__(self, language: object) -> bool:
        return language in self._languages

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)


@cache
def shipped() -> Mapping[str, Heads]:
    """Return the heads of a fresh installation."""
    return Kept(SHIPPED)


def load(path: Path) -> Mapping[str, Heads]:
    """Read the heads of each language from a file of plain arrays that may be replaced afterwards."""
    return dict(Kept(path))


def _read(path: Path, language: str) -> Heads:
    with np.load(path, allow_pickle=False) as data:
        grounds = tuple(data[f"{language}-grounds"].tolist())
        is_meant = f"{language}-senses" in data
        return Heads(
            grounds=grounds,
            weights=data[f"{language}-weights"],
            scale=data[f"{language}-scale"],
            bias=data[f"{language}-bias"],
            marks=data[f"{language}-marks"],
            senses=data[f"{language}-senses"] if is_meant else np.zeros((WIDTH, len(grounds)), np.float32),
            rarity=data[f"{language}-rarity"].tobytes() if f"{language}-rarity" in data else b"",
        )


def save(path: Path, heads: Mapping[str, Heads]) -> None:
    """Write the heads of each language to a file of plain arrays."""
    arrays: dict[str, npt.NDArray[np.generic]] = {"languages": np.array(sorted(heads))}
    for language, one in heads.items():
        arrays |= {
            f"{language}-grounds": np.array(one.grounds),
            f"{language}-weights": one.weights,
            f"{language}-scale": one.scale,
            f"{language}-bias": one.bias,
            f"{language}-marks": one.marks,
            f"{language}-rarity": np.frombuffer(one.rarity, np.uint8),
            f"{language}-senses": one.senses,
        }
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type] # numpy's stub takes its flag for one of them
