"""Offers in plain words, and talk of fans, buyers and people at work: how many are found, how many wrongly."""

import tomllib
from pathlib import Path

import pytest

from moderation.screening import Draft, Facts, fresh, screen
from moderation.screening.lessons import written

TEXTS = {
    kind: row["texts"]
    for kind, row in tomllib.loads(Path(__file__).with_name("offers.toml").read_text(encoding="utf-8")).items()
}
ADVERTISING, DRUGS = {10, 11, 13}, {14}


def found(kind, grounds):
    """The share of texts that anything is asked for on these grounds."""
    return sum(
        not grounds.isdisjoint(screen(Draft(text, ("en",)), Facts(), fresh()).grounds) for text in TEXTS[kind]
    ) / len(TEXTS[kind])


def test_the_sentences_are_no_lessons():
    taught = {lesson.text for lesson in written()}
    assert not [text for texts in TEXTS.values() for text in texts if text in taught]


@pytest.mark.parametrize(
    ("kind", "grounds", "least"),
    [
        pytest.param("offered", ADVERTISING, 0.85, id="an offer says what it wants"),
        pytest.param("hinted", ADVERTISING, 0.35, id="an offer that only hints at it is often missed"),
        pytest.param("drugs", DRUGS, 0.65, id="drugs are offered"),
    ],
)
def test_offers_are_found(kind, grounds, least):
    assert found(kind, grounds) >= least


@pytest.mark.parametrize(
    ("kind", "grounds", "most"),
    [
        pytest.param("talk", ADVERTISING, 0.06, id="talk of money, goods and work"),
        pytest.param("close-talk", ADVERTISING, 0.07, id="talk that comes close to an offer"),
        pytest.param("drug-talk", DRUGS, 0.15, id="drugs as a subject"),
    ],
)
def test_talk_is_let_be(kind, grounds, most):
    assert found(kind, grounds) <= most
