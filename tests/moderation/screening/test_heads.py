"""Heads: plain arrays that tell texts apart, and that learn what they are shown."""

from dataclasses import replace
from functools import reduce
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.screening import heads, learning
from moderation.screening.heads import features, tokens_of
from moderation.screening.lessons import LEARNED, WRITTEN, Lesson
from moderation.screening.meanings import known

CALM = "the harbour {} opens early and the ferry leaves on time"
SOUR = "what a rotten {} this is and you are a rotten person"
THINGS = ["bridge", "school", "market", "garden", "tower", "station", "square", "theatre", "bakery", "museum", "meadow"]


def lessons(language="en", ground=5):
    for number in range(60):
        thing, group = f"{THINGS[number % 11]} {number}", f"article {number}"
        frozen = learning.is_frozen(group)
        for text, broken, kept in ((SOUR, {ground}, set()), (CALM, set(), {ground})):
            yield Lesson(
                text.format(thing), language, frozenset(broken), frozenset(kept), group, "made", is_frozen=frozen
            )


def test_the_heads_of_a_language_are_read_when_first_asked_for(tmp_path):
    trained = learning.train([*lessons("en"), *lessons("de")])
    heads.save(tmp_path / "heads.npz", trained)
    kept = heads.Kept(tmp_path / "heads.npz")
    assert (set(kept), len(kept), "de" in kept, "xx" in kept, kept.get("xx")) == ({"en", "de"}, 2, True, False, None)
    german = kept["de"]
    (tmp_path / "heads.npz").unlink()
    assert kept["de"] is german
    with pytest.raises(FileNotFoundError):
        kept["en"]


@given(st.text(max_size=300))
def test_every_text_has_its_places_within_the_weights(text):
    places = features(tokens_of(text))
    assert len(set(places.tolist())) == len(places)
    assert all(0 <= place < heads.SIZE for place in places.tolist())


def is_full(letter):
    """Whether a letter is a syllable or a word of Korean, Chinese or Japanese."""
    blocks = [("\u1100", "\u11ff"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7a3")]
    return any(first <= letter <= last for first, last in blocks)


def spelled_out(tokens):
    """The places as they are defined, number by number."""

    def placed(value, kind):
        return (value * kind * factor % 2**64) >> (64 - heads.BITS)

    def word_of(letters):
        total = sum((2 * number + 1) * factor * letter for number, letter in enumerate(letters)) % 2**64
        return (total ^ total >> 29) * factor % 2**64

    factor = 0x9E3779B97F4A7C15
    hashed = [[ord(letter) * 0x100000001B3 + 7 for letter in word] for word in (f"  {' '.join(tokens)}  ", *tokens)]
    line, *words = hashed
    short = heads.SHORT_RUNS if any(is_full(letter) for token in tokens for letter in token) else ()
    runs = [(size, line[start : start + size]) for size in short + heads.RUNS for start in range(len(line) - size + 1)]
    words = [word_of(letters) for letters in words]
    return {
        *(placed(reduce(lambda run, letter: run * factor + letter, run), 2 * size + 1) for size, run in runs),
        *(placed(word, heads.WORD) for word in words),
        *(placed(one * 31 + other, heads.PAIR) for one, other in pairwise(words)),
    }


@given(st.lists(st.text(min_size=1, max_size=12) | st.text("산길 길山かn", min_size=1), min_size=1, max_size=20))
def test_places_are_those_of_runs_of_letters_of_words_and_of_pairs_of_words(tokens):
    assert features(tokens).tolist() == sorted(spelled_out(tokens))


def test_the_same_words_have_the_same_places_however_they_are_written():
    assert features(tokens_of("A GÖOD  day, friends!")).tolist() == features(tokens_of("a good day friends")).tolist()


def test_a_text_says_the_same_in_every_process():
    """The weights are kept: what a place stands for must never change."""
    assert features(tokens_of("an old bridge")).tolist()[:5] == [6115, 8573, 9077, 27333, 43215]


def test_a_head_learns_what_it_is_shown_and_points_at_the_word():
    trained = learning.train(lessons())
    [result] = learning.examine(trained, lessons())
    assert (result.language, result.ground, result.auc) == ("en", 5, 1.0)
    assert trained["en"].trace(["the", "rotten", "harbour"]).loudest(5)[0] == "rotten"


def test_a_korean_word_is_known_again_by_its_syllables():
    rude, calm = [f"바보{ending}" for ending in "가는를와도만"], [f"나무{ending}" for ending in "가는를와도만"]
    lessons = [
        Lesson(f"{word} {number}", "ko", frozenset(broken), frozenset(kept), f"{word} {number}")
        for words, broken, kept in ((rude, {5}, set()), (calm, set(), {5}))
        for word in words
        for number in range(4)
    ]
    trained = learning.train(lessons)["ko"]
    told = [trained.values(features(tokens_of(text)))[0] for text in ("왕바보야", "큰나무야")]
    assert told[0] > 0 > told[1]
    assert trained.trace(["저", "바보에게"]).loudest(5)[0] == "바보에게"


def test_the_words_of_one_trace_speak_for_each_ground_by_themselves():
    tokens = tokens_of("you filthy liar go and buy cheap pills at my shop")
    shipped, meaning = heads.shipped()["en"], known("en").by_word(tokens)
    trace = shipped.trace(tokens, meaning)
    assert trace.loudest(5) == shipped.trace(tokens, meaning).loudest(5) != trace.loudest(13)


def test_accepted_comments_lie_where_the_marks_say():
    trained = learning.train(lessons())["en"]
    unseen = [one for one in lessons() if one.kept and one.is_frozen]
    shares = [trained.shares(features(tokens_of(one.text)))[5] for one in unseen]
    assert 0.3 < np.mean(shares) < 0.7


def test_frozen_lessons_teach_nothing():
    assert learning.train(replace(one, is_frozen=True) for one in lessons()) == {}


def test_a_few_comments_are_no_lesson():
    assert learning.train(list(lessons())[: learning.FEWEST]) == {}


def test_what_was_written_is_no_lesson_alone():
    assert learning.train(replace(one, source=WRITTEN) for one in lessons()) == {}


def test_what_was_written_teaches_a_ground_alone_where_labels_say_nothing_of_it():
    taught = [replace(one, source=WRITTEN, kept=frozenset(), assumed=one.kept) for one in lessons(ground=3)]
    ordinary = [
        Lesson(f"{CALM.format(THINGS[n % 11])} at {n}", "en", frozenset(), frozenset(), str(n), "made", frozenset({3}))
        for n in range(learning.PLENTY)
    ]
    trained = learning.train([*taught, *ordinary])["en"]
    assert trained.shares(features(tokens_of(SOUR)))[3] > 0.999
    assert trained.trace(["the", "rotten", "harbour"]).loudest(3)[0] == "rotten"


def test_what_was_written_teaches_nothing_where_no_ordinary_comments_tell_how_rare_it_is():
    taught = [replace(one, source=WRITTEN, kept=frozenset(), assumed=one.kept) for one in lessons(ground=3)]
    assert learning.train(taught) == {}


def test_marks_are_measured_on_ordinary_comments_where_there_are_some():
    rough = [replace(one, source="rough") for one in lessons()]
    ordinary = [
        replace(one, source="ordinary", text=f"{one.text} rotten", is_ordinary=True) for one in lessons() if one.kept
    ]
    without, beside = learning.train(rough)["en"], learning.train([*rough, *ordinary])["en"]
    assert beside.marks[0, -1] > without.marks[0, -1]


def test_heads_come_back_from_their_file_as_they_were(tmp_path):
    trained = learning.train(lessons(ground=2))
    heads.save(tmp_path / "heads.npz", trained)
    places, meaning = features(tokens_of(SOUR)), known("en").of(tokens_of(SOUR))
    again, before = heads.load(tmp_path / "heads.npz")["en"], trained["en"]
    assert again.shares(places, meaning) == before.shares(places, meaning)
    assert again.values(places, meaning) == before.values(places, meaning) != before.values(places)


@pytest.mark.parametrize("language", ["en", "de", "fr", "ar", "ko", "pt", "ru"])
def test_heads_ship_for_the_languages_that_were_labelled(language):
    shipped = heads.shipped()[language]
    assert shipped.weights.dtype == np.int8
    assert set(shipped.grounds) <= set(LEARNED)


def test_what_ships_is_small_enough_for_the_first_run():
    assert heads.SHIPPED.stat().st_size < 8_000_000


@pytest.mark.parametrize(("share", "expected"), [(0.0, 0.0), (0.9, 0.4), (0.99, 4 / 7), (0.999, 2 / 3)])
def test_a_score_says_how_rare_a_comment_like_it_is(share, expected):
    assert heads.score(share) == pytest.approx(expected)


def test_no_two_bad_comments_tie_at_the_top():
    assert heads.score(0.999) < heads.score(0.9999) < heads.score(0.99999) < 1
