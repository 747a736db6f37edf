"""Contempt for groups in many constructions, and what only sounds like it: worked on, or only counted."""

import tomllib
from pathlib import Path

import pytest

from moderation.screening import Draft, Facts, fresh, screen

SENTENCES = tomllib.loads(Path(__file__).with_name("contempt.toml").read_text(encoding="utf-8"))
FRESH = SENTENCES.pop("fresh")
WORKED_ON, COUNTED = slice(0, None, 2), slice(1, None, 2)
#: Grounds under which contempt, an insult or a threat may be found.
CONTEMPT = {2, 5, 18}


def grounds(sentence, language):
    return set(screen(Draft(sentence, (language,)), Facts(), fresh()).grounds)


def marked(kinds, language, half=slice(None), of=CONTEMPT):
    """The share of sentences that are marked for one of these grounds."""
    sentences = [sentence for texts in kinds.values() for sentence in texts[half]]
    return sum(bool(grounds(sentence, language) & of) for sentence in sentences) / len(sentences)


@pytest.mark.parametrize(
    ("language", "half", "least"),
    [
        pytest.param("en", WORKED_ON, 0.95, id="English, worked on"),
        pytest.param("en", COUNTED, 0.85, id="English, only counted"),
        pytest.param("de", WORKED_ON, 0.9, id="German, worked on"),
        pytest.param("de", COUNTED, 0.8, id="German, only counted"),
        pytest.param("fr", WORKED_ON, 0.9, id="French, worked on"),
        pytest.param("fr", COUNTED, 0.6, id="French, only counted"),
        pytest.param("ar", WORKED_ON, 0.85, id="Arabic, worked on"),
        pytest.param("ar", COUNTED, 0.8, id="Arabic, only counted"),
    ],
)
def test_contempt_for_a_group_is_found(language, half, least):
    assert marked(SENTENCES[language]["hostile"], language, half) >= least


@pytest.mark.parametrize(
    ("language", "most"),
    [
        pytest.param("en", 0.1, id="English"),
        pytest.param("de", 0.07, id="German"),
        pytest.param("fr", 0.07, id="French"),
        pytest.param("ar", 0.09, id="Arabic"),
    ],
)
def test_who_denies_or_condemns_it_is_let_be(language, most):
    assert marked(SENTENCES[language]["clean"], language) <= most


def test_who_says_what_he_is_or_tells_news_is_let_be():
    calm = {kind: SENTENCES["en"]["clean"][kind] for kind in ("identity", "self", "news")}
    assert marked(calm, "en", of=set(range(1, 20))) == 0


def test_of_sentences_that_were_never_worked_on_half_are_found_and_few_are_marked_wrongly():
    assert marked(FRESH["hostile"], "en") >= 0.5
    assert marked(FRESH["clean"], "en") <= 0.1
