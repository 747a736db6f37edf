"""What comments teach about one ground: logistic regression over hashed features and meanings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from moderation.screening.heads import SIZE, Places, Vector, features, tokens_of
from moderation.screening.lessons import TOGETHER, WRITTEN, WRITTEN_ALONE, Lesson, says
from moderation.screening.meanings import WIDTH, Numbers, known

#: Weights are pulled towards nothing: what a few texts share by chance must not decide, least where meanings speak.
PULL, MEANT_PULL = 1e-3, 2e-3
STEPS, POWERS = 60, 8
#: A meaning is pulled at as if it were a word of this rarity.
MEANING = 3.0
#: What a newsroom decided itself weighs more than what was labelled elsewhere, and so does what few sentences say.
OWN_WEIGHT, WRITTEN_WEIGHT = 5.0, 3.0
#: How rare words are is measured on so many comments or more; so many of one kind tell where accepted ones lie.
MANY = 500
#: Where meanings carry what is learned over to other sources; in the other grounds the words themselves do better.
MEANT = (2, 3, 4, 9, 13, 14)

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Traits:
    """What heads see of a comment."""

    places: Places
    meaning: Numbers | None

    @classmethod
    def of(cls, lesson: Lesson) -> "Traits":
        """Read a lesson as a comment is read."""
        tokens, meanings = tokens_of(lesson.text), known(lesson.language)
        return cls(features(tokens), meanings.of(tokens) if meanings else None)


@dataclass(frozen=True)
class Course:
    """The lessons that speak about a ground."""

    ground: int
    lessons: Sequence[Lesson]
    traits: Sequence[Traits]

    @classmethod
    def of(cls, ground: int, lessons: Sequence[Lesson], traits: Sequence[Traits]) -> "Course":
        """Choose the lessons that speak about a ground and have words."""
        chosen = [n for n, lesson in enumerate(lessons) if says(lesson, ground) is not None and len(traits[n].places)]
        return cls(ground, [lessons[n] for n in chosen], [traits[n] for n in chosen])

    @cached_property
    def truth(self) -> Vector:
        """One for a comment that breaks the ground, else zero."""
        return np.array([float(bool(says(lesson, self.ground))) for lesson in self.lessons])

    @cached_property
    def accepted(self) -> Mask:
        """Which comments were told not to break the ground; where few were, those taken for such, too."""
        grounds = frozenset(TOGETHER.get(self.ground, (self.ground,)))
        told = np.asarray([bool(grounds & lesson.kept) for lesson in self.lessons] & (self.truth == 0), bool)
        if self.ground not in WRITTEN_ALONE or told.sum() >= MANY:
            return told
        return np.asarray((self.truth == 0) & ~self.written, bool)

    @cached_property
    def written(self) -> Mask:
        """Which were written to teach."""
        return np.asarray(self.sources == WRITTEN, bool)

    @cached_property
    def sources(self) -> npt.NDArray[np.str_]:
        """Where each label comes from."""
        return np.array([lesson.source for lesson in self.lessons], np.str_)

    def fewest(self, mask: Mask) -> int:
        """Count comments of the rarer kind among these, without what was written unless it may teach alone."""
        labelled = self.truth[mask & ~self.written]
        broken = self.truth[mask] if self.ground in WRITTEN_ALONE else labelled
        return int(min(broken.sum(), len(labelled) - labelled.sum()))

    def fitted(self, mask: Mask) -> Vector:
        """Learn from these: the weights of the places, those of the meanings, and the bias."""
        pull = MEANT_PULL if self.ground in MEANT else PULL
        return _fitted(self._sample(mask), self.truth[mask], self._importance(mask), pull)

    def values(self, weights: Vector, mask: Mask) -> Vector:
        """Judge these by what was learned."""
        return self._sample(mask).values(weights)

    def _sample(self, mask: Mask) -> "_Sample":
        return _Sample.of([self.traits[n] for n in np.flatnonzero(mask).tolist()], is_meant=self.ground in MEANT)

    def _importance(self, mask: Mask) -> Vector:
        """Let either kind weigh alike within each source, and large sources not drown small ones."""
        chosen = [(self.lessons[n], self.truth[n]) for n in np.flatnonzero(mask).tolist()]
        sizes = Counter((lesson.source, is_broken) for lesson, is_broken in chosen)
        totals = Counter(lesson.source for lesson, _ in chosen)
        weights = np.array(
            [
                _weight(lesson) * np.sqrt(totals[lesson.source]) / sizes[lesson.source, is_broken]
                for lesson, is_broken in chosen
            ]
        )
        return np.asarray(weights / weights.sum())


def _weight(lesson: Lesson) -> float:
    if lesson.is_own:
        return OWN_WEIGHT
    return WRITTEN_WEIGHT if lesson.source == WRITTEN else 1.0


@dataclass(frozen=True)
class _Sample:
    """Comments as a sparse matrix, row by row, and beside it what they mean; all places of a row count alike."""

    #: Of so many.
    size: int
    places: Places
    lengths: npt.NDArray[np.int64]
    shares: Vector
    meanings: Vector

    @classmethod
    def of(cls, traits: Sequence[Traits], *, is_meant: bool) -> "_Sample":
        lengths = np.array([len(one.places) for one in traits])
        meanings = np.zeros((len(traits), WIDTH))
        for row, one in enumerate(traits if is_meant else ()):
            meanings[row] = 0 if one.meaning is None else one.meaning
        return cls(SIZE, np.concatenate([one.places for one in traits]), lengths, 1 / np.sqrt(lengths), meanings)

    def values(self, weights: Vector) -> Vector:
        starts = np.cumsum(self.lengths) - self.lengths
        read = np.add.reduceat(weights[self.places], starts) * self.shares
        return np.asarray(read + self.meanings @ weights[self.size : -1] + weights[-1])

    def slope(self, miss: Vector) -> Vector:
        """Say how the weights would have to change for these misses."""
        read = np.bincount(self.places, np.repeat(self.shares * miss, self.lengths), self.size)
        return np.concatenate((read, miss @ self.meanings, [miss.sum()]))

    def rarity(self) -> Vector:
        """Say how rare the places are among these comments (inverse document frequency, Spärck Jones 1972)."""
        rare = np.log((1 + len(self.lengths)) / (1 + np.bincount(self.places, minlength=self.size))) + 1
        return np.concatenate((rare, np.full(WIDTH, MEANING), [1.0]))


def _fitted(sample: _Sample, truth: Vector, importance: Vector, pull: float) -> Vector:
    """Fit a logistic regression by accelerated gradient descent (Nesterov 1983); the rarer a place, the freer it is."""
    # what stands in no text weighs nothing
    used, places = np.unique(sample.places, return_inverse=True)
    sample = replace(sample, size=len(used), places=places.astype(np.int32))
    rarity = sample.rarity()
    pulls = np.append(np.full(len(rarity) - 1, pull), 0.0)  # nothing pulls at the bias
    pace = 1 / (_curvature(sample, rarity, importance) + pull)
    weights = ahead = np.zeros_like(rarity)
    for step in range(STEPS):
        guess = 1 / (1 + np.exp(-sample.values(ahead * rarity)))
        slope = sample.slope((guess - truth) * importance) * rarity + pulls * ahead
        last, weights = weights, ahead - pace * slope
        ahead = weights + step / (step + 3) * (weights - last)
    everywhere = np.zeros(SIZE + WIDTH + 1)
    everywhere[np.append(used, np.arange(SIZE, len(everywhere)))] = weights * rarity
    return everywhere


def _curvature(sample: _Sample, rarity: Vector, importance: Vector) -> float:
    """Bound how fast a slope changes, by the largest eigenvalue (power iteration)."""
    along = np.ones_like(rarity)
    for _ in range(POWERS):
        along /= np.linalg.norm(along)
        along = sample.slope(sample.values(along * rarity) * importance) * rarity
    return float(np.linalg.norm(along)) / 4 * 1.05  # a logistic curve is steepest at a quarter
