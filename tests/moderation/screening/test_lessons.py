"""What is written to teach is read with several words in each place, and is never a measure."""

import tomllib
from collections import Counter

from moderation.screening import heads, lessons
from moderation.screening.lessons import LEARNED, WRITTEN_FILE, written


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
