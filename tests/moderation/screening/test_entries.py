"""Combinations of classes are written as an editor reads them, and refused where they say nothing or nearly all."""

import pytest

from moderation.screening import fresh
from moderation.screening.entries import EVERY_LANGUAGE, NAMED, BadPhrase, Combination


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "drug offer: {drug} {dealing} within 7 weighs 0.8",
            Combination("drug offer", ("drug", "dealing"), 0.8, within=7),
        ),
        (
            "drugs: {asking} before {taking} {drug} within 9 weighs 0.7",
            Combination("drugs", ("asking", "taking", "drug"), 0.7, within=9, is_led=True),
        ),
        (
            "violence: 4 words of {gore} within 50 weighs 0.5",
            Combination("violence", ("gore",), 0.5, within=50, times=4),
        ),
        ("despair: {ending-it} weighs 0.75", Combination("despair", ("ending-it",), 0.75)),
        ("drugs: {sober} weighs -0.2", Combination("drugs", ("sober",), -0.2)),
    ],
)
def test_a_combination_is_read_and_written_alike(written, told):
    assert Combination.read(written) == told
    assert told.written == written


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("drugs: {drug} {taking} weighs 0.7", id="without a reach"),
        pytest.param("drugs: {drug} {taking} within 900 weighs 0.7", id="anywhere in the text"),
        pytest.param("drugs: {drug} within 9 weighs 0.7", id="a reach for one word"),
        pytest.param("drugs: {drug} {drug} within 9 weighs 0.7", id="a class beside itself"),
        pytest.param("drugs: 1 words of {drug} within 9 weighs 0.7", id="one word of several"),
        pytest.param("drugs: {drug} {taking} within 9 weighs 1", id="surer than sure"),
        pytest.param("drugs: {drug} {taking} within 9 weighs 0.0", id="weighs nothing"),
        pytest.param("drugs: {drug} {taking} within 9 weighs -0.2", id="two classes calm"),
        pytest.param("drugs: drug taking within 9 weighs 0.7", id="words rather than classes"),
        pytest.param("{drug} {taking} within 9 weighs 0.7", id="evidence of nothing"),
    ],
)
def test_a_combination_that_says_nothing_is_refused(written):
    with pytest.raises(BadPhrase):
        Combination.read(written)


def test_every_shipped_combination_is_evidence_of_something_with_a_ground():
    table = fresh().table
    assert [one.written for one in fresh().combinations if not table[f"together.{one.kind}"].ground] == []


def test_every_class_that_a_shipped_combination_names_has_words_and_every_class_is_named():
    settings = fresh()
    combining = {name for one in settings.combinations for name in one.classes}
    assert combining - {row.name for row in settings.classes} == set()
    phrases = {
        (entry.language, name) for entry in settings.phrases + settings.excuses for name in NAMED.findall(entry.pattern)
    }
    inside = {(row.language, name) for row in settings.classes for name in NAMED.findall(row.written)}
    there = {(row.language, row.name) for row in settings.classes}
    roots = {(language, name.removesuffix("-pronoun").removesuffix("-except")) for language, name in there}
    assert {one for one in roots - phrases - inside if one[1] not in combining | {"innocent"}} == set()


def test_no_class_is_named_by_phrases_and_by_combinations():
    # one may be named by both, but words that were gathered for one purpose are seldom right for the other
    settings = fresh()
    phrases = {name for entry in settings.phrases + settings.excuses for name in NAMED.findall(entry.pattern)}
    inside = {name for row in settings.classes for name in NAMED.findall(row.written)}
    assert {name for one in settings.combinations for name in one.classes} & (phrases | inside) == set()


def test_shipped_combinations_hold_in_every_language():
    assert {one.language for one in fresh().combinations} == {EVERY_LANGUAGE}
