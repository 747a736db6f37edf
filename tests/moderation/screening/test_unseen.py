"""Sentences that taught nothing: groups may be named, hatred condemned, and contempt is seen whomever it meets."""

import tomllib
from pathlib import Path

import pytest

from moderation.screening import Draft, Facts, fresh, screen
from moderation.screening.lessons import written

UNSEEN = tomllib.loads(Path(__file__).with_name("unseen.toml").read_text(encoding="utf-8"))


def flagged(kind):
    texts = UNSEEN[kind]["texts"]
    return sum(bool(screen(Draft(text, ("en",)), Facts(), fresh()).grounds) for text in texts) / len(texts)


def test_the_sentences_are_no_lessons():
    taught = {lesson.text for lesson in written()}
    assert not [text for kind in UNSEEN.values() for text in kind["texts"] if text in taught]


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        pytest.param("mention", 0.04, id="a group is spoken of as of anybody"),
        pytest.param("calm", 0.05, id="news, politics and taste are no hatred"),
        pytest.param("counter", 0.2, id="hatred is quoted and condemned, which a machine often misses"),
    ],
)
def test_what_breaks_no_rule_is_let_be(kind, most):
    assert flagged(kind) <= most


def test_contempt_is_seen_whomever_it_meets():
    assert flagged("hostile") >= 0.8


def test_contempt_is_placed_above_its_condemnation():
    def score(text):
        return screen(Draft(text, ("en",)), Facts(), fresh()).scores[2]

    hostile, fine = ([score(text) for text in UNSEEN[kind]["texts"]] for kind in ("hostile", "counter"))
    higher = [bad > good for bad in hostile for good in fine]
    assert sum(higher) / len(higher) > 0.8
