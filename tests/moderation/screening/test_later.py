"""Sentences in the manner of comments under news: some were worked on, the others are only counted."""

import tomllib
from pathlib import Path

import pytest

from moderation.screening import Draft, Facts, fresh, screen

COUNTED = tomllib.loads(Path(__file__).with_name("later.toml").read_text(encoding="utf-8"))
WORKED_ON = COUNTED.pop("worked_on")
#: Grounds under which contempt, an insult or a threat may be found.
CONTEMPT = {2, 5, 18}


def share(kinds, of):
    """The share of sentences that are marked for one of these grounds."""
    sentences = [sentence for texts in kinds.values() for sentence in texts]
    found = [set(screen(Draft(sentence, ("en",)), Facts(), fresh()).grounds) & of for sentence in sentences]
    return sum(map(bool, found)) / len(sentences)


@pytest.mark.parametrize(
    ("sentences", "least"),
    [pytest.param(WORKED_ON, 0.8, id="worked on"), pytest.param(COUNTED, 0.55, id="only counted")],
)
def test_hostility_to_a_group_is_found(sentences, least):
    assert share(sentences["hostile"], CONTEMPT) >= least


@pytest.mark.parametrize(
    ("sentences", "most"),
    [pytest.param(WORKED_ON, 0.12, id="worked on"), pytest.param(COUNTED, 0.1, id="only counted")],
)
def test_what_breaks_no_rule_is_let_be(sentences, most):
    assert share(sentences["clean"], set(range(1, 20))) <= most


@pytest.mark.parametrize(
    ("sentences", "most"),
    [pytest.param(WORKED_ON, 0.1, id="worked on"), pytest.param(COUNTED, 0.17, id="only counted")],
)
def test_who_denies_or_quotes_it_is_let_be(sentences, most):
    assert share({kind: sentences["clean"][kind] for kind in ("denied", "quoted")}, CONTEMPT) <= most
