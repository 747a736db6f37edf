"""Hostility to groups and persons, and what only looks like it: constructions by groups, counted by class.

The sentences are made of templates, so that a construction is known for every group and not for one sentence.
"""

import tomllib
from pathlib import Path

import pytest

from moderation.screening import Action, Draft, Facts, fresh, screen

TEMPLATES = tomllib.loads(Path(__file__).with_name("hostility.toml").read_text(encoding="utf-8"))
HOSTILE, HARMLESS = (
    [(language, kind) for language, kinds in TEMPLATES[table].items() for kind in kinds]
    for table in ("hostile", "harmless")
)


def judged(templates, language):
    """What every template with every group leads to under ground 2: the sentence and the strongest action."""
    return [
        (
            sentence,
            max((found.action for found in screened(sentence, language) if found.ground == 2), default=Action.NONE),
        )
        for template in templates
        for sentence in (begun(template.format(group)) for group in TEMPLATES["groups"][language])
    ]


def begun(sentence):
    return sentence[0].upper() + sentence[1:]


def screened(sentence, language):
    """What words and phrases find in it: what was learned is tested elsewhere."""
    found = screen(Draft(sentence, (language,)), Facts(), fresh()).findings
    return [one for one in found if one.rule in ("words", "phrases")]


@pytest.mark.parametrize(("language", "kind"), HOSTILE)
def test_hostility_to_any_group_is_flagged(language, kind):
    answers = judged(TEMPLATES["hostile"][language][kind], language)
    missed = [sentence for sentence, action in answers if action < Action.FLAG]
    assert len(missed) <= 0.1 * len(answers), missed


@pytest.mark.parametrize("language", TEMPLATES["violent"])
def test_violence_against_any_group_waits_for_a_person(language):
    answers = judged(TEMPLATES["violent"][language], language)
    missed = [sentence for sentence, action in answers if action < Action.HOLD]
    assert len(missed) <= 0.1 * len(answers), missed


@pytest.mark.parametrize(("language", "kind"), HARMLESS)
def test_what_only_speaks_of_a_group_is_let_be(language, kind):
    answers = judged(TEMPLATES["harmless"][language][kind], language)
    marked = [sentence for sentence, action in answers if action > Action.NONE]
    assert len(marked) <= 0.02 * len(answers), marked


@pytest.mark.parametrize("language", TEMPLATES["counter"])
def test_who_speaks_against_hatred_is_let_be(language):
    answers = judged(TEMPLATES["counter"][language], language)
    marked = [sentence for sentence, action in answers if action > Action.NONE]
    assert len(marked) <= 0.05 * len(answers), marked


def towards_persons(sentence, language):
    """What a sentence leads to under the grounds of insult and abuse."""
    return max((one.action for one in screened(sentence, language) if one.ground in (5, 18)), default=Action.NONE)


@pytest.mark.parametrize("language", TEMPLATES["insults"])
def test_an_insult_to_a_person_asks_the_writer_to_think_again(language):
    sentences = TEMPLATES["insults"][language]
    missed = [sentence for sentence in sentences if towards_persons(sentence, language) < Action.NUDGE]
    assert len(missed) <= 0.1 * len(sentences), missed


@pytest.mark.parametrize("language", TEMPLATES["threats"])
def test_a_threat_to_a_person_waits(language):
    missed = [one for one in TEMPLATES["threats"][language] if towards_persons(one, language) < Action.HOLD]
    assert missed == []


@pytest.mark.parametrize("language", TEMPLATES["civil"])
def test_rude_words_about_things_and_common_ones_are_let_be(language):
    marked = [one for one in TEMPLATES["civil"][language] if towards_persons(one, language) > Action.NONE]
    assert marked == []
