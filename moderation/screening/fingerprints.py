"""Fingerprints that let a database find the same and nearly the same text by indexed equality (C21)."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import compress
from math import acos, pi, sqrt
from zlib import crc32

import numpy as np
import numpy.typing as npt

from moderation.screening.folding import fold

QUOTED_LINE = re.compile(r"(?m)^[ \t]*>[^\n]*$")
QUOTED = re.compile(r'"[^"]{20,2000}"')
WORDS = re.compile(r"\w+")
_SPACED = str.maketrans({char: " " for char in map(chr, range(128)) if not WORDS.match(char)})
#: So many words in a row that the article has too are the article's words.
BORROWED = 4
_MASK = 2**64 - 1
#: Odd multipliers; each makes another order of the same hashes, and with it another band.
_ORDERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64)


def cut(folded: str) -> list[str]:
    """Cut a folded text into words; ASCII by a table, which is quicker than a pattern."""
    return folded.translate(_SPACED).split() if folded.isascii() else WORDS.findall(folded)


@lru_cache(maxsize=4)
def own_words(body: str, article: str = "") -> tuple[str, ...]:
    """The folded words of a comment, without quoted passages and without what the article itself says."""
    said = fold(QUOTED_LINE.sub(" ", body) if ">" in body else body)
    return beyond(cut(QUOTED.sub(" ", said) if '"' in said else said), article)


def beyond(words: list[str], article: str) -> tuple[str, ...]:
    """Leave out folded words that the article has in the same order."""
    known = _runs_of(article) if article else frozenset()
    said = list(runs(words, BORROWED))
    if known.isdisjoint(said):
        return tuple(words)
    is_own = [True] * len(words)
    for place in compress(range(len(said)), map(known.__contains__, said)):
        is_own[place : place + BORROWED] = [False] * BORROWED
    return tuple(compress(words, is_own))


@lru_cache(maxsize=32)
def _runs_of(article: str) -> frozenset[tuple[str, ...]]:
    return frozenset(runs(cut(fold(article)), BORROWED))


def runs(words: list[str] | tuple[str, ...], size: int) -> Iterator[tuple[str, ...]]:
    """Every run of so many words."""
    return zip(*[words[offset:] for offset in range(size)], strict=False)


@lru_cache(maxsize=1024)
def pairs(body: str, article: str = "") -> frozenset[int]:
    """The pairs of neighbouring own words, which near-copies share, each as a number: less to remember."""
    return frozenset(map(hash, runs(own_words(body, article), 2)))


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of all pairs that both have (Jaccard)."""
    together = len(one & other)
    return together / (len(one) + len(other) - together) if together else 0.0


def digest(body: str) -> int:
    """A signed 64-bit number equal for texts with the same words, whatever their case, accents and punctuation."""
    text = " ".join(cut(fold(body))) or body
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def bands(body: str, article: str = "") -> tuple[int, ...]:
    """Four min-hashes, signed 64-bit numbers (Broder 1997).

    Two texts alike by six tenths share at least one 97 times in 100.
    """
    ordered = np.multiply.outer(_ORDERS, _hashes(body, article))
    return tuple(ordered.min(axis=1).view(np.int64).tolist())


def sketch(body: str, article: str = "") -> int:
    """A signed 64-bit number: the more pairs two texts share, the fewer bits differ (Charikar 2002, "simhash")."""
    hashes = _hashes(body, article)
    written = (hashes * _ORDERS[0]).astype(">u8").view(np.uint8).reshape(-1, 8)
    counts = np.unpackbits(written, axis=1, bitorder="little").sum(axis=0)
    bits = np.packbits(counts > len(hashes) // 2, bitorder="little")
    return int.from_bytes(bits.tobytes(), "little", signed=True)


@lru_cache(maxsize=2)
def _hashes(body: str, article: str) -> npt.NDArray[np.uint64]:
    words = own_words(body, article)
    shared = set(runs(words, 2)) or {words}
    return np.array([crc32(" ".join(pair).encode("utf-8", "surrogatepass")) + 1 for pair in shared], np.uint64)


def may_be_copies(sketch: int, others: Iterable[int | None], *, alike: float) -> list[bool]:
    """Say which texts may share so large a part of their pairs with a text, by their sketches; some have none."""
    most = _farthest(alike)
    return [other is None or ((other ^ sketch) & _MASK).bit_count() <= most for other in others]


@lru_cache
def _farthest(alike: float) -> float:
    """Return the distance within which the sketches of texts lie that share so large a part of their pairs.

    The bits that differ scatter around 64 / pi * arccos(2 alike / (1 + alike)) at most; one standard deviation is
    added. Where four tenths make a copy, one in eight that is just alike enough is missed, one in thirty that shares
    half, and hardly any closer one; of texts that have nothing in common three in a hundred are compared.
    """
    share = acos(2 * alike / (1 + alike)) / pi
    return 64 * share + sqrt(64 * share * (1 - share))
