"""Everyday sentences with words that only look like oaths, or that are one in another country or another age."""

from pathlib import Path

import pytest

from moderation.screening import Action, Draft, Facts, fresh, screen

SENTENCES = [
    line.split(" ", 1)
    for line in Path(__file__).with_name("everyday.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("##")
]
LISTED = {"words", "phrases"}


@pytest.mark.parametrize(("language", "body"), SENTENCES, ids=[f"{language} {body}" for language, body in SENTENCES])
def test_an_everyday_sentence_holds_no_listed_word(language, body):
    findings = screen(Draft(body, (language,)), Facts(), fresh()).findings

    assert [one for one in findings if one.rule in LISTED and one.action > Action.NONE] == []
