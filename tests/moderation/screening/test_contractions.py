"""What is listed with an apostrophe is found where it is left out."""

import pytest

from moderation.screening import Draft, Facts, fresh, screen
from moderation.screening.contractions import with_contracted


@pytest.mark.parametrize(
    ("listed", "short"),
    [
        pytest.param("don t want to live", "dont want to live", id="not"),
        pytest.param("i m a burden", "im a burden", id="I am"),
        pytest.param("they re all the same", "theyre all the same", id="they are"),
        pytest.param("there s no way", "theres no way", id="is"),
    ],
)
def test_a_short_form_is_looked_for_without_its_apostrophe(listed, short):
    assert with_contracted([listed]) == [listed, short]


@pytest.mark.parametrize("listed", ["we ll meet", "she ll go", "we re here", "i ll go"])
def test_a_short_form_that_is_another_word_is_not(listed):
    assert with_contracted([listed])[0] == listed
    assert not {"well meet", "shell go", "were here", "ill go"} & set(with_contracted([listed]))


@pytest.mark.parametrize(
    ("body", "ground"),
    [
        pytest.param("muslims cant be trusted", 2, id="in a phrase"),
        pytest.param("i dont want to be alive", 9, id="in words together"),
    ],
)
def test_who_leaves_out_apostrophes_is_understood(body, ground):
    assert ground in screen(Draft(body, ("en",)), Facts(), fresh()).grounds
