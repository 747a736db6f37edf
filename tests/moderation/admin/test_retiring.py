"""Entries are taken off the newsroom's lists after a look at what that changes, and come back."""

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from moderation.actions import decisions, tuning
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


def test_an_entrys_own_page_offers_to_take_it_off_or_to_put_it_back(desk, chief):
    put(chief, row := insult())
    page = f"{LISTS}{row.pk}/change/"
    assert '<input type="hidden" name="action" value="retire">' in desk.get(page).content.decode()
    retire(desk, row)
    assert '<input type="hidden" name="action" value="put_back">' in desk.get(page).content.decode()


def test_an_entry_is_put_back_after_a_look_at_what_it_would_mark(desk, chief):
    put(chief, row := insult())
    retire(desk, row)
    marked = making.comment(making.article(), body="What a snollygoster you are", now=timezone.now())
    asked = {"action": "put_back", "_selected_action": [row.pk]}
    assert desk.post(LISTS, asked).context["preview"].shift.new.marked == (marked,)
    assert 5 not in verdict("You snollygoster").grounds
    desk.post(LISTS, asked | {"sure": "1"})
    assert 5 in verdict("You snollygoster").grounds
    assert Ruleset.objects.latest("pk").changes == [["added", row.pk, None, "snollygoster"]]


def test_an_entry_that_was_added_anew_is_not_put_back_beside_it(desk, chief):
    put(chief, row := insult())
    retire(desk, row)
    put(chief, insult())
    before = Ruleset.objects.count()
    asked = {"action": "put_back", "_selected_action": [row.pk], "sure": "1"}
    assert "This is on the list already." in desk.post(LISTS, asked, follow=True).content.decode()
    assert Ruleset.objects.count() == before


def test_who_may_only_look_is_offered_nothing(client, chief):
    put(chief, row := insult())
    looking = making.person("Looks on", is_staff=True)
    looking.user_permissions.add(Permission.objects.get(codename="view_listentry"))
    client.force_login(looking)
    page = client.get(f"{LISTS}{row.pk}/change/").content.decode()
    assert "snollygoster" in page
    assert 'value="retire"' not in page


def test_what_is_mostly_wrong_is_taken_off_from_where_that_is_proposed(desk, chief):
    put(chief, row := insult())
    article = making.article()
    for _ in range(12):
        comment = making.comment(article, now=timezone.now())
        comment.findings.create(version=1, rule="words", ground_id=5, action="flag", score=0.6, entry=row)
        decisions.publish(comment=comment, version=1, moderator=chief, now=timezone.now())
    page = desk.get("/admin/moderation/ruleset/watch/").content.decode()
    assert f'<input type="hidden" name="_selected_action" value="{row.pk}">' in page
