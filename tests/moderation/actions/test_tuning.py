"""What the newsroom changes about its screening counts from the next comment on, and can be taken back."""

import pytest

from moderation.actions import policies, tuning
from moderation.models import PolicyRow, Threshold
from moderation.screening.phrases import BadPhrase
from tests.moderation.lists import insult, put, verdict, written
from tests.moderation.making import NOW

pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.usefixtures("policy")]


def test_what_is_out_of_range_is_refused(chief):
    row = Threshold.objects.get(pk="most_links")
    with pytest.raises(tuning.OutOfRange):
        tuning.change_threshold(threshold=row, value=500, by=chief, now=NOW)


def test_an_entry_that_matches_everything_is_refused(chief):
    with pytest.raises(BadPhrase):
        put(chief, insult(pattern="*"))


def test_a_row_that_an_update_brings_counts_before_set_up_has_made_it():
    PolicyRow.objects.filter(pk="learned.hatred").delete()
    Threshold.objects.filter(pk="learned_hatred").delete()
    policies.settings.cache_clear()

    assert verdict("The council met on Tuesday and agreed on the budget.").failed == ()


def test_a_phrase_whose_class_was_taken_off_finds_nothing_and_breaks_nothing(chief):
    put(chief, waterfowl := written("waterfowl: duck"), insult(kind="phrases", pattern="you {waterfowl} head"))
    assert 5 in verdict("Oh you duck head").grounds
    tuning.retire_entry(entry=waterfowl, by=chief, now=NOW)

    read = verdict("Oh you duck head")
    assert (5 in read.grounds, read.failed) == (False, ())
