"""Short sentences about groups in plain constructions: one half was worked on, the other is only counted."""

import tomllib
from pathlib import Path

import pytest

from moderation.screening import Draft, Facts, fresh, screen

SENTENCES = tomllib.loads(Path(__file__).with_name("plain.toml").read_text(encoding="utf-8"))
#: Grounds under which contempt, an insult or a threat may be found.
CONTEMPT = {2, 5, 18}


def share(kinds, *, is_counted):
    """The share of the sentences of one half that are marked as contempt."""
    halves = [texts[len(texts) // 2 :] if is_counted else texts[: len(texts) // 2] for texts in kinds.values()]
    sentences = [sentence for half in halves for sentence in half]
    found = [set(screen(Draft(sentence, ("en",)), Facts(), fresh()).grounds) & CONTEMPT for sentence in sentences]
    return sum(map(bool, found)) / len(sentences)


@pytest.mark.parametrize(
    ("is_counted", "least"),
    [pytest.param(False, 0.9, id="worked on"), pytest.param(True, 0.65, id="only counted")],
)
def test_hostility_to_a_group_is_found(is_counted, least):
    assert share(SENTENCES["hostile"], is_counted=is_counted) >= least


@pytest.mark.parametrize(
    ("is_counted", "most"),
    [pytest.param(False, 0.13, id="worked on"), pytest.param(True, 0.05, id="only counted")],
)
def test_what_breaks_no_rule_is_let_be(is_counted, most):
    assert share(SENTENCES["clean"], is_counted=is_counted) <= most


def test_who_speaks_of_a_group_without_harm_is_let_be():
    assert share({"mention": SENTENCES["clean"]["mention"]}, is_counted=False) == 0
    assert share({"mention": SENTENCES["clean"]["mention"]}, is_counted=True) == 0


@pytest.mark.parametrize(
    ("body", "is_found"),
    [
        pytest.param("We should say that refugees are vermin.", True, id="wants it said"),
        pytest.param("Nobody should say that refugees are vermin.", False, id="wants nobody to say it"),
        pytest.param("You must never say that refugees are vermin.", False, id="asks not to say it"),
        pytest.param("Bigots like you think refugees are vermin.", False, id="says it of somebody else"),
        pytest.param("Refugees are no vermin.", False, id="denies it"),
    ],
)
def test_who_wants_hatred_said_is_no_excuse(body, is_found):
    assert (2 in screen(Draft(body, ("en",)), Facts(), fresh()).grounds) is is_found
