"""Training heads from labelled comments: logistic regression over hashed features, one for each ground and language."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from moderation.screening.heads import SHARES, SIZE, Heads, Places, Vector, features, tokens_of
from moderation.screening.topics import rarities

#: Weights are pulled towards nothing: what a few texts share by chance must not decide.
PULL = 1e-4
STEPS, PACE = 80, 0.3
#: A head needs so many comments of either kind; fewer teach it the script and the topic of the day.
FEWEST = 15
#: How rare words are is measured on so many comments or more.
MANY = 500
#: Of five comments four teach and one tells how well they did, by article where it is known.
FOLDS = 5
#: What a newsroom decided itself weighs more than what was labelled elsewhere.
OWN_WEIGHT = 5.0
#: Grounds that rest on numbers and form have rules, which know better.
LEARNED = (2, 4, 5, 8, 9, 12, 13, 18)
#: These grounds are told apart by few labels: what speaks for one teaches both.
TOGETHER = {5: (5, 18), 18: (5, 18)}


@dataclass(frozen=True)
class Lesson:
    """A labelled comment: `broken` are grounds it breaks, `kept` those that are known not to be broken, `assumed` those
    that an ordinary text like it does not break: it teaches them, and is no measure of where accepted comments lie.

    `group` is what must not be split between teaching and telling (its article), `source` where the label comes from.
    """

    text: str
    language: str
    broken: frozenset[int]
    kept: frozenset[int]
    group: str
    source: str = ""
    assumed: frozenset[int] = frozenset()
    is_own: bool = False
    is_frozen: bool = False


@dataclass(frozen=True)
class Result:
    """How well a head tells comments of the frozen set apart (area under the curve), and on how many."""

    language: str
    ground: int
    broken: int
    kept: int
    auc: float


@dataclass(frozen=True)
class _Sample:
    """Comments as a sparse matrix: `places[starts[n]:starts[n+1]]` is row n, each entry `share[n]`."""

    places: Places
    rows: npt.NDArray[np.int64]
    count: int
    shares: Vector

    @classmethod
    def of(cls, featured: Sequence[Places]) -> "_Sample":
        lengths = np.array([len(one) for one in featured])
        rows = np.repeat(np.arange(len(featured)), lengths)
        shares = 1 / np.sqrt(np.maximum(lengths, 1))
        return cls(np.concatenate(featured), rows, len(featured), shares[rows])

    def values(self, weights: Vector, bias: float) -> Vector:
        return np.asarray(np.bincount(self.rows, weights[self.places] * self.shares, self.count) + bias)


def train(lessons: Iterable[Lesson]) -> dict[str, Heads]:
    """Train a head for every language and ground that enough comments speak about. Frozen lessons are left out."""
    by_language: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        if not lesson.is_frozen:
            by_language[lesson.language].append(lesson)
    trained = {language: _language(taught) for language, taught in by_language.items()}
    return {language: heads for language, heads in trained.items() if heads is not None}


def _language(lessons: list[Lesson]) -> Heads | None:
    featured = [features(tokens_of(lesson.text)) for lesson in lessons]
    rows = [_head(ground, lessons, featured) for ground in LEARNED]
    made = [row for row in rows if row is not None]
    if not made:
        return None
    grounds, weights, scales, biases, marks = zip(*made, strict=True)
    rarity = rarities(lesson.text for lesson in lessons) if len(lessons) >= MANY else b""
    return Heads(grounds, np.stack(weights, axis=1), np.array(scales), np.array(biases), np.array(marks), rarity)


Row = tuple[int, npt.NDArray[np.int8], float, float, Vector]


def _head(ground: int, lessons: Sequence[Lesson], featured: Sequence[Places]) -> Row | None:
    """Train one head; None where too few comments speak about the ground."""
    if sum(ground in lesson.broken for lesson in lessons) < FEWEST:
        return None
    chosen = [n for n, lesson in enumerate(lessons) if _says(lesson, ground) is not None and len(featured[n])]
    taught = [lessons[n] for n in chosen]
    truth = np.array([1.0 if _says(lesson, ground) else 0.0 for lesson in taught])
    if min(truth.sum(), len(truth) - truth.sum()) < FEWEST:
        return None
    samples = [featured[n] for n in chosen]
    weights, bias = _fit(_Sample.of(samples), truth, _weighed(taught, truth))
    scale = float(np.quantile(np.abs(weights), 0.9999)) / 127 or 1.0
    small = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
    accepted = [any(one in lesson.kept for one in TOGETHER.get(ground, (ground,))) for lesson in taught]
    return ground, small, scale, bias, _marks(taught, samples, truth, np.array(accepted) & (truth == 0))


def _says(lesson: Lesson, ground: int) -> bool | None:
    """Say whether a comment breaks a ground; None when its label does not speak about it."""
    grounds = TOGETHER.get(ground, (ground,))
    if any(one in lesson.broken for one in grounds):
        return True
    return False if any(one in lesson.kept | lesson.assumed for one in grounds) else None


def _weighed(lessons: Sequence[Lesson], truth: Vector) -> Vector:
    """Let either kind weigh alike within each source, and large sources not drown small ones."""
    sizes = Counter((lesson.source, is_broken) for lesson, is_broken in zip(lessons, truth, strict=True))
    totals = Counter(lesson.source for lesson in lessons)
    weights = np.array(
        [
            (OWN_WEIGHT if lesson.is_own else 1.0) * np.sqrt(totals[lesson.source]) / sizes[lesson.source, is_broken]
            for lesson, is_broken in zip(lessons, truth, strict=True)
        ]
    )
    return np.asarray(weights / weights.sum())


def _fit(sample: _Sample, truth: Vector, importance: Vector) -> tuple[Vector, float]:
    """Fit a logistic regression by gradient descent with Adam's steps (Kingma, Ba 2015)."""
    weights = np.zeros(SIZE + 1)  # the last is the bias
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    slope = np.empty_like(weights)
    for step in range(1, STEPS + 1):
        guess = 1 / (1 + np.exp(-sample.values(weights, weights[-1])))
        miss = (guess - truth) * importance
        slope[:-1] = np.bincount(sample.places, sample.shares * miss[sample.rows], SIZE) + PULL * weights[:-1]
        slope[-1] = miss.sum()
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        pace = PACE * (1 if step < 0.6 * STEPS else 0.5 if step < 0.85 * STEPS else 0.2)
        weights -= pace * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-7)
    return weights[:-1], float(weights[-1])


def _marks(
    lessons: Sequence[Lesson], samples: Sequence[Places], truth: Vector, accepted: npt.NDArray[np.bool_]
) -> Vector:
    """Measure where accepted comments lie, each judged by a head that was not taught by it; sources count alike."""
    fold = np.array([crc32(lesson.group.encode()) % 2 for lesson in lessons])
    values = np.zeros(len(lessons))
    for half in (0, 1):
        taught, told = np.flatnonzero(fold != half).tolist(), np.flatnonzero(fold == half).tolist()
        if not told or not 0 < truth[taught].sum() < len(taught):
            continue
        own = [lessons[n] for n in taught]
        fitted = _fit(_Sample.of([samples[n] for n in taught]), truth[taught], _weighed(own, truth[taught]))
        values[told] = _Sample.of([samples[n] for n in told]).values(*fitted)
    clean: dict[str, list[float]] = defaultdict(list)
    for lesson, value, is_accepted in zip(lessons, values.tolist(), accepted, strict=True):
        if is_accepted:
            clean[lesson.source].append(value)
    enough = [found for found in clean.values() if len(found) >= FEWEST] or list(clean.values())
    marks = np.mean([np.quantile(found, SHARES) for found in enough], axis=0)
    return np.asarray(np.maximum.accumulate(marks + np.arange(len(SHARES)) * 1e-9))


def examine(heads: Mapping[str, Heads], lessons: Iterable[Lesson]) -> list[Result]:
    """Try heads on the frozen lessons."""
    told: dict[tuple[str, int], tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for lesson in lessons:
        if lesson.is_frozen and lesson.language in heads:
            for ground, share in heads[lesson.language].shares(features(tokens_of(lesson.text))).items():
                if ground in lesson.broken | lesson.kept:
                    told[lesson.language, ground][ground not in lesson.broken].append(share)
    return [
        Result(language, ground, len(broken), len(kept), _auc(broken, kept))
        for (language, ground), (broken, kept) in sorted(told.items())
        if broken and kept
    ]


def _auc(broken: Sequence[float], kept: Sequence[float]) -> float:
    """The share of pairs in which the broken one is placed higher; half for a tie."""
    below = np.sort(np.array(kept))
    values = np.array(broken)
    ranks = np.searchsorted(below, values, "left") + np.searchsorted(below, values, "right")
    return float(ranks.mean() / 2 / len(below))


def is_frozen(group: str) -> bool:
    """Say whether a group of comments is kept for the examination, the same each time."""
    return crc32(group.encode()) % FOLDS == 0
