"""Ground 19: a text not broken into sentences."""

from moderation.screening.rules import sentences
from tests.moderation.screening.rules.reading import kinds

WORDS = "and then they said it was all the same to them "


def test_a_long_text_without_any_stop_is_found():
    assert kinds(sentences, WORDS * 8) == ["unbroken"]


def test_a_long_text_with_stops_is_left_alone():
    assert kinds(sentences, (WORDS.strip() + ". ") * 8) == []


def test_a_short_text_needs_no_stop():
    assert kinds(sentences, WORDS) == []


def test_sentences_glued_together_are_found():
    glued = "They knew it.This is bad.Nobody cares.They never did.So we pay.Every year anyway."
    assert kinds(sentences, glued) == ["glued"]
    assert kinds(sentences, glued.replace(".", ". ")) == []
    assert kinds(sentences, "See www.Example.com, the U.S.A. and J.R.R. Tolkien at 3.5 p.m.") == []
