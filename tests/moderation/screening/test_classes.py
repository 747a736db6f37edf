"""Classes of words: a phrase that names one holds for every word of it."""

from time import process_time

import pytest

from moderation.screening import Action, Draft, Entry, fresh
from moderation.screening.classes import Classes
from moderation.screening.entries import NAMED, BadPhrase, WordClass
from moderation.screening.phrases import PhraseMatcher
from moderation.screening.reading import Reading

CLASSES = Classes(
    WordClass.read(written, "en")
    for written in (
        "sort: oak|elm*|*wood|weeping willow|{colour} {tree}",
        "colour: red|green",
        "tree: tree|trees",
        "sort-pronoun: they|these things",
        "sort-except: elm street",
        "animal: lynx",
        "animal: owl",
    )
)


def found(phrase, body, classes=CLASSES, language="en"):
    """The passages that a phrase finds."""
    matcher = PhraseMatcher([Entry(phrase, 5, Action.FLAG, language)], classes)
    reading = Reading(Draft(body))
    return [reading.body[match.start : match.end] for match in matcher.places(reading)]


@pytest.mark.parametrize(
    ("phrase", "body", "passages"),
    [
        pytest.param("{sort} burns", "Oak burns.", ["Oak burns"], id="a word"),
        pytest.param(
            "{sort} burns", "Elm? Elms, burns: and elmtree burns", ["Elms, burns", "elmtree burns"], id="a stem"
        ),
        pytest.param("{sort} burns", "Dogwood burns", ["Dogwood burns"], id="an ending"),
        pytest.param("{sort} burns", "A weeping willow burns", ["weeping willow burns"], id="two words"),
        pytest.param(
            "a {sort} burns", "A weeping willow burns", ["A weeping willow burns"], id="two words with a word before"
        ),
        pytest.param("a {sort} burns", "A green tree burns", ["A green tree burns"], id="a class in a class"),
        pytest.param(
            "green {tree} burns", "A green tree burns", ["green tree burns"], id="the words of a member by themselves"
        ),
        pytest.param("weeping willow", "A weeping willow burns", ["weeping willow"], id="a member as plain words"),
        pytest.param(
            "... willow burns",
            "A weeping willow burns",
            ["A weeping willow burns"],
            id="up to three words reach into a member",
        ),
        pytest.param(
            "(no|any) {sort} burns",
            "No oak burns, or any elm burns",
            ["No oak burns", "any elm burns"],
            id="with a choice",
        ),
        pytest.param("({sort}|birch) burns", "Birch burns", ["Birch burns"], id="in a choice"),
        pytest.param("{sort}? burns well", "It burns well", ["burns well"], id="may be missing"),
        pytest.param(
            "{animal} hunts",
            "The lynx hunts, the owl hunts",
            ["lynx hunts", "owl hunts"],
            id="several rows are one class",
        ),
        pytest.param("{sort} burns", "Beech burns", [], id="another word"),
        pytest.param("{sort} burns", "Oak never burns", [], id="another word between"),
        pytest.param("{sort} burn", "An oak fell. They burn.", ["They burn"], id="a pronoun after a word of the class"),
        pytest.param(
            "{sort} burn", "An oak. These things burn.", ["These things burn"], id="two words that refer back"
        ),
        pytest.param("{sort} burn", "They burn. An oak fell.", [], id="a pronoun before any word of the class"),
        pytest.param("{sort} burn", f"An oak fell.{' And so on it went.' * 4} They burn.", [], id="a pronoun far off"),
        pytest.param("{sort} ... burns", "Elm Street burns.", [], id="an exception"),
        pytest.param("{unknown} burns", "Oak burns", [], id="a class that is not there"),
    ],
)
def test_a_class_stands_for_its_words(phrase, body, passages):
    assert found(phrase, body) == passages


def test_a_class_is_for_the_phrases_of_its_language():
    both = Classes(
        [WordClass.read("tree: oak", "en"), WordClass.read("tree: eiche", "de"), WordClass.read("wet: rain")]
    )
    assert found("{tree} burns", "Oak burns, eiche burns", both, "en") == ["Oak burns"]
    assert found("{tree} burns", "Oak burns, eiche burns", both, "de") == ["eiche burns"]
    assert found("{wet} falls", "Rain falls", both, "de") == ["Rain falls"]


@pytest.mark.parametrize("written", ["", "trees", "trees:", "Two Words: oak", "trees: *", ": oak", "trees: |"])
def test_a_class_that_cannot_be_read_is_refused(written):
    with pytest.raises(BadPhrase):
        WordClass.read(written)


def test_a_class_is_read_as_it_is_written():
    row = WordClass.read("trees: oak|weeping willow")
    assert WordClass.read(row.written) == row


def test_every_class_that_a_shipped_phrase_names_has_words():
    there = {(row.language, row.name) for row in fresh().classes}
    named = {
        (entry.language, name) for entry in fresh().phrases + fresh().excuses for name in NAMED.findall(entry.pattern)
    }
    assert named - there == set()


def test_every_shipped_class_fits_its_column():
    assert [row.name for row in fresh().classes if len(row.written) > 2000] == []


@pytest.mark.parametrize("unit", ["they muslims are not the ", "weeping green red ", "black people of the "])
def test_the_time_of_a_long_text_is_short(unit):
    body = (unit * 20_000)[:20_000]
    matcher = fresh().matchers.phrases(("en",))
    list(matcher.find(Reading(Draft(body))))
    began = process_time()
    list(matcher.find(Reading(Draft(body))))
    assert process_time() - began < 0.05


def test_the_classes_that_stand_in_a_text_are_named():
    reading = Reading(Draft("The pupils of our school sing", ("en",)))
    assert "people" in fresh().matchers.phrases(("en",)).classes(reading)
    assert "filth" not in fresh().matchers.phrases(("en",)).classes(reading)


@pytest.mark.parametrize(
    ("body", "is_one"),
    [
        ("They are v3rmin", True),
        ("They are v3rm1n", True),
        ("They came 1st, at 8am, on the m4", False),
    ],
)
def test_a_digit_may_stand_for_a_letter_of_a_class(body, is_one):
    classes = fresh().matchers.phrases(("en",)).classes(Reading(Draft(body, ("en",))))
    assert ("filth" in classes) == is_one
