"""Grounds 10, 11, 13: signs of advertising weighed together."""

from moderation.screening import Draft, Facts, fresh
from moderation.screening.reading import Reading
from moderation.screening.rules import advertising
from tests.moderation.screening.rules.reading import kinds


def test_signs_together_are_marked():
    assert kinds(advertising, "You have won! Call now 09061701461 to claim your £1000 prize") == ["cues"]


def test_signs_with_a_link_are_held():
    assert kinds(advertising, "Make $500 a day from home, click here http://easy-cash.top") == ["with link"]


def test_one_sign_is_only_noted():
    assert kinds(advertising, "Please subscribe, everybody") == ["few"]


def test_talk_of_prices_is_left_alone():
    assert kinds(advertising, "Bread costs £3 now and the mayor wins again.") == []


def judged(body, *, share=0.0, beside=0.0):
    """The kinds of evidence beside what heads and words together said before."""
    reading = Reading(Draft(body, ("en",)))
    reading.shares[13], reading.weights[13] = share, beside
    return [evidence.kind for evidence in advertising.find(reading, Facts(), fresh())]


def test_a_weak_sign_counts_in_a_text_that_reads_like_advertising():
    assert judged("Please subscribe, everybody") == ["few"]
    assert judged("Please subscribe, everybody", share=0.98) == ["cues"]


def test_a_weak_sign_counts_beside_words_that_nearly_say_enough():
    assert judged("Please subscribe, everybody", beside=0.45) == ["cues"]


def test_likeness_alone_is_no_sign():
    assert judged("Bread has become dear and the mayor wins again", share=0.99) == []


def test_a_likeness_never_makes_a_link_wait():
    assert judged("so good https://www.bbc.com/news", share=0.999) == ["cues"]
