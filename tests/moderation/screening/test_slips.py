"""Mistyped names of groups: what a slip is meant for, and what is no slip."""

import pytest

from moderation.screening import Draft, Facts, fresh, screen
from moderation.screening.classes import Classes
from moderation.screening.entries import WordClass
from moderation.screening.slips import Slips

SLIPS = Slips(["muslims", "women", "foreigners", "trans", "jews"])


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        pytest.param("mulsims", "muslims", id="two letters changed places"),
        pytest.param("muslms", "muslims", id="a letter is missing"),
        pytest.param("musslims", "muslims", id="a letter too many"),
        pytest.param("muslums", "muslims", id="another letter in a long word"),
        pytest.param("wimen", "", id="another letter in a short word"),
        pytest.param("tranz", "trans", id="a letter that sounds alike in a short word"),
        pytest.param("mulsms", "", id="two slips"),
        pytest.param("duslims", "", id="another first letter"),
        pytest.param("jewz", "", id="a word too short to tell"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_slip_is_known_by_the_word_it_is_meant_for(word, meant):
    assert SLIPS.meant(word) == meant


def hatred(body):
    return 2 in screen(Draft(body, ("en",)), Facts(), fresh()).grounds


@pytest.mark.parametrize(
    "body",
    ["Immigrnats are parasites.", "Get rid of all foreignrs.", "Disbaled people are worthless vermin."],
)
def test_contempt_is_found_where_the_name_of_the_group_is_mistyped(body):
    assert hatred(body)


def test_only_names_of_groups_and_people_that_are_in_no_dictionary_are_slips():
    classes = Classes(WordClass.read(written, "en") for written in ("group: foreigners|tans", "tree: chestnuts"))
    words = ("foreigners", "foriegners", "forerunners", "trans", "chesntuts")
    assert [classes.may_mark(word) for word in words] == [True, True, False, False, False]


@pytest.mark.parametrize(
    "body",
    ["j.e.w.s are vermin", "M u s l i m s are vermin", "all g-a-y-s are vermin", "a m.u.s.l.i.m can never be trusted"],
)
def test_contempt_is_found_where_the_letters_of_the_name_stand_apart(body):
    assert hatred(body)


def test_letters_that_spell_no_group_are_let_be():
    assert not hatred("Sections a b c d e are vermin")
