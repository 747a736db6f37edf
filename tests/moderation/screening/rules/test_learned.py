"""Learned scores: for the language of the text, with the loudest word marked."""

import pytest

from moderation.screening import Action, Draft, Facts, fresh, screen
from moderation.screening.heads import tokens_of
from moderation.screening.meanings import known
from moderation.screening.reading import Reading
from moderation.screening.rules import learned
from tests.moderation.screening.rules.reading import seen

NASTY = "All these foreigners are animals and should be deported, they are disgusting vermin"
CALM = "The council met on Tuesday and agreed on the budget for the new library."


def scores(body, *languages):
    return screen(Draft(body, languages), Facts(), fresh()).scores


def test_what_reads_like_hatred_is_found_and_its_loudest_word_marked():
    found = {evidence.ground: evidence for evidence in seen(learned, NASTY)}
    assert found[2].score > 0.4
    assert NASTY[found[2].start : found[2].end] in NASTY.split()


def test_the_words_that_moved_a_score_most_are_marked_and_only_the_first_asks_for_something():
    body = "Muslims are destroying our country and breed like rats"
    found = [evidence for evidence in seen(learned, body) if evidence.ground == 2]
    assert [one.action for one in found] == [None, Action.NONE, Action.NONE]
    marked = [body[one.start : one.end] for one in found]
    assert len(set(marked)) == 3
    without = {word: scores(body.replace(word, ""), "en")[2] for word in body.split()}
    assert sum(without[word] for word in marked) / 3 < sum(without.values()) / len(without)


def test_a_calm_text_is_scored_and_not_found():
    assert seen(learned, CALM) == []
    assert scores(CALM, "en")[2] < scores(NASTY, "en")[2]


@pytest.mark.parametrize("body", ["Nice bar", "the bus", "We met at the market", "<script>alert(1)</script>"])
def test_no_text_is_cleaner_than_clean(body):
    found = scores(body, "en").values()
    assert found
    assert all(0 <= score <= 1 for score in found)


def test_english_is_read_as_english_in_every_edition():
    assert scores(NASTY, "de")[2] == scores(NASTY, "en")[2]


@pytest.mark.parametrize(
    "body", ["Das ist doch nicht mehr als ein Wort von vielen und so weiter", "ну что же это такое"]
)
def test_in_a_language_without_heads_nothing_learned_is_said(body):
    assert 2 not in scores(body, "eo")


@pytest.mark.parametrize("body", ["", "   ", "!!!", "\ud800", "😀" * 500, "\u0301" * 20_000, "word " * 4_000])
def test_odd_texts_are_scored_or_passed_over(body):
    assert all(0 <= score <= 1 for score in scores(body, "en").values())


def placed(body):
    """Where a text lies among accepted ones that the head alone places above nine of ten."""
    reading = Reading(Draft(body, ("en",)))
    return learned.in_context(0.9, tokens_of(body), known("en"), reading, fresh())


def test_a_likeness_to_hatred_is_less_of_one_where_nothing_harsh_is_said_of_anybody():
    assert placed("The garden needs rain and I water it.") < 0.9


def test_a_likeness_to_hatred_is_more_of_one_where_something_harsh_is_said_of_a_group():
    assert placed("The Muslims next door are such disgusting people") > 0.9
    assert placed("The Muslims next door are such disgusting people") > placed("The Muslims next door have a garden")


def test_a_few_words_about_a_group_with_nothing_harsh_among_them_are_less_of_one():
    assert placed("Women run the ferry since March") < 0.9
    assert placed("Women run the ferry since March") < placed("Women run the ferry since March. " * 4)


def test_a_sign_may_be_the_harsh_word():
    assert placed("Women run the ferry since March 🐀") > placed("Women run the ferry since March 🌷")


def test_harsh_words_count_for_more_beside_the_name_of_a_group_than_far_from_it():
    far = "The Muslims next door have a garden and a boat and a car, and yesterday there was such filthy rain"
    assert placed("There was rain yesterday, and such filthy Muslims next door have a garden and a boat") > placed(far)


def test_who_speaks_to_somebody_quarrels_with_him_more_often():
    assert placed("I tell you the Muslims next door are such disgusting people") < placed(
        "I tell him the Muslims next door are such disgusting people"
    )


def test_one_of_a_group_is_named_by_what_he_is():
    assert placed("The Somali next door has a garden, a boat and a car") > placed(
        "The plumber next door has a garden, a boat and a car"
    )


def test_an_insult_that_is_only_reported_makes_no_likeness_more_of_one():
    assert placed("It is wrong to say that he is a moron") < placed("I tell you that he is a moron")


def asked(body):
    """The grounds that something learned asks for in a text."""
    return {found.ground for found in seen(learned, body) if found.action is None}


def test_an_oath_where_nobody_is_meant_is_no_insult():
    assert asked("I'm so fucking tired of this rain.").isdisjoint({5, 18})
    assert asked("You are so fucking tiresome, idiot.") >= {5, 18}


def test_hatred_is_asked_about_only_where_a_group_is_named():
    hostile = "They are disgusting vermin and animals, get rid of them all, they should be deported and killed"
    assert scores(hostile, "en")[2] > 0.5
    assert 2 not in asked(hostile)
    assert 2 in asked(f"Muslims: {hostile}")


def test_a_short_denial_reads_like_hatred_and_is_none():
    assert scores("Muslims are not terrorists.", "en")[2] > 0.4
    assert asked("Muslims are not terrorists.") == set()


@pytest.mark.parametrize(
    ("body", "language", "ground"),
    [
        pytest.param("Ich besorge dir Speed und Ketamin, frische Ware, schreib mir", "de", 14, id="drugs, German"),
        pytest.param(
            "Ein Handy für dich, du bist doch erst zwölf, sag deinen Eltern nichts", "de", 3, id="luring, German"
        ),
    ],
)
def test_what_labels_say_nothing_of_is_marked_in_its_own_words_and_never_held_by_a_score(body, language, ground):
    found = [one for one in screen(Draft(body, (language,)), Facts(), fresh()).under(ground) if one.rule == "learned"]
    assert found
    assert all(one.action <= Action.FLAG for one in found)
    assert all(body[one.start : one.end].strip() for one in found)


def test_of_what_is_grave_a_few_words_have_to_be_surer_than_many():
    short, longer = "Ich besorge dir Ketamin", "Ich besorge dir Ketamin, frische Ware, schreib mir"
    marked = [
        text for text in (short, longer) if any(one.ground == 14 for one in seen(learned, text, languages=("de",)))
    ]
    assert marked == [longer]
