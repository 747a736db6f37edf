"""Grounds 10, 11, 13: signs of advertising weighed together."""

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
