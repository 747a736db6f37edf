"""Which words stand in a dictionary of some language."""

import pytest

from moderation.screening.dictionary import KNOWN


@pytest.mark.parametrize("word", ["newspaper", "zeitung", "journal", "gazeta", "sanomalehti", "газета"])
def test_words_of_many_languages_are_known(word):
    assert KNOWN[word]


@pytest.mark.parametrize("word", ["mimbly", "frobbistle", "gaddled", "xqvrtle", "ыъьщжя"])
def test_invented_ones_are_not(word):
    assert not KNOWN[word]
