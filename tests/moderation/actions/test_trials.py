"""What an entry would mark, and what it would set free, among the comments of a month."""

import pytest

from moderation.actions import tuning
from moderation.models import ListEntry
from tests.moderation import making
from tests.moderation.lists import HAGGLING, TRADE, asked_about, insult, put, verdict, written
from tests.moderation.making import NOW

pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.usefixtures("policy")]


def test_the_impact_counts_what_people_removed():
    article = making.article()
    making.comment(article, body="What a snollygoster you are")
    making.comment(article, body="A calm word")
    found = tuning.impact(insult(), now=NOW)
    assert (found.tried, len(found.marked), found.removed) == (2, 1, 0)


def test_what_a_comment_is_marked_for_anyhow_is_not_the_entrys_doing():
    making.comment(making.article(), body="See http://198.51.100.7/win and http://bit.ly/x and http://bit.ly/y now")
    assert tuning.impact(insult(), now=NOW).marked == ()


def test_a_class_is_tried_in_the_combinations_that_name_it(chief):
    put(chief, "bulb: dahlia", "haggling: haggling", TRADE)
    comment = making.comment(making.article(), body=HAGGLING, now=NOW)
    found = tuning.impact(written("bulb: tulip"), now=NOW)
    assert (found.is_freeing, found.marked) == (False, (comment,))


@pytest.mark.parametrize(
    "calming",
    [
        pytest.param("drug offer: {market} weighs -0.4", id="a class that calms"),
        pytest.param("auction: market", id="a word of a calming class"),
        pytest.param("innocent: tulip market", id="an innocent pair"),
    ],
)
def test_what_calms_shows_which_marks_it_takes_off(chief, calming):
    put(chief, "bulb: tulip", "haggling: haggling", "market: market", "auction: auction")
    put(chief, TRADE, "drug offer: {auction} weighs -0.4")
    body = "Haggling at the tulip market"
    comment = making.comment(making.article(), body=body, now=NOW)
    found = tuning.impact(written(calming), now=NOW)
    assert (found.is_freeing, found.marked) == (True, (comment,))
    assert asked_about(body) == {14}

    put(chief, calming)
    assert asked_about(body) == set()


def test_what_a_combination_marks_names_its_entry(chief):
    put(chief, "bulb: tulip", "haggling: haggling", TRADE)
    entries = [one.entry for one in verdict(HAGGLING).findings]
    assert ListEntry.objects.get(pattern=TRADE).pk in entries
