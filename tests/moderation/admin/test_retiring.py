"""Entries are taken off the newsroom's lists after a look at what that changes, and come back."""

import pytest
from django.utils import timezone

from moderation.actions import tuning
from moderation.models import ListEntry, Ruleset
from tests.moderation import making
from tests.moderation.lists import insult, put, verdict
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy")]
LISTS = "/admin/moderation/listentry/"


def retire(desk, row):
    """Take an entry off after a look at what that changes."""
    desk.post(LISTS, {"action": "retire", "_selected_action": [row.pk], "sure": "1"})


def test_a_retired_entry_counts_no_more_and_can_come_back(desk, chief):
    put(chief, row := insult())
    retire(desk, row)

    assert 5 not in verdict("You snollygoster").grounds
    assert ListEntry.objects.get(pk=row.pk).retired_at

    put(chief, insult())
    assert 5 in verdict("You snollygoster").grounds


def test_an_entry_is_taken_off_once(desk, chief):
    put(chief, row := insult())
    for _ in range(2):
        retire(desk, row)
    assert [one.changes[0][0] for one in Ruleset.objects.order_by("-pk")[:2]] == ["retired", "added"]
    with pytest.raises(tuning.NotListed):
        tuning.retire_entry(entry=row, by=chief, now=NOW)


def test_what_a_retirement_would_change_is_shown_first(desk, chief):
    put(chief, row := insult())
    article = making.article()
    gone = making.comment(article, body="What a snollygoster you are", now=timezone.now())
    making.comment(article, body="The ferry will be late again.", now=timezone.now())
    shown = desk.post(LISTS, {"action": "retire", "_selected_action": [row.pk]})
    shift = shown.context["preview"].shift
    assert (shift.gone.tried, shift.gone.marked, shift.gone.removed, shift.new.marked) == (2, (gone,), 0, ())
    assert "snollygoster" in shown.content.decode()
    assert ListEntry.objects.get(pk=row.pk).retired_at is None


def test_what_frees_shows_what_would_be_marked_again(desk, chief):
    put(chief, row := ListEntry(kind="ordinary", pattern="bit ches", language="en"))
    again = making.comment(making.article(), body="the bit ches over there", now=timezone.now())
    shift = desk.post(LISTS, {"action": "retire", "_selected_action": [row.pk]}).context["preview"].shift
    assert (shift.gone.marked, shift.new.marked) == ((), (again,))


def test_what_is_off_the_list_already_says_so(desk, chief):
    put(chief, row := insult())
    tuning.retire_entry(entry=row, by=chief, now=NOW)
    shown = desk.post(LISTS, {"action": "retire", "_selected_action": [row.pk]}, follow=True)
    assert "These have been taken off already." in shown.content.decode()
