"""A change of the screening is foreseen and taken back as it was made, unless it has been changed again."""

import pytest

from moderation.actions import taking_back, tuning
from moderation.actions.taking_back import Return
from moderation.actions.tuning import Changes
from moderation.models import ListEntry, Ruleset, Threshold
from tests.moderation.lists import insult, put
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy")]


def moved(chief, *values: float) -> list[Ruleset]:
    """Move one threshold again and again; the rulesets that this made, the newest first."""
    row = Threshold.objects.get(pk="most_links")
    return [tuning.change_threshold(threshold=row, value=value, by=chief, now=NOW) for value in values][::-1]


def foreseen(*rulesets: Ruleset) -> Return:
    back = Return()
    for ruleset in rulesets:
        back = taking_back.foreseen(ruleset=ruleset, after=back)
    return back


def test_a_change_that_was_changed_again_is_named_and_not_taken_back(chief):
    row = Threshold.objects.get(pk="most_links")
    first = tuning.change_threshold(threshold=row, value=7, by=chief, now=NOW)
    tuning.change_threshold(threshold=row, value=9, by=chief, now=NOW)
    with pytest.raises(taking_back.ChangedSince, match="most_links"):
        taking_back.revert(ruleset=first, by=chief, now=NOW)
    assert Threshold.objects.get(pk="most_links").value == 9


def test_an_entry_goes_and_comes_back_by_the_log(chief):
    put(chief, entry := insult())
    taken_off = taking_back.revert(ruleset=Ruleset.objects.latest("pk"), by=chief, now=NOW)
    assert ListEntry.objects.get(pk=entry.pk).retired_at
    taking_back.revert(ruleset=taken_off, by=chief, now=NOW)
    assert ListEntry.objects.get(pk=entry.pk).retired_at is None
    with pytest.raises(taking_back.ChangedSince):
        taking_back.revert(ruleset=taken_off, by=chief, now=NOW)


def test_of_several_changes_the_oldest_value_is_foreseen(chief):
    assert foreseen(*moved(chief, 7, 9)).changes == Changes(thresholds={"most_links": 3})


def test_what_was_changed_again_is_foreseen_with_the_later_change_alone(chief):
    _later, first = moved(chief, 7, 9)
    with pytest.raises(taking_back.ChangedSince):
        foreseen(first)


def test_a_change_there_and_back_comes_to_nothing(chief):
    back = foreseen(*moved(chief, 7, 3))
    assert (bool(back.changes), back.off, back.on) == (False, [], [])


def test_entries_are_foreseen_to_go_and_to_come_back(chief):
    put(chief, entry := insult())
    added = Ruleset.objects.latest("pk")
    assert foreseen(added).off == [entry]
    retired = tuning.retire_entry(entry=entry, by=chief, now=NOW)
    assert foreseen(retired).on == [entry]
    both = foreseen(retired, added)
    assert (both.off, both.on) == ([], [])


def test_an_entry_that_was_listed_anew_does_not_come_back_beside_it_but_instead_of_it(chief):
    put(chief, entry := insult())
    retired = tuning.retire_entry(entry=entry, by=chief, now=NOW)
    put(chief, again := insult())
    with pytest.raises(taking_back.ChangedSince):
        foreseen(retired)
    back = foreseen(Ruleset.objects.latest("pk"), retired)
    assert (back.off, back.on) == ([again], [entry])


def test_a_training_is_not_foreseen():
    with pytest.raises(taking_back.NotTakenBack):
        foreseen(Ruleset.objects.create(made_at=NOW, changes=[("trained", "de", None, 4711)]))
