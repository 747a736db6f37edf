"""How heads do on comments from elsewhere: each source of labelled comments is told by a head that others taught."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from moderation.screening.course import Course, Traits
from moderation.screening.evaluation import Tally
from moderation.screening.learning import FEWEST
from moderation.screening.lessons import LEARNED, WRITTEN, Lesson


@dataclass(frozen=True)
class Elsewhere:
    """How well comments of one source are told apart by a head that never saw the source."""

    language: str
    ground: int
    source: str
    tally: Tally


def left_out(lessons: Iterable[Lesson]) -> Iterator[Elsewhere]:
    """Leave out one source after the other: what teaches of the rest trains a head, all of the source is told by it."""
    by_language: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        by_language[lesson.language].append(lesson)
    for language, known in sorted(by_language.items()):
        traits = [Traits.of(lesson) for lesson in known]
        for ground in LEARNED:
            course = Course.of(ground, known, traits)
            for source in sorted(set(course.sources.tolist()) - {WRITTEN}):
                if tally := _told(course, source):
                    yield Elsewhere(language, ground, source, tally)


def _told(course: Course, source: str) -> Tally | None:
    """Tell what the source's labels speak about; None where it, or the rest, knows too little."""
    told = (course.sources == source) & ((course.truth > 0) | course.accepted)
    taught = (course.sources != source) & ~np.array([lesson.is_frozen for lesson in course.lessons], bool)
    if min(course.fewest(told), course.fewest(taught)) < FEWEST:
        return None
    values = course.values(course.fitted(taught), told)
    truth = course.truth[told]
    return Tally(values[truth > 0].tolist(), values[truth == 0].tolist())
