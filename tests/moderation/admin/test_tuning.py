"""A newsroom changes its thresholds, its policy and its lists; each change counts from the next comment on."""

import pytest
from django.urls import reverse
from django.utils import timezone

from moderation.actions import policies
from moderation.models import PolicyRow, Ruleset, Threshold
from moderation.screening import Action, Draft, Facts, screen
from tests.moderation import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy")]


def address(model, act, *args):
    return reverse(f"admin:moderation_{model}_{act}", args=args)


def save(desk, where, change):
    """Try a change, and save it as it was tried."""
    form = desk.post(where, change).context["adminform"].form
    desk.post(where, change | {"tried": form.data["tried"]})


def restore(desk, model, *keys):
    """Look at what restoring does, and want it."""
    asked = {"action": "restore", "_selected_action": keys}
    desk.post(address(model, "changelist"), asked)
    return desk.post(address(model, "changelist"), asked | {"sure": "1"})


def test_what_a_number_does_is_told_in_the_readers_language(desk):
    page = desk.get(address("threshold", "changelist"), headers={"accept-language": "fr"}).content.decode()
    assert "Liens qu’un commentaire peut avoir." in page
    page = desk.get(address("policyrow", "changelist"), headers={"accept-language": "de"}).content.decode()
    assert "Mehrere Anzeichen unverlangter Werbung." in page


@pytest.mark.parametrize(
    ("model", "word", "language", "found"),
    [
        ("threshold", "liens commentaire peut", "fr", ["most_links"]),
        ("threshold", "most_links", "fr", ["most_links"]),
        ("threshold", "Links a comment may", "en", ["most_links"]),
        ("policyrow", "Telefonnummer", "de", ["personal_data.phone"]),
    ],
)
def test_a_number_is_found_by_what_the_reader_reads_and_by_its_code(desk, model, word, language, found):
    shown = desk.get(address(model, "changelist"), {"q": word}, headers={"accept-language": language})
    assert [row.pk for row in shown.context["cl"].result_list] == found


def test_numbers_are_told_without_decimals_that_say_nothing(desk):
    page = desk.get(address("threshold", "changelist"), {"q": "most_links"}).content.decode()
    assert '<td class="field-is_now">3</td><td class="field-ships">3</td><td class="field-reaches">0–50</td>' in page


def test_a_threshold_moves_within_its_range_and_says_who_moved_it(desk, chief):
    before = Ruleset.objects.count()
    save(desk, address("threshold", "change", "most_links"), {"value": "5"})

    moved = Threshold.objects.get(pk="most_links")
    assert (moved.value, moved.changed_by) == (5.0, chief)
    assert Ruleset.objects.count() == before + 1
    assert policies.current().limit("most_links") == 5.0


def test_beyond_its_range_the_form_says_which_it_is_and_keeps_what_was_typed(desk):
    answer = desk.post(address("threshold", "change", "most_links"), {"value": "500"})

    assert "Choose a value from 0 to 50" in answer.content.decode()
    assert 'value="500' in answer.content.decode()
    assert Threshold.objects.get(pk="most_links").value == 3


@pytest.mark.parametrize(
    ("model", "pk", "change"),
    [("threshold", "most_links", {"value": "5"}), ("policyrow", "capitals.shouting", {"action": "flag"})],
)
def test_what_ships_is_restored_with_one_act(desk, model, pk, change):
    save(desk, address(model, "change", pk), change)
    restore(desk, model, pk)

    row = (Threshold if model == "threshold" else PolicyRow).objects.get(pk=pk)
    assert (row.value if model == "threshold" else row.action) == row.default


@pytest.mark.parametrize(("model", "pk"), [("threshold", "most_links"), ("policyrow", "capitals.shouting")])
def test_what_stands_as_it_ships_is_no_change(desk, model, pk):
    before = Ruleset.objects.count()
    field = {"value": "3"} if model == "threshold" else {"action": "nudge"}
    desk.post(address(model, "change", pk), field)
    restore(desk, model, pk)

    assert Ruleset.objects.count() == before


def test_several_numbers_are_restored_as_one_change(desk):
    for name, value in (("most_links", "5"), ("capitals_words", "9")):
        save(desk, address("threshold", "change", name), {"value": value})
    restore(desk, "threshold", "most_links", "capitals_words")

    restored = Ruleset.objects.latest("pk").changes
    assert sorted(restored) == [["threshold", "capitals_words", 9.0, 3.0], ["threshold", "most_links", 5.0, 3.0]]


def test_a_policy_leads_to_something_else_from_the_next_comment_on(desk):
    save(desk, address("policyrow", "change", "capitals.shouting"), {"action": "hold"})

    loud = Draft("WHY DOES NOBODY EVER ANSWER A SIMPLE QUESTION HERE", ("en",))
    assert screen(loud, Facts(), policies.current()).action.word == "hold"


def test_moderators_look_at_none_of_it_without_the_right(client):
    client.force_login(making.moderator())
    for model in ("threshold", "policyrow", "listentry"):
        assert client.get(address(model, "changelist")).status_code == 403


@pytest.mark.parametrize(
    ("model", "pk", "change", "line"),
    [
        ("threshold", "capitals_words", {"value": "50"}, (Action.NUDGE, 1, 0)),
        ("policyrow", "capitals.shouting", {"action": "hold"}, (Action.HOLD, 0, 1)),
    ],
)
def test_a_change_shows_first_what_it_would_have_done_to_last_months_comments(  # fixtures and cases
    desk, model, pk, change, line
):
    making.comment(making.article(), body=making.SHOUTING, now=timezone.now())
    before = Ruleset.objects.count()
    shown = desk.post(address(model, "change", pk), change)
    assert line in shown.context["adminform"].form.result.lines
    assert "save again" in shown.content.decode()
    assert Ruleset.objects.count() == before


def test_a_number_that_says_nothing_about_past_comments_is_saved_at_once(desk):
    desk.post(address("threshold", "change", "edit_window_minutes"), {"value": "45"})
    assert Threshold.objects.get(pk="edit_window_minutes").value == 45


@pytest.mark.parametrize(
    ("model", "pk", "change", "line", "told"),
    [
        pytest.param(
            "threshold",
            "capitals_words",
            {"value": "50"},
            (Action.NUDGE, 0, 1),
            "Words in capitals below which nobody shouts: 50 → 3",
            id="a threshold",
        ),
        pytest.param(
            "policyrow",
            "capitals.shouting",
            {"action": "hold"},
            (Action.HOLD, 1, 0),
            "hold for a moderator → ask the writer to think again",
            id="a row of the policy",
        ),
    ],
)
def test_restoring_shows_first_what_it_would_have_done(desk, model, pk, change, line, told):  # noqa: PLR0917 # as above
    making.comment(making.article(), body=making.SHOUTING, now=timezone.now())
    save(desk, address(model, "change", pk), change)
    before = Ruleset.objects.count()
    shown = desk.post(address(model, "changelist"), {"action": "restore", "_selected_action": [pk]})
    assert line in shown.context["preview"].result.lines
    assert told in shown.content.decode()
    assert Ruleset.objects.count() == before


def test_restoring_a_number_that_says_nothing_about_past_comments_asks_all_the_same(desk):
    desk.post(address("threshold", "change", "edit_window_minutes"), {"value": "45"})
    asked = {"action": "restore", "_selected_action": ["edit_window_minutes", "most_links"]}
    shown = desk.post(address("threshold", "changelist"), asked)
    assert "there is nothing to try it on" in shown.content.decode()
    assert shown.context["chosen"] == ["edit_window_minutes"]
    assert Threshold.objects.get(pk="edit_window_minutes").value == 45


def test_the_page_of_a_number_that_was_moved_offers_to_restore_it(desk):
    page, offered = address("threshold", "change", "edit_window_minutes"), 'name="action" value="restore"'
    assert offered not in desk.get(page).content.decode()
    desk.post(page, {"value": "45"})
    assert offered in desk.get(page).content.decode()


def test_what_is_only_shown_first_is_not_offered_to_be_restored(desk):
    shown = desk.post(address("threshold", "change", "capitals_words"), {"value": "50"}).content.decode()
    assert "See what it would have done" in shown
    assert 'name="action" value="restore"' not in shown


def test_a_numbers_own_page_says_in_words_what_it_is(desk):
    page = desk.get(address("threshold", "change", "capitals_words")).content.decode()
    assert 'type="number" name="value" value="3"' in page
    assert "1–50" in page
    assert page.index("Words in capitals below which nobody shouts.") < page.index('name="value"')
