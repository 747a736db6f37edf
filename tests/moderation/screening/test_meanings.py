"""Words that mean alike lie together, and those near the name of a group are about it."""

import numpy as np

from moderation.screening import meanings
from moderation.screening.meanings import DIMENSIONS, WIDTH


def of(text):
    return meanings.known("en").of(text.split())


def likeness(one, other):
    return one @ other / np.linalg.norm(one) / np.linalg.norm(other)


def test_words_that_mean_alike_lie_nearer_than_others():
    parasites, vermin, timetable = (of(word)[:DIMENSIONS] for word in ("parasites", "vermin", "timetable"))
    assert likeness(parasites, vermin) > likeness(parasites, timetable) + 0.2


def test_what_stands_near_the_name_of_a_group_is_about_it():
    about = of("the muslims are welcome")[DIMENSIONS:]
    assert (about == of("the sikhs are welcome")[DIMENSIONS:]).all()
    assert about.any()


def test_without_a_group_nothing_is_about_one():
    assert not of("the ferry is late")[DIMENSIONS:].any()


def test_words_that_nobody_knows_mean_nothing():
    assert of("xqzt wvvk").tolist() == [0.0] * WIDTH
    assert of("").tolist() == [0.0] * WIDTH


def test_a_language_without_a_table_has_no_meanings():
    assert meanings.known("eo") is None
