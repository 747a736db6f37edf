"""What the words of a text mean, as numbers: a small table of vectors in which words that mean alike lie together.

A head that was taught what is said of one group knows by it what other words about another say. Where the table comes
from stands in `docs/how-to/train-the-screening.md`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

DATA = Path(__file__).parent / "data"
#: So many words before and after the name of a group are about it.
NEAR = 4
#: Two means of vectors, and whether a group is named.
DIMENSIONS = 64
WIDTH = 2 * DIMENSIONS + 1
#: How loud meanings speak beside words and letters.
LOUDNESS = 0.5

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Meanings:
    """The table of one language; `weight` is smaller for words that stand in every text."""

    index: dict[str, int]
    vectors: npt.NDArray[np.int8]
    weight: Numbers
    groups: frozenset[str]

    def of(self, tokens: Sequence[str]) -> Numbers:
        """Return the mean of a text's words, the mean of those about a group, and whether one is named."""
        meaning = np.zeros(WIDTH, np.float32)
        meaning[:DIMENSIONS] = self._mean(tokens)
        if not self.groups.isdisjoint(tokens):
            meaning[DIMENSIONS:-1] = self._mean([tokens[place] for place in self._near(tokens)])
            meaning[-1] = LOUDNESS
        return meaning

    def by_word(self, tokens: Sequence[str]) -> Numbers:
        """Return what each word adds to that, a row for each."""
        rows = np.zeros((len(tokens), WIDTH), np.float32)
        for first, places in ((0, range(len(tokens))), (DIMENSIONS, self._near(tokens))):
            known = [place for place in places if tokens[place] in self.index]
            if not known:
                continue
            found = [self.index[tokens[place]] for place in known]
            weight = self.weight.take(found)
            share = weight * LOUDNESS / 127 / np.add.reduce(weight)
            rows[known, first : first + DIMENSIONS] = share[:, np.newaxis] * self.vectors.take(found, axis=0)
        return rows

    def _near(self, tokens: Sequence[str]) -> list[int]:
        """Find the words about a group by their numbers."""
        named = [place for place, token in enumerate(tokens) if token in self.groups]
        near = {place for at in named for place in range(max(at - NEAR, 0), at + NEAR + 1)}.difference(named)
        return [place for place in sorted(near) if place < len(tokens)]

    def _mean(self, tokens: Sequence[str]) -> Numbers | float:
        rows = np.array([row for row in map(self.index.get, tokens) if row is not None], np.intp)
        if not len(rows):
            return 0.0
        weight = self.weight.take(rows)
        return np.asarray(
            weight @ self.vectors.take(rows, axis=0).astype(np.float32) * (LOUDNESS / 127 / np.add.reduce(weight))
        )


@cache
def known(language: str) -> Meanings | None:
    """Return the table of a language, if it has one."""
    path = DATA / f"meanings-{language}.npz"
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as data:
        index = {word: row for row, word in enumerate(str(data["words"]).split())}
        return Meanings(index, data["vectors"], data["weight"], _groups(language))


def _groups(language: str) -> frozenset[str]:
    lines = (DATA / "groups.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line.startswith(f"{language}:") for word in line.split()[1:])
