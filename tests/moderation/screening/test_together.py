"""Classes of words are evidence when they stand near one another."""

import pytest

from moderation.screening.entries import Combination, WordClass
from moderation.screening.together import Lexicon, Members

CLASSES = [
    WordClass.read(row)
    for row in ("drug: weed|hash", "herb: weed", "dealing: sell*", "innocent: weed killer*", "sober: police|court")
]
OFFER = "drug offer: {drug} {dealing} within 3 weighs 0.8"
TWICE = "drugs: 2 words of {drug} within 9 weighs 0.5"


def lexicon(classes, *written) -> Lexicon:
    combinations = list(map(Combination.read, written))
    return Lexicon([Members(classes, {name for one in combinations for name in one.classes})], combinations)


@pytest.mark.parametrize(
    ("combination", "body", "found"),
    [
        pytest.param(OFFER, "selling pure weed", [(0, 2)], id="near"),
        pytest.param(OFFER, "weed selling", [(0, 1)], id="in either order"),
        pytest.param(OFFER, "selling my old bike and some weed", [], id="too far apart"),
        pytest.param(OFFER, "selling weed killer", [], id="an innocent entry takes the words away"),
        pytest.param("led: {dealing} before {drug} within 8 weighs 0.8", "weed selling", [], id="led by the other"),
        pytest.param("both: {drug} {herb} within 8 weighs 0.8", "weed", [], id="one word is not two"),
        pytest.param(TWICE, "weed and weed", [], id="the same word twice"),
        pytest.param(TWICE, "weed and hash", [(0, 2)], id="different words"),
    ],
)
def test_a_combination_holds_within_its_reach(combination, body, found):
    seen = lexicon(CLASSES, combination).seen(body.split())

    assert [(one.first, one.last) for one in seen] == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param("unhappy green ducks", [(1, 1)], id="a member that names classes"),
        pytest.param("blue ducks", [], id="only with words of these classes"),
        pytest.param("a mistreated creature", [(1, 1)], id="an ending"),
    ],
)
def test_a_class_means_to_combinations_what_it_means_to_phrases(body, found):
    rows = ["prey: {colour} {bird}|*treated", "colour: green|red", "bird: duck*"]
    seen = lexicon(map(WordClass.read, rows), "cruelty: {prey} weighs 0.7").seen(body.split())

    assert [(one.first, one.last) for one in seen] == found


def test_words_that_calm_take_weight_away():
    calmed = lexicon(CLASSES, OFFER, "drug offer: {sober} weighs -0.2")

    weights = [
        round(seen.weight, 2)
        for body in ("selling weed", "police selling weed", "court police selling weed")
        for seen in calmed.seen(body.split())
    ]

    assert weights == [0.8, 0.6, 0.4]
