"""Grounds of which hardly a comment is labelled: how much is found, and how much of the talk about it is let be."""

import tomllib
from pathlib import Path

import pytest

from moderation.screening import Draft, Facts, fresh, screen

COUNTED = tomllib.loads(Path(__file__).with_name("grave.toml").read_text(encoding="utf-8"))
WORKED_ON = COUNTED.pop("worked_on")
GROUNDS = {"minors": 3, "extremism": 4, "violence": 8, "suicide": 9, "drugs": 14}


def found(sentences, ground):
    """The share of sentences that are marked for the ground."""
    return sum(ground in screen(Draft(one, ("en",)), Facts(), fresh()).grounds for one in sentences) / len(sentences)


@pytest.mark.parametrize(
    ("kind", "counted", "worked_on"),
    [
        pytest.param("minors", 0.75, 0.8, id="luring of a child, or approval of it"),
        pytest.param("extremism", 0.7, 0.9, id="calls to arms, praise of killers, weapons"),
        pytest.param("violence", 0.6, 0.75, id="delight in suffering"),
        pytest.param("suicide", 0.65, 0.75, id="urging somebody to die, or asking how"),
        pytest.param("drugs", 0.5, 0.9, id="drugs are offered, sought or praised"),
    ],
)
def test_what_is_grave_is_found(kind, counted, worked_on):
    assert found(COUNTED[kind]["broken"], GROUNDS[kind]) >= counted
    assert found(WORKED_ON[kind]["broken"], GROUNDS[kind]) >= worked_on


def test_despair_is_noticed():
    assert found(COUNTED["suicide"]["despair"], GROUNDS["suicide"]) >= 0.9


def test_talk_about_what_is_grave_is_let_be():
    assert all(found(COUNTED[kind]["kept"], ground) <= 0.07 for kind, ground in GROUNDS.items())
