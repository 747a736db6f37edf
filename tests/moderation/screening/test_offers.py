"""Offers in plain words, and talk of fans, buyers and people at work: how many are found, how many wrongly."""

import tomllib
from pathlib import Path

import pytest

from moderation.screening import Draft, Facts, fresh, screen
from moderation.screening.lessons import written

TEXTS = {
    kind: row["texts"]
    for file in ("offers.toml", "promotion.toml", "tutorials.toml")
    for kind, row in tomllib.loads(Path(__file__).with_name(file).read_text(encoding="utf-8")).items()
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
        pytest.param("hinted", ADVERTISING, 0.55, id="an offer that only hints at it is often missed"),
        pytest.param("promoted", ADVERTISING, 0.5, id="offers and promotion, in seven languages"),
        pytest.param("tutorial-offers", ADVERTISING, 0.6, id="offers under tutorials and blogs"),
        pytest.param("short-offers", ADVERTISING, 0.55, id="short posts"),
        pytest.param("drugs", DRUGS, 0.65, id="drugs are offered"),
    ],
)
def test_offers_are_found(kind, grounds, least):
    assert found(kind, grounds) >= least


@pytest.mark.parametrize(
    ("kind", "grounds", "most"),
    [
        pytest.param("talk", ADVERTISING, 0.065, id="talk of money, goods and work"),
        pytest.param("close-talk", ADVERTISING, 0.07, id="talk that comes close to an offer"),
        pytest.param("neighbour", ADVERTISING, 0.1, id="talk of channels, shops and brokers"),
        pytest.param("tutorial-talk", ADVERTISING, 0.05, id="questions and thanks under tutorials"),
        pytest.param("short-talk", ADVERTISING, 0.05, id="short posts of everyday"),
        pytest.param("drug-talk", DRUGS, 0.15, id="drugs as a subject"),
    ],
)
def test_talk_is_let_be(kind, grounds, most):
    assert found(kind, grounds) <= most


@pytest.mark.parametrize(
    ("language", "body"),
    [
        pytest.param("de", "Hallo Leute, schaut mal auf meinem Kanal vorbei, ich mache Musik", id="German"),
        pytest.param("fr", "Salut, venez voir ma chaîne, je poste des recettes", id="French"),
        pytest.param("es", "Los invito a suscribirse a mi canal", id="Spanish"),
        pytest.param("ru", "Заходите на мой канал, там много интересного", id="Russian"),
        pytest.param("ar", "اشتركوا في قناتي من فضلكم", id="Arabic"),
    ],
)
def test_a_channel_is_promoted_in_the_language_of_the_edition(language, body):
    assert 13 in screen(Draft(body, (language,)), Facts(), fresh()).grounds


@pytest.mark.parametrize(
    ("language", "body"),
    [
        pytest.param("de", "Wer die Zeitung abonniert, verdient Besseres als diese Seite", id="German"),
        pytest.param("fr", "Je suis abonné et mon prêt me coûte cent euros par mois", id="French"),
        pytest.param("es", "Los préstamos suben y nadie los visita", id="Spanish"),
        pytest.param("ru", "Подпишитесь под петицией, доход от нефти упал", id="Russian"),
        pytest.param("ar", "اشتركت في الجريدة منذ سنوات", id="Arabic"),
    ],
)
def test_readers_speak_of_subscriptions_and_loans(language, body):
    assert 13 not in screen(Draft(body, (language,)), Facts(), fresh()).grounds


def test_a_number_told_in_words_is_a_number():
    told = "Cheap loans, contact us on plus four four seven seven oh oh nine"
    assert 13 in screen(Draft(told, ("en",)), Facts(), fresh()).grounds
