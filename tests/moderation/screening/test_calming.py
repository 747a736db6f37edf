"""The one-press fix for a text that shouts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.screening import Draft, Facts, calmed, fresh, screen


@pytest.mark.parametrize(
    ("shouted", "small"),
    [
        ("WHY DOES NOBODY EVER LISTEN? I'M TIRED OF IT!", "Why does nobody ever listen? I'm tired of it!"),
        ("THIS IS A TEST AND I KNOW IT.", "This is a test and I know it."),
        ("The NATO summit was a DISASTER.", "The NATO summit was a disaster."),
        ("STOP IT\nNOW OR NEVER", "Stop it\nNow or never"),
        ("READ https://Example.org/Path NOW PLEASE", "Read https://Example.org/Path now please"),
        ("WARUM HÖRT DENN NIEMAND ZU", "Warum hört denn niemand zu"),
        ("ПОЧЕМУ НИКТО НЕ СЛУШАЕТ", "Почему никто не слушает"),
        ("tHiS wAy hE wRiTeS aNd tAlKs", "This way he writes and talks"),
        ("Calm already. “Quite so,” he said.", "Calm already. “Quite so,” he said."),
        ("", ""),
    ],
)
def test_capitals_become_small_and_acronyms_stay(shouted, small):
    assert calmed(shouted) == small


@given(st.text(max_size=200))
def test_no_text_fails_and_no_letter_is_lost(body):
    assert calmed(body).casefold() == body.casefold() or calmed(body).upper().lower() == body.upper().lower()


def test_what_was_calmed_shouts_no_more():
    body = "WHY DOES NOBODY IN THIS TOWN EVER THINK ABOUT THE PEOPLE WHO LIVE DOWN BY THE RIVER"
    assert 19 in screen(Draft(body, ("en",)), Facts(), fresh()).grounds
    assert 19 not in screen(Draft(calmed(body), ("en",)), Facts(), fresh()).grounds
