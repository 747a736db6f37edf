"""A draft as the rules read it."""

import sys
import unicodedata

import pytest

from moderation.screening import Draft, reading
from moderation.screening.reading import Reading


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param("#SendThemHome now", ["send", "them", "home", "now"], id="a capital for each word"),
        pytest.param("so #BanTheBBC", ["so", "ban", "the", "bbc"], id="an acronym at the end"),
        pytest.param("#EUVote today", ["eu", "vote", "today"], id="an acronym at the beginning"),
        pytest.param("#sendthemhome", ["sendthemhome"], id="small letters: nobody knows where to part them"),
        pytest.param("#NATO and # 5", ["nato", "and", "5"], id="an acronym, and a sign that stands alone"),
        pytest.param("#SendThemHome SendThemHome", ["send", "them", "home"] * 2, id="the same without its sign"),
        pytest.param("iPhone and YouTube", ["iphone", "and", "youtube"], id="names are left whole"),
    ],
)
def test_a_hashtag_is_read_as_its_words(body, words):
    assert Reading(Draft(body)).texts == words


def test_the_words_of_a_hashtag_stand_where_they_were_written():
    reading = Reading(Draft("Yes! #SendThemHome"))
    assert [reading.folded.text[word.start : word.end] for word in reading.words] == ["yes", "send", "them", "home"]


def test_no_mark_stands_outside_the_ranges_that_are_looked_through() -> None:
    assert {chr(code) for code in range(sys.maxunicode + 1) if unicodedata.combining(chr(code))} == set(reading._MARKS)
