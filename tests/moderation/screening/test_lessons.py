"""What is written to teach is read with several words in each place, and is never a measure."""

import tomllib
from collections import Counter
from pathlib import Path

from moderation.screening import heads, lessons
from moderation.screening.lessons import LEARNED, TAUGHT_FILES, WRITTEN_ALONE, WRITTEN_FILE, written


def test_each_place_is_filled_with_several_words():
    taught = Counter(lesson.group for lesson in written() if lesson.language == "en")
    assert set(taught.values()) == {1, lessons.FITTINGS}
    assert not [lesson.text for lesson in written() if "{" in lesson.text]


def test_what_is_written_says_something_of_grounds_that_are_learned():
    for lesson in written():
        assert lesson.broken or lesson.assumed
        assert lesson.broken | lesson.assumed <= set(LEARNED)
        assert not lesson.kept


def test_it_is_written_for_languages_with_heads():
    assert set(tomllib.loads(WRITTEN_FILE.read_text(encoding="utf-8"))) == set(heads.shipped())


def test_what_was_written_teaches_the_grounds_that_labels_leave_out():
    for language in ("en", "de", "fr", "ar"):
        taught = [lesson for lesson in written() if lesson.language == language]
        for ground in WRITTEN_ALONE:
            broken = [lesson for lesson in taught if ground in lesson.broken]
            assert len(broken) >= 20
            assert sum(ground in lesson.assumed for lesson in taught) >= len(broken) / 2
            assert not any(ground in lesson.assumed for lesson in broken)


def test_each_file_is_of_one_language_and_named_after_it():
    assert all(list(tomllib.loads(path.read_text(encoding="utf-8"))) == [path.stem] for path in TAUGHT_FILES)


def test_rounds_that_only_count_teach_nothing():
    counted = tomllib.loads(Path(__file__).with_name("rounds.toml").read_text(encoding="utf-8"))["sentences"]
    taught = {lesson.text for lesson in written()}
    assert {row["round"] for row in counted} == {"counted", "sixth"}
    assert taught.isdisjoint(text for row in counted for text in row["texts"])
