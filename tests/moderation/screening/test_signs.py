"""Sentences of our own for the grounds other than hatred, in the languages that lists are kept in."""

import tomllib
from pathlib import Path

import pytest

from moderation.screening import Draft, Facts, fresh, screen

SENTENCES = tomllib.loads(Path(__file__).with_name("signs.toml").read_text(encoding="utf-8"))["sentences"]
#: Advertising, spam and what is sold are one ground to the rules, three to the law.
ALIKE = {13: {10, 11, 13}}


def told(kind):
    """The sentences of one kind, by ground and language."""
    return [
        pytest.param(row["ground"], row["language"], row[kind], id=f"{row['ground']} in {row['language']}")
        for row in SENTENCES
        if kind in row
    ]


def is_found(ground, language, text):
    """Whether anything is asked for the ground."""
    found = screen(Draft(text, (language,)), Facts(), fresh()).grounds
    return not ALIKE.get(ground, {ground}).isdisjoint(found)


@pytest.mark.parametrize(("ground", "language", "texts"), told("broken"))
def test_what_breaks_a_ground_is_found(ground, language, texts):
    assert [text for text in texts if not is_found(ground, language, text)] == []


@pytest.mark.parametrize(("ground", "language", "texts"), told("kept"))
def test_what_only_looks_like_it_is_let_be(ground, language, texts):
    assert [text for text in texts if is_found(ground, language, text)] == []
