"""Listed phrases: threats, urging, despair, minors, calls, offers."""

import pytest

from moderation.screening import Action, Entry
from moderation.screening.phrases import BadPhrase, pattern_of
from moderation.screening.rules import phrases
from moderation.screening.settings import fresh
from tests.moderation.screening.rules.reading import seen


@pytest.mark.parametrize(
    ("body", "language", "ground", "detail"),
    [
        pytest.param("I will kill you, just wait", "en", 5, "threat", id="threat"),
        pytest.param("We know where you live.", "en", 5, "threat", id="veiled threat"),
        pytest.param("Ich werde dich abstechen", "de", 5, "threat", id="threat in German"),
        pytest.param("Je vais te tuer", "fr", 5, "threat", id="threat in French"),
        pytest.param("سأقتلك", "ar", 5, "threat", id="threat in Arabic"),
        pytest.param("Do us a favor and kill yourself", "en", 9, "urging", id="urging"),
        pytest.param("What is the most painless way to kill myself?", "en", 9, "method", id="method"),
        pytest.param("I don't want to live anymore", "en", 9, "despair", id="despair"),
        pytest.param("Ich will nicht mehr leben", "de", 9, "despair", id="despair in German"),
        pytest.param("Muslims are all vermin", "en", 2, "hostile to a group", id="hatred"),
        pytest.param("Join ISIS, brothers", "en", 4, "extremism", id="a call"),
        pytest.param("Best cocaine for sale, whatsapp", "en", 14, "drugs", id="an offer"),
    ],
)
def test_phrases_are_found(body, language, ground, detail):
    assert (ground, detail) in {(one.ground, one.detail) for one in seen(phrases, body, languages=(language,))}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("Muslims are our neighbours, and many of them are friends.", id="a kind word about a group"),
        pytest.param("The minister said the police will shoot back only in self-defence.", id="news"),
        pytest.param("Suicide prevention helps; call a friend.", id="help"),
        pytest.param("The government killed the bill.", id="figure of speech"),
    ],
)
def test_ordinary_sentences_are_left_alone(body):
    assert [one.detail for one in seen(phrases, body) if one.action is not Action.NONE] == []


def test_despair_is_never_held_by_itself():
    assert {entry.action for entry in fresh().phrases if entry.detail == "despair"} == {Action.FLAG}


@pytest.mark.parametrize(
    "phrase", ["", "*", "...", "(a)?", "a", "(open (nested) choice)", "(word)? (other)?", "(unclosed word"]
)
def test_a_phrase_that_matches_everything_or_cannot_be_read_is_refused(phrase):
    with pytest.raises(BadPhrase):
        pattern_of(phrase)


def test_every_shipped_phrase_can_be_read():
    assert [pattern_of(entry.pattern) for entry in fresh().phrases if isinstance(entry, Entry)]
