"""Leaving out a source: it is told by what the others taught, and by nothing of its own."""

from dataclasses import replace

from moderation.screening.elsewhere import left_out
from moderation.screening.lessons import Lesson

THINGS = ["bridge", "school", "market", "garden", "tower", "station", "square", "theatre", "bakery", "museum", "meadow"]


def source(name, sour, calm, count=40):
    for number in range(count):
        for text, broken in ((sour, {5}), (calm, set())):
            yield Lesson(
                text=f"{text} {THINGS[number % 11]}",
                language="en",
                broken=frozenset(broken),
                kept=frozenset({5} - broken),
                group=f"{name} {number}",
                source=name,
            )


SOUR, CALM = "you rotten fool of the", "we went to see the"


def found(*sources):
    return {(one.ground, one.source): one.tally.auc for one in left_out(one for rows in sources for one in rows)}


def test_a_source_that_reads_like_the_others_is_told_apart():
    result = found(source("a", SOUR, CALM), source("b", SOUR, CALM))
    assert result[5, "a"] == result[5, "b"] == 1.0


def test_a_source_that_turns_everything_around_is_told_the_wrong_way():
    result = found(source("a", SOUR, CALM), source("b", SOUR, CALM), source("odd", CALM, SOUR))
    assert result[5, "odd"] == 0.0


def test_frozen_lessons_of_other_sources_teach_nothing():
    frozen = [replace(one, is_frozen=True) for one in source("b", SOUR, CALM)]
    assert (5, "a") not in found(source("a", SOUR, CALM), frozen)


def test_a_lonely_source_is_told_by_nobody():
    assert found(source("a", SOUR, CALM)) == {}
