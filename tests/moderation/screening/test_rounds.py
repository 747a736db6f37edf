"""Sentences that nobody wrote the lists for, by round: how many are found, how many of their neighbours wrongly."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from moderation.screening import Action, Draft, Facts, fresh, screen
from moderation.screening.lessons import ROUNDS_FILE

#: What readers say in the demo.
THREADS = Path(__file__).parents[3] / "moderation" / "demo" / "threads"
#: Those that were worked on and teach, and those that are only counted.
SENTENCES = [
    row
    for file in (ROUNDS_FILE, Path(__file__).with_name("rounds.toml"))
    for row in tomllib.loads(file.read_text(encoding="utf-8"))["sentences"]
]
#: Advertising, spam and what is sold are one ground to the rules, insult and abuse one to readers.
ALIKE = {13: {10, 11, 13}, 5: {5, 18}}
COUNTED = {"counted", "sixth"}
HARMLESS = {"kept", "countering", "mentioning"}


@cache
def is_found(ground, language, text):
    """Whether anything is asked for the ground."""
    found = screen(Draft(text, (language,)), Facts(), fresh()).grounds
    return not ALIKE.get(ground, {ground}).isdisjoint(found)


def share(grounds, kinds, *, is_counted, languages=None):
    """The share of sentences of these kinds that are found for their ground."""
    found = [
        is_found(row["ground"], row["language"], text)
        for row in SENTENCES
        if row["ground"] in grounds
        and row["kind"] in kinds
        and (row["round"] in COUNTED) is is_counted
        and (languages is None or row["language"] in languages)
        for text in row["texts"]
    ]
    return sum(found) / len(found)


@pytest.mark.parametrize(
    ("ground", "kind", "worked_on", "counted"),
    [
        pytest.param(2, "broken", 0.9, 0.3, id="contempt for a group"),
        pytest.param(3, "broken", 0.7, 0.18, id="a child is lured or hurt"),
        pytest.param(4, "broken", 0.9, 0.15, id="a call to crime"),
        pytest.param(5, "broken", 0.9, 0.7, id="an insult or a threat"),
        pytest.param(9, "broken", 0.85, 0.5, id="somebody is told to die, or asks how"),
        pytest.param(9, "despairing", 0.9, 0.4, id="despair"),
        pytest.param(14, "broken", 0.8, 0.3, id="drugs are offered or sought"),
    ],
)
def test_what_breaks_a_ground_is_found(ground, kind, worked_on, counted):
    assert share({ground}, {kind}, is_counted=False) >= worked_on
    assert share({ground}, {kind}, is_counted=True) >= counted


def test_promotion_is_found_in_english():
    assert share({13}, {"broken"}, is_counted=False, languages={"en"}) >= 0.9
    assert share({13}, {"broken"}, is_counted=True, languages={"en"}) >= 0.75


def test_promotion_is_found_in_other_languages_by_what_was_learned_of_it():
    taught = {"fr", "ar"}
    assert share({13}, {"broken"}, is_counted=True, languages=taught) >= 0.6
    assert share({13}, HARMLESS, is_counted=True, languages=taught) <= 0.05


@pytest.mark.parametrize("language", ["de", "fr", "es", "pt", "ar", "ru"])
def test_promotion_of_the_kinds_that_were_worked_on_is_found_in_other_languages(language):
    assert share({13}, {"broken"}, is_counted=False, languages={language}) >= 0.85
    assert share({13}, HARMLESS, is_counted=False, languages={language}) <= 0.03


def test_who_mentions_a_group_is_let_be():
    assert share({2}, {"mentioning"}, is_counted=False) <= 0.02
    assert share({2}, {"mentioning"}, is_counted=True) == 0


def test_who_answers_hatred_is_let_be():
    assert share({2}, {"countering"}, is_counted=False) <= 0.1
    assert share({2}, {"countering"}, is_counted=True) <= 0.17


@pytest.mark.parametrize("ground", [3, 4, 5, 9, 13, 14])
def test_neighbours_of_what_breaks_a_ground_are_let_be(ground):
    assert share({ground}, HARMLESS, is_counted=False) <= 0.07
    assert share({ground}, HARMLESS, is_counted=True) <= 0.13


def test_no_reader_of_the_demo_is_taken_for_somebody_who_breaks_a_grave_ground():
    """Comments about trains, bread and boats, in the four languages in which nobody looked at them for this."""
    steps = [
        (thread["language"], step["body"])
        for file in sorted(THREADS.glob("*.toml"))
        for thread in tomllib.loads(file.read_text(encoding="utf-8")).get("thread", [])
        for step in thread["step"]
        if "ago" in step and "body" in step
    ]
    assert len(steps) > 150
    graver = {3, 4, 8, 9, 14}
    found = [screen(Draft(text, (language,)), Facts(), fresh()).grounds for language, text in steps]
    assert [text for (_language, text), grounds in zip(steps, found, strict=True) if graver & set(grounds)] == []


@pytest.mark.parametrize(
    "text",
    [
        "That bill should be thrown out.",
        "Eggs should be beaten with sugar.",
        "You'll regret it if you do not see the exhibition.",
        "You will need a dentist in this town?",
        "Your mother should be careful on the ice.",
        "Lovely family, such a shame about the accident.",
        "That battery will burn your house down.",
        "Journalists have been shot for less.",
        "May your family suffer no more, my condolences.",
        "Could someone just ask the MP why the trains don't run?",
        "The ball hit the boy hard on the nose.",
        "The nurse gave the baby a sedative before the operation.",
        "My nephew is a good listener and volunteers at the hospice.",
        "Why not ask your dad about the photos from the war?",
        "Cutting onions hurts, I want to cry.",
        "I want it to be over fast, this election campaign.",
        "What is the safest way out of the stadium, and do trains that don't stop run on Sunday?",
        "Free for under 18s: the museum beer festival tour.",
        "The doctor offers ketamine therapy in the city, quality is good.",
        "The court lets go the men who set fire to the school.",
    ],
)
def test_everyday_sentences_near_to_what_waits_for_a_person_do_not_wait(text):
    assert screen(Draft(text, ("en",)), Facts(), fresh()).action < Action.HOLD
