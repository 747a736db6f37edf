"""Learned scores: for the language of the text, with the loudest word marked."""

import pytest

from moderation.screening import Draft, Facts, fresh, screen
from moderation.screening.rules import learned
from tests.moderation.screening.rules.reading import seen

NASTY = "All these foreigners are animals and should be deported, they are disgusting vermin"
CALM = "The council met on Tuesday and agreed on the budget for the new library."


def scores(body, *languages):
    return screen(Draft(body, languages), Facts(), fresh()).scores


def test_what_reads_like_hatred_is_found_and_its_loudest_word_marked():
    found = {evidence.ground: evidence for evidence in seen(learned, NASTY)}
    assert found[2].score > 0.4
    assert NASTY[found[2].start : found[2].end] in NASTY.split()


def test_a_calm_text_is_scored_and_not_found():
    assert seen(learned, CALM) == []
    assert scores(CALM, "en")[2] < scores(NASTY, "en")[2]


def test_english_is_read_as_english_in_every_edition():
    assert scores(NASTY, "de")[2] == scores(NASTY, "en")[2]


@pytest.mark.parametrize(
    "body", ["Das ist doch nicht mehr als ein Wort von vielen und so weiter", "ну что же это такое"]
)
def test_in_a_language_without_heads_nothing_learned_is_said(body):
    assert 2 not in scores(body, "eo")


@pytest.mark.parametrize("body", ["", "   ", "!!!", "\ud800", "😀" * 500, "\u0301" * 20_000, "word " * 4_000])
def test_odd_texts_are_scored_or_passed_over(body):
    assert all(0 <= score <= 1 for score in scores(body, "en").values())
