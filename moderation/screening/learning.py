"""Training heads from labelled comments, one for each ground and language, and examining them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from moderation.screening.course import MANY, Course, Mask, Traits
from moderation.screening.heads import SHARES, SIZE, Heads, Vector
from moderation.screening.lessons import LEARNED, WRITTEN, WRITTEN_ALONE, Lesson
from moderation.screening.topics import rarities

#: A head needs so many comments of either kind; fewer teach it the script and the topic of the day.
FEWEST = 15
#: Where what was written teaches alone, so many comments that break nothing have to tell how rare one is.
PLENTY = 200
#: Of five comments four teach and one tells how well they did, by article where it is known.
FOLDS = 5


@dataclass(frozen=True)
class Result:
    """How well a head tells comments of the frozen set apart (area under the curve), and on how many."""

    language: str
    ground: int
    broken: int
    kept: int
    auc: float


def train(lessons: Iterable[Lesson]) -> dict[str, Heads]:
    """Train a head for every language and ground that enough comments speak about. Frozen lessons are left out."""
    by_language: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        if not lesson.is_frozen:
            by_language[lesson.language].append(lesson)
    trained = {language: _language(taught) for language, taught in by_language.items()}
    return {language: heads for language, heads in trained.items() if heads is not None}


def _language(lessons: list[Lesson]) -> Heads | None:
    traits = [Traits.of(lesson) for lesson in lessons]
    rows = [_head(Course.of(ground, lessons, traits)) for ground in LEARNED]
    made = [row for row in rows if row is not None]
    if not made:
        return None
    grounds, weights, scales, biases, marks, senses = zip(*made, strict=True)
    labelled = [lesson.text for lesson in lessons if lesson.source != WRITTEN]
    return Heads(
        grounds=grounds,
        weights=np.stack(weights, axis=1),
        scale=np.array(scales),
        bias=np.array(biases),
        marks=np.array(marks),
        senses=np.stack(senses, axis=1).astype(np.float32),
        rarity=rarities(labelled) if len(labelled) >= MANY else b"",
    )


Row = tuple[int, npt.NDArray[np.int8], float, float, Vector, Vector]


def _head(course: Course) -> Row | None:
    """Train one head; None where too few comments speak about the ground."""
    everything = np.ones(len(course.lessons), bool)
    may_be_written = course.ground in WRITTEN_ALONE
    named = sum(
        course.ground in lesson.broken and (may_be_written or lesson.source != WRITTEN) for lesson in course.lessons
    )
    if min(named, course.fewest(everything)) < FEWEST or (may_be_written and course.accepted.sum() < PLENTY):
        return None
    weights = course.fitted(everything)
    scale = float(np.quantile(np.abs(weights[:SIZE]), 0.9999)) / 127 or 1.0
    small = np.clip(np.rint(weights[:SIZE] / scale), -127, 127).astype(np.int8)
    return course.ground, small, scale, float(weights[-1]), _marks(course), weights[SIZE:-1]


def _marks(course: Course) -> Vector:
    """Measure where accepted comments lie, each judged by a head that was not taught by it; sources count alike."""
    found = []
    for source in _measured([course.lessons[n] for n in np.flatnonzero(course.accepted).tolist()]):
        values = np.zeros(len(course.lessons))
        for told in _folds(course, course.sources == source):
            values[told] = course.values(course.fitted(~told), told)
        found.append(np.quantile(values[course.accepted & (course.sources == source)], SHARES))
    marks = np.mean(found, axis=0) if found else np.zeros(len(SHARES))
    return np.asarray(np.maximum.accumulate(marks + np.arange(len(SHARES)) * 1e-9))


def _measured(accepted: Sequence[Lesson]) -> list[str]:
    """Name the sources that tell where accepted comments lie: the newsroom's own, else ordinary ones, else all."""
    counts = Counter(lesson.source for lesson in accepted)
    enough = {source for source, count in counts.items() if count >= FEWEST}
    own = {lesson.source for lesson in accepted if lesson.is_own and counts[lesson.source] >= MANY}
    ordinary = {lesson.source for lesson in accepted if lesson.is_ordinary or lesson.is_own} & enough
    return sorted(own or ordinary or enough or counts)


def _folds(course: Course, in_source: Mask) -> Iterator[Mask]:
    """Part what is judged from what teaches: a whole ordinary source, since comments from elsewhere will be judged.

    Halves by article of the newsroom's own and of others, and where the rest does not know both kinds.
    """
    is_ordinary = course.lessons[int(in_source.argmax())].is_ordinary
    if is_ordinary and course.fewest(~in_source) >= FEWEST:
        yield in_source
        return
    half = np.array([crc32(lesson.group.encode()) % 2 == 0 for lesson in course.lessons])
    # what was written tells nothing, and so may always teach
    for told in (half & ~course.written, ~half & ~course.written):
        if told.any() and course.fewest(~told):
            yield told


def examine(heads: Mapping[str, Heads], lessons: Iterable[Lesson]) -> list[Result]:
    """Try heads on the frozen lessons."""
    told: dict[tuple[str, int], tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for lesson in lessons:
        if lesson.is_frozen and lesson.language in heads:
            traits = Traits.of(lesson)
            for ground, share in heads[lesson.language].shares(traits.places, traits.meaning).items():
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
