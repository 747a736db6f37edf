"""A newsroom changes its thresholds, its policy and its lists; each change counts from the next comment on."""

import pytest
from django.urls import reverse
from django.utils import timezone

from moderation.actions import policies, tuning
from moderation.models import ListEntry, PolicyRow, Ruleset, Threshold
from moderation.screening import Draft, Facts, screen
from moderation.screening.phrases import BadPhrase
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy")]


def address(model, act, *args):
    return reverse(f"admin:moderation_{model}_{act}", args=args)


def entry(**fields):
    return {
        "kind": "words", "pattern": "snollygoster", "language": "en", "ground": "5", "action": "flag", "severity": "2",
        "detail": "", "allowed": "[]", "owner": "desk", "why": "a local insult", "tried": "",
    } | fields  # fmt: skip


def test_what_a_number_does_is_told_in_the_readers_language(desk):
    page = desk.get(address("threshold", "changelist"), headers={"accept-language": "fr"}).content.decode()
    assert "Liens qu’un commentaire peut avoir." in page
    page = desk.get(address("policyrow", "changelist"), headers={"accept-language": "de"}).content.decode()
    assert "Mehrere Anzeichen unverlangter Werbung." in page


def test_a_threshold_moves_within_its_range_and_says_who_moved_it(desk, chief):
    before = Ruleset.objects.count()
    desk.post(address("threshold", "change", "most_links"), {"value": "5"})

    moved = Threshold.objects.get(pk="most_links")
    assert (moved.value, moved.changed_by) == (5.0, chief)
    assert Ruleset.objects.count() == before + 1
    assert policies.current().limit("most_links") == 5.0


def test_beyond_its_range_the_form_says_which_it_is_and_keeps_what_was_typed(desk):
    answer = desk.post(address("threshold", "change", "most_links"), {"value": "500"})

    assert "Choose a value from 0 to 50" in answer.content.decode()
    assert 'value="500' in answer.content.decode()
    assert Threshold.objects.get(pk="most_links").value == 3


def test_the_action_itself_refuses_what_is_out_of_range(chief):
    row = Threshold.objects.get(pk="most_links")
    with pytest.raises(tuning.OutOfRange):
        tuning.change_threshold(threshold=row, value=500, by=chief, now=NOW)


@pytest.mark.parametrize(
    ("model", "pk", "change"),
    [("threshold", "most_links", {"value": "5"}), ("policyrow", "capitals.shouting", {"action": "flag"})],
)
def test_what_ships_is_restored_with_one_act(desk, model, pk, change):
    desk.post(address(model, "change", pk), change)
    desk.post(address(model, "changelist"), {"action": "restore", "_selected_action": [pk]})

    row = (Threshold if model == "threshold" else PolicyRow).objects.get(pk=pk)
    assert (row.value if model == "threshold" else row.action) == row.default


def test_a_policy_leads_to_something_else_from_the_next_comment_on(desk):
    desk.post(address("policyrow", "change", "capitals.shouting"), {"action": "hold"})

    loud = Draft("WHY DOES NOBODY EVER ANSWER A SIMPLE QUESTION HERE", ("en",))
    assert screen(loud, Facts(), policies.current()).action.word == "hold"


def test_an_entry_is_tried_first_and_counts_when_it_is_saved_again(desk, chief):
    making.comment(making.article(), body="What a snollygoster you are", now=making.NOW)

    shown = desk.post(address("listentry", "add"), entry())
    assert "it would have marked" in shown.content.decode()
    assert not ListEntry.objects.filter(pattern="snollygoster").exists()

    mark = shown.context["adminform"].form.data["tried"]
    desk.post(address("listentry", "add"), entry(tried=mark))

    assert ListEntry.objects.get(pattern="snollygoster").added_by == chief
    assert 5 in screen(Draft("You snollygoster", ("en",)), Facts(), policies.current()).grounds


def test_what_was_changed_after_the_try_is_tried_again(desk):
    shown = desk.post(address("listentry", "add"), entry())
    mark = shown.context["adminform"].form.data["tried"]
    desk.post(address("listentry", "add"), entry(pattern="pettifogger", tried=mark))

    assert not ListEntry.objects.filter(pattern="pettifogger").exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"pattern": "*"},
        {"pattern": "a"},
        {"pattern": "two words"},
        {"pattern": "*th*"},
        {"kind": "phrases", "pattern": "... ..."},
        {"kind": "bad-hosts", "pattern": "not a host"},
    ],
)
def test_an_entry_that_matches_everything_is_refused_in_words(desk, fields):
    answer = desk.post(address("listentry", "add"), entry(**fields))
    assert "would match everything" in answer.content.decode()


def test_two_ordinary_words_side_by_side_may_be_kept_from_making_an_oath(desk):
    draft = Draft("the bit ches over there", ("en",))
    before = {finding.rule for finding in screen(draft, Facts(), policies.current()).findings}
    fields = entry(kind="ordinary", pattern="bit ches", ground="", action="")
    shown = desk.post(address("listentry", "add"), fields)
    desk.post(address("listentry", "add"), fields | {"tried": shown.context["adminform"].form.data["tried"]})

    after = {finding.rule for finding in screen(draft, Facts(), policies.current()).findings}
    assert before - after == {"words"}


def test_a_word_without_a_ground_is_refused(desk):
    answer = desk.post(address("listentry", "add"), entry(ground=""))
    assert "needs a ground" in answer.content.decode()


def test_a_retired_entry_counts_no_more_and_can_come_back(desk, chief):
    row = ListEntry(kind="words", pattern="snollygoster", language="en", ground_id=5, action="flag")
    tuning.add_entry(entry=row, by=chief, now=NOW)
    desk.post(address("listentry", "changelist"), {"action": "retire", "_selected_action": [row.pk]})

    assert 5 not in screen(Draft("You snollygoster", ("en",)), Facts(), policies.current()).grounds
    assert ListEntry.objects.get(pk=row.pk).retired_at
    again = ListEntry(kind="words", pattern="snollygoster", language="en", ground_id=5, action="flag")
    tuning.add_entry(entry=again, by=chief, now=NOW)


def test_the_impact_counts_what_people_removed(chief):
    article = making.article()
    making.comment(article, body="What a snollygoster you are")
    making.comment(article, body="A calm word")
    row = ListEntry(kind="words", pattern="snollygoster", language="en", ground_id=5, action="flag")
    found = tuning.impact(row, now=NOW)
    assert (found.tried, len(found.marked), found.removed) == (2, 1, 0)


def test_a_bad_entry_is_refused_by_the_action_too(chief):
    with pytest.raises(BadPhrase):
        tuning.add_entry(entry=ListEntry(kind="words", pattern="*", language="en"), by=chief, now=NOW)


def test_moderators_look_at_none_of_it_without_the_right(client):
    client.force_login(making.moderator())
    for model in ("threshold", "policyrow", "listentry"):
        assert client.get(address(model, "changelist")).status_code == 403


def test_a_row_that_an_update_brings_counts_before_set_up_has_made_it():
    PolicyRow.objects.filter(pk="learned.hatred").delete()
    Threshold.objects.filter(pk="learned_hatred").delete()

    verdict = screen(
        Draft("The council met on Tuesday and agreed on the budget.", ("en",)), Facts(), policies.current()
    )

    assert verdict.failed == ()


def test_an_entry_that_is_on_the_list_is_not_added_twice(desk, chief):
    row = {"kind": "words", "pattern": "snollygoster", "language": "en", "ground_id": 5, "action": "flag"}
    tuning.add_entry(entry=ListEntry(**row), by=chief, now=NOW)
    shown = desk.post(address("listentry", "add"), entry())
    mark = shown.context["adminform"].form.data["tried"]
    again = desk.post(address("listentry", "add"), entry(tried=mark))
    assert "on the list already" in again.content.decode()
    with pytest.raises(tuning.AlreadyListed):
        tuning.add_entry(entry=ListEntry(**row), by=chief, now=NOW)
    assert ListEntry.objects.filter(pattern="snollygoster").count() == 1


def test_an_entry_that_marks_most_comments_is_refused(desk):
    article = making.article()
    for number in range(tuning.FEWEST):
        making.comment(article, body=f"The ferry was late on day {number}.", now=timezone.now())
    shown = desk.post(address("listentry", "add"), entry(pattern="ferry", tried="words/en/ferry"))
    assert "would match everything" in shown.content.decode()
    assert not ListEntry.objects.filter(pattern="ferry").exists()


def test_what_a_comment_is_marked_for_anyhow_is_not_the_entrys_doing(chief):
    making.comment(making.article(), body="See http://198.51.100.7/win and http://bit.ly/x and http://bit.ly/y now")
    row = ListEntry(kind="words", pattern="snollygoster", language="en", ground_id=5, action="flag")
    assert tuning.impact(row, now=NOW).marked == ()


def test_an_ordinary_word_shows_what_it_takes_the_mark_off(desk, chief):
    row = ListEntry(kind="words", pattern="snollygoster", language="und", ground_id=5, action="flag")
    tuning.add_entry(entry=row, by=chief, now=NOW)
    comment = making.comment(making.article(), body="A snollygoster sold the ferry", now=timezone.now())
    found = tuning.impact(ListEntry(kind="ordinary", pattern="snollygoster", language="en"), now=timezone.now())
    assert (found.is_freeing, found.marked) == (True, (comment,))
    asked = {"kind": "ordinary", "pattern": "snollygoster", "language": "en", "ground": "", "action": ""}
    shown = desk.post(address("listentry", "add"), entry(**asked)).content.decode()
    assert "taken marks off 1" in shown


def test_a_host_is_kept_as_addresses_have_it(desk):
    asked = {"kind": "bad-hosts", "pattern": " Evil.Example.COM ", "language": "und", "ground": "", "action": ""}
    shown = desk.post(address("listentry", "add"), entry(**asked))
    mark = shown.context["adminform"].form.data["tried"]
    desk.post(address("listentry", "add"), entry(**asked, tried=mark))
    assert ListEntry.objects.get(kind="bad-hosts", pattern="evil.example.com")


def test_an_entry_is_taken_off_once(desk, chief):
    row = ListEntry(kind="words", pattern="snollygoster", language="en", ground_id=5, action="flag")
    tuning.add_entry(entry=row, by=chief, now=NOW)
    for _ in range(2):
        desk.post(address("listentry", "changelist"), {"action": "retire", "_selected_action": [row.pk]})
    assert [one.changes[0][0] for one in Ruleset.objects.order_by("-pk")[:2]] == ["retired", "added"]
    with pytest.raises(tuning.NotListed):
        tuning.retire_entry(entry=row, by=chief, now=NOW)


def test_what_was_changed_again_is_named(chief):
    row = Threshold.objects.get(pk="most_links")
    first = tuning.change_threshold(threshold=row, value=7, by=chief, now=NOW)
    tuning.change_threshold(threshold=row, value=9, by=chief, now=NOW)
    with pytest.raises(tuning.ChangedSince, match="most_links"):
        tuning.revert(ruleset=first, by=chief, now=NOW)


def test_a_class_is_tried_in_the_phrases_that_name_it_and_counts_when_it_is_saved_again(desk, chief):
    tuning.add_entry(entry=ListEntry(kind="classes", pattern="waterfowl: duck", language="en"), by=chief, now=NOW)
    phrase = ListEntry(kind="phrases", pattern="you {waterfowl} head", language="en", ground_id=5, action="flag")
    tuning.add_entry(entry=phrase, by=chief, now=NOW)
    making.comment(making.article(), body="Oh you goose head", now=NOW)
    tried = tuning.impact(ListEntry(kind="classes", pattern="waterfowl: goose", language="en"), now=NOW)
    assert (tried.tried, len(tried.marked)) == (1, 1)
    sent = entry(kind="classes", pattern="waterfowl: goose", ground="", action="")

    shown = desk.post(address("listentry", "add"), sent)
    assert "it would have marked" in shown.content.decode()
    assert 5 not in screen(Draft("Oh you goose head", ("en",)), Facts(), policies.current()).grounds

    mark = shown.context["adminform"].form.data["tried"]
    desk.post(address("listentry", "add"), sent | {"tried": mark})

    for word in ("duck", "goose"):
        assert 5 in screen(Draft(f"Oh you {word} head", ("en",)), Facts(), policies.current()).grounds
    assert Ruleset.objects.latest("pk").changes[0][3] == "waterfowl: goose"


def test_a_phrase_whose_class_was_taken_off_finds_nothing_and_breaks_nothing(chief):
    row = ListEntry(kind="classes", pattern="waterfowl: duck", language="en")
    tuning.add_entry(entry=row, by=chief, now=NOW)
    phrase = ListEntry(kind="phrases", pattern="you {waterfowl} head", language="en", ground_id=5, action="flag")
    tuning.add_entry(entry=phrase, by=chief, now=NOW)
    tuning.retire_entry(entry=row, by=chief, now=NOW)

    verdict = screen(Draft("Oh you duck head", ("en",)), Facts(), policies.current())
    assert (5 in verdict.grounds, verdict.failed) == (False, ())


def test_a_phrase_that_names_no_class_of_its_language_is_refused_in_words(desk):
    answer = desk.post(address("listentry", "add"), entry(kind="phrases", pattern="you {waterfowl} head"))
    assert "No class of this language is called “waterfowl”." in answer.content.decode()


def test_an_excuse_is_tried_beside_the_words_in_force(desk, chief):
    row = ListEntry(kind="words", pattern="snollygoster", language="en", ground_id=5, action="flag")
    tuning.add_entry(entry=row, by=chief, now=NOW)
    body = "The grocer called me a snollygoster"
    for said in (body, "What a snollygoster you are"):
        making.comment(making.article(), body=said, now=NOW)
    excuse = ListEntry(kind="excuses", pattern="the grocer called me a _", language="en")
    tried = tuning.impact(excuse, now=NOW)
    assert (tried.tried, [comment.body for comment in tried.marked]) == (2, [body])
    sent = entry(kind="excuses", pattern="the grocer called me a _", ground="", action="")

    shown = desk.post(address("listentry", "add"), sent)
    mark = shown.context["adminform"].form.data["tried"]
    desk.post(address("listentry", "add"), sent | {"tried": mark})
    assert 5 not in screen(Draft(body, ("en",)), Facts(), policies.current()).grounds


TRADE = {
    "entry": {
        "kind": "combinations",
        "pattern": "drug offer: {bulb} {haggling} within 5 weighs 0.8",
        "language": "und",
    },
    "body": "Haggling over a tulip again",
}


def a_trade(chief, *patterns):
    """Classes and combinations of our own."""
    for pattern in patterns:
        kind, language = ("combinations", "und") if " weighs " in pattern else ("classes", "en")
        tuning.add_entry(entry=ListEntry(kind=kind, pattern=pattern, language=language), by=chief, now=NOW)


def asks(body):
    return {one.ground for one in screen(Draft(body, ("en",)), Facts(), policies.current()).findings if one.action}


def test_a_combination_is_tried_first_counts_when_saved_again_and_is_taken_back(desk, chief):
    a_trade(chief, "bulb: tulip|dahlia", "haggling: haggling")
    making.comment(making.article(), body=TRADE["body"], now=timezone.now())
    sent = entry(**TRADE["entry"], ground="", action="")

    shown = desk.post(address("listentry", "add"), sent)
    assert "it would have marked 1" in shown.content.decode()
    assert asks(TRADE["body"]) == set()

    desk.post(address("listentry", "add"), sent | {"tried": shown.context["adminform"].form.data["tried"]})
    assert asks(TRADE["body"]) == {14}

    change = Ruleset.objects.latest("pk")
    assert change.changes[0][3] == TRADE["entry"]["pattern"]
    tuning.revert(ruleset=change, by=chief, now=NOW)
    assert asks(TRADE["body"]) == set()


def test_a_class_is_tried_in_the_combinations_that_name_it(chief):
    a_trade(chief, "bulb: dahlia", "haggling: haggling", TRADE["entry"]["pattern"])
    comment = making.comment(making.article(), body=TRADE["body"], now=NOW)
    found = tuning.impact(ListEntry(kind="classes", pattern="bulb: tulip", language="en"), now=NOW)
    assert (found.is_freeing, found.marked) == (False, (comment,))


@pytest.mark.parametrize(
    "calming",
    [
        pytest.param(
            ListEntry(kind="combinations", pattern="drug offer: {market} weighs -0.4", language="und"),
            id="a class that calms",
        ),
        pytest.param(
            ListEntry(kind="classes", pattern="auction: market", language="en"), id="a word of a calming class"
        ),
        pytest.param(ListEntry(kind="classes", pattern="innocent: tulip market", language="en"), id="an innocent pair"),
    ],
)
def test_what_calms_shows_which_marks_it_takes_off(chief, calming):
    a_trade(chief, "bulb: tulip", "haggling: haggling", "market: market", "auction: auction")
    a_trade(chief, TRADE["entry"]["pattern"], "drug offer: {auction} weighs -0.4")
    body = "Haggling at the tulip market"
    comment = making.comment(making.article(), body=body, now=NOW)
    found = tuning.impact(calming, now=NOW)
    assert (found.is_freeing, found.marked) == (True, (comment,))
    assert asks(body) == {14}

    tuning.add_entry(entry=calming, by=chief, now=NOW)
    assert asks(body) == set()


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("drug offer: bulbs and haggling", "Write it like"),
        ("tulips: {drug} weighs 0.7", "has no “together.tulips”"),
        ("drug offer: {bulb} weighs 0.7", "No class of this language is called “bulb”."),
    ],
)
def test_a_combination_that_cannot_be_read_is_refused_in_words(desk, pattern, said):
    answer = desk.post(address("listentry", "add"), entry(kind="combinations", pattern=pattern, ground="", action=""))
    assert said in answer.content.decode()


def test_what_a_combination_marks_names_its_entry(chief):
    a_trade(chief, "bulb: tulip", "haggling: haggling", TRADE["entry"]["pattern"])
    found = [one.entry for one in screen(Draft(TRADE["body"], ("en",)), Facts(), policies.current()).findings]
    assert ListEntry.objects.get(pattern=TRADE["entry"]["pattern"]).pk in found
