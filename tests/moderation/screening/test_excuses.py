"""What is only quoted, reported or denied asks for nothing."""

import pytest

from moderation.screening import Action, Draft, Entry
from moderation.screening.entries import NO_GROUND
from moderation.screening.excuses import Excuses, unplaced
from moderation.screening.listed import evidence_of_first
from moderation.screening.phrases import PhraseMatcher
from moderation.screening.reading import Reading

EXCUSES = Excuses(
    [
        PhraseMatcher(
            [
                unplaced(Entry("people who say _", NO_GROUND, Action.NONE)),
                unplaced(Entry("_ is (wrong|absurd)", NO_GROUND, Action.NONE)),
                unplaced(Entry("the court heard", 4, Action.NONE)),
                unplaced(Entry("oaks _", NO_GROUND, Action.NONE)),
                unplaced(Entry("_ oaks are (never|vermin) _", NO_GROUND, Action.NONE)),
                unplaced(Entry("_ oaks are anything but vermin _", NO_GROUND, Action.NONE)),
                unplaced(Entry("_ nobody believes ... vermin _", NO_GROUND, Action.NONE)),
            ]
        )
    ]
)


def asked(body, ground=2):
    """What a hostile phrase asks for in a text."""
    reading = Reading(Draft(body))
    matches = PhraseMatcher([Entry("oaks are vermin", ground, Action.FLAG)]).places(reading)
    return [evidence.action for evidence in evidence_of_first(matches, reading, EXCUSES)]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("People who say that oaks are vermin know nothing.", id="reported"),
        pytest.param("To say oaks are vermin is wrong.", id="judged"),
        pytest.param("He shouted “oaks are vermin” at my neighbour.", id="in quotation marks"),
        pytest.param("He shouted 'don't you see, oaks are vermin' at us.", id="in single quotation marks"),
        pytest.param("Nobody believes oaks are vermin.", id="within what denies it"),
        pytest.param("> oaks are vermin\nThat is not how I see it.", id="a line quoted from another comment"),
    ],
)
def test_what_is_taken_back_asks_for_nothing(body):
    assert asked(body) == [Action.NONE]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("Oaks are vermin.", id="said"),
        pytest.param('"Oaks are vermin"', id="nothing but a quotation"),
        pytest.param("I know people who say little. Oaks are vermin.", id="in another sentence"),
        pytest.param("To fell them is wrong, some say, but oaks are vermin.", id="on the wrong side"),
        pytest.param('People who say "oaks are vermin" are right. Oaks are vermin.', id="said once more"),
        pytest.param("In town those 'oaks' are vermin, and everybody knows it.", id="one word in quotation marks"),
        pytest.param("The court heard that oaks are vermin.", id="what is for another ground"),
    ],
)
def test_what_is_said_in_earnest_stays(body):
    assert asked(body) == [Action.FLAG]


def test_two_words_in_quotation_marks_are_what_somebody_said():
    reading = Reading(Draft('Somebody has sprayed "Oaks out" on our door.'))
    [match] = PhraseMatcher([Entry("oaks out", 2, Action.FLAG)]).places(reading)
    assert EXCUSES.take_back(match, reading)


def test_an_excuse_for_a_ground_takes_back_what_is_said_of_that_ground():
    assert asked("The court heard that oaks are vermin.", 4) == [Action.NONE]
    assert asked('He shouted "oaks are vermin" at my neighbour.', 4) == [Action.FLAG]


def test_a_threat_is_taken_back_by_quotation_marks_alone():
    threat = Entry("i will find you", 5, Action.HOLD, detail="threat")

    def held(body):
        reading = Reading(Draft(body))
        return [one.action for one in evidence_of_first(PhraseMatcher([threat]).places(reading), reading, EXCUSES)]

    assert held("People who say such things, I will find you") == [Action.HOLD]
    assert held('My neighbour wrote "I will find you" on the door') == [Action.NONE]


@pytest.mark.parametrize(
    ("body", "does"),
    [
        pytest.param("Nobody believes they are vermin.", True, id="denied"),
        pytest.param("Oaks are anything but vermin.", True, id="denied with a but inside"),
        pytest.param("Nobody believes they are vermin, but they should be felled.", False, id="denied, and turned"),
        pytest.param("Nobody believes they are vermin. " + "And so on. " * 10, False, id="one denial in a long text"),
        pytest.param("People who say they are tall are right.", False, id="a report"),
    ],
)
def test_a_denial_speaks_for_all_of_a_short_text(body, does):
    assert EXCUSES.speak_for_all(Reading(Draft(body))) is does
