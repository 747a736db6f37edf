"""The pages on how the screening does: the log of changes, what if, and the figures."""

import pytest
from django.urls import reverse
from django.utils import timezone

from moderation.actions import policies, teaching, tuning
from moderation.actions.tuning import Changes
from moderation.enums import Measure, Status
from moderation.forms.what_if import field_of
from moderation.models import Comment, Ruleset, Threshold
from moderation.replay import replay
from moderation.screening import Action
from tests.moderation import making
from tests.moderation.lists import insult, put, verdict
from tests.moderation.making import NOW, SHOUTING

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy")]


def page(name):
    return reverse(f"admin:moderation_ruleset_{name}")


def form(**changed):
    """All fields of the what-if page as they are, but for what is changed."""
    said = {field_of("threshold", row.pk): row.value for row in Threshold.objects.all()}
    return said | {field_of("policy", row.kind): row.action.word for row in policies.current().policy} | changed


def take_back(desk, *rulesets, sure="1"):
    """Take changes back, or ask first what that would do."""
    asked = {"action": "take_back", "_selected_action": [one.pk for one in rulesets]} | ({"sure": sure} if sure else {})
    return desk.post(page("changelist"), asked, follow=True)


def test_the_log_says_what_was_changed_by_whom_and_it_can_be_taken_back(desk, chief):
    row = Threshold.objects.get(pk="most_links")
    made = tuning.change_threshold(threshold=row, value=7, by=chief, now=NOW)
    shown = desk.get(page("changelist")).content.decode()
    assert "Links a comment may have: 3 → 7" in shown
    assert "Chief" in shown
    take_back(desk, made)
    assert Threshold.objects.get(pk="most_links").value == 3
    assert Ruleset.objects.latest("pk").changes == [["threshold", "most_links", 7, 3]]


def test_a_ruleset_that_changed_nothing_is_not_taken_back(desk):
    first = Ruleset.objects.latest("pk")
    assert first.changes == []
    take_back(desk, first)
    assert Ruleset.objects.latest("pk") == first


def test_the_log_says_that_the_learned_scores_were_trained_which_is_not_taken_back(desk):
    said = [(teaching.TRAINED, "de, en", None, 4711)]
    made = Ruleset.objects.create(made_at=NOW, changes=said)
    assert "learned scores trained from 4711 comments: de, en" in desk.get(page("changelist")).content.decode()
    answer = take_back(desk, made)
    assert "A training is not taken back" in answer.content.decode()
    assert Ruleset.objects.latest("pk") == made


def test_what_taking_numbers_back_would_have_done_is_shown_first(desk, chief):
    making.comment(making.article(), body=SHOUTING, now=timezone.now())
    changes = Changes(thresholds={"capitals_words": 50, "edit_window_minutes": 45})
    made = tuning.change(changes, by=chief, now=NOW)
    shown = take_back(desk, made, sure="")
    assert (Action.NUDGE, 0, 1) in shown.context["preview"].result.lines
    assert "Words in capitals below which nobody shouts: 50 → 3" in shown.content.decode()
    assert Threshold.objects.get(pk="capitals_words").value == 50
    assert "It counts from the next comment on" in take_back(desk, made).content.decode()
    assert Threshold.objects.get(pk="capitals_words").value == 3


def test_what_putting_an_entry_back_would_mark_is_shown_first_with_what_people_decided(desk, chief):
    put(chief, entry := insult())
    retired = tuning.retire_entry(entry=entry, by=chief, now=NOW)
    article = making.article()
    marked = making.comment(article, body="What a snollygoster you are", now=timezone.now())
    Comment.objects.filter(pk=marked.pk).update(status=Status.REMOVED)
    making.comment(article, body="The ferry will be late again.", now=timezone.now())
    shown = take_back(desk, retired, sure="")
    shift = shown.context["preview"].shift
    assert (shift.new.tried, shift.new.marked, shift.new.removed, shift.gone.marked) == (2, (marked,), 1, ())
    assert "put on a list: snollygoster" in shown.content.decode()
    assert 5 not in verdict("You snollygoster").grounds
    take_back(desk, retired)
    assert 5 in verdict("You snollygoster").grounds


def test_of_several_changes_those_that_cannot_be_taken_back_are_named_and_the_others_shown(desk, chief):
    row = Threshold.objects.get(pk="most_links")
    first = tuning.change_threshold(threshold=row, value=7, by=chief, now=NOW)
    tuning.change_threshold(threshold=row, value=9, by=chief, now=NOW)
    other = tuning.change(Changes(policy={"capitals.shouting": "hold"}), by=chief, now=NOW)
    shown = take_back(desk, first, other, sure="")
    assert "Links a comment may have has been changed again since" in shown.content.decode()
    assert shown.context["chosen"] == [str(other.pk)]


def test_what_if_shows_what_would_have_differed(chief):
    article = making.article()
    standing = making.comment(article, body=SHOUTING)
    removed = making.comment(article, body=SHOUTING.replace("TOWN", "VILLAGE"))
    Comment.objects.filter(pk=removed.pk).update(status=Status.REMOVED)
    making.comment(article, body="The ferry will be late again.")

    found = replay(Changes(policy={"capitals.shouting": "hold"}), now=NOW)
    assert found.tried == 3
    assert [(after - before) for _action, before, after in found.lines] == [2, 0, -2, 0]
    assert (found.extra_holds, found.extra_cases, found.extra_minutes) == (2, 2, 3.0)
    assert (found.hindered.comments, found.caught.comments) == ([standing], [removed])
    assert (found.missed.count, found.eased.count) == (0, 0)

    back = replay(Changes(thresholds={"capitals_words": 50}), now=NOW)
    assert (back.before[Action.NUDGE], back.after[Action.NUDGE]) == (2, 0)


def test_what_if_tries_first_and_then_puts_to_use(desk):
    making.comment(making.article(), body=SHOUTING, measure=Measure.PUBLISH, now=NOW)
    asked = form(**{"policy-capitals-shouting": "hold"})
    shown = desk.post(page("what_if"), asked | {"try": "1"})
    assert shown.status_code == 200
    assert policies.current().table["capitals.shouting"].action == Action.NUDGE
    tried = {"tried": shown.context["tried"]}
    assert desk.post(page("what_if"), asked | tried | {"apply": "1"}).status_code == 302
    assert policies.current().table["capitals.shouting"].action == Action.HOLD
    assert Ruleset.objects.latest("pk").changes == [["policy", "capitals.shouting", "nudge", "hold"]]


def test_what_if_puts_to_use_only_what_was_tried(desk):
    asked = form(**{"policy-capitals-shouting": "hold"})
    tried = {"tried": desk.post(page("what_if"), asked | {"try": "1"}).context["tried"]}
    shown = desk.post(page("what_if"), asked | tried | {"threshold-most_links": "5", "apply": "1"})
    assert "This is not what was tried." in shown.content.decode()
    assert shown.context["result"]
    assert policies.current().table["capitals.shouting"].action == Action.NUDGE


def test_what_if_asks_in_words_by_check_with_value_and_range_beside_the_field(desk):
    shown = desk.get(page("what_if"))
    groups = {group.title: group for group in shown.context["form"].groups()}
    assert list(groups)[:3] == ["All checks", "Listed words", "Words that say much together"]
    said = {field.label: field.help_text for field in groups["Links"].fields}
    assert said["Links a comment may have."] == "Now 3; from 0 to 50, as it ships 3."
    assert said["More links than the threshold allows."].endswith(
        "Now: publish and mark for a moderator. As it ships: publish and mark for a moderator."
    )
    text = shown.content.decode()
    assert ">most_links" not in text
    assert 'aria-describedby="id_policy-links-unknown-host_helptext"' in text
    assert 'id="id_policy-links-unknown-host_helptext"' in text
    assert not any(group.is_open for group in groups.values())


def test_what_if_opens_what_is_changed_or_wrong(desk):
    shown = desk.post(page("what_if"), form(**{"threshold-most_links": 500, "policy-capitals-shouting": "hold"}))
    assert [one.title for one in shown.context["form"].groups() if one.is_open] == ["Links", "Capitals"]


def sliced(monkeypatch, size):
    monkeypatch.setattr("moderation.replay.SLICE", size)


def test_what_if_goes_on_with_the_older_comments_until_the_month_is_through(desk, monkeypatch):
    sliced(monkeypatch, 2)
    for body in (SHOUTING, "WHEN WILL THE FERRY EVER BE ON TIME", "MY GARDEN IS FLOODED ONCE MORE"):
        making.comment(making.article(), body=body, now=timezone.now())
    asked = form(**{"policy-capitals-shouting": "hold"})
    first = desk.post(page("what_if"), asked | {"try": "1"})
    assert "2 of 3 comments tried" in first.content.decode()

    last = desk.post(page("what_if"), asked | {"so_far": first.context["so_far"]})
    result = last.context["result"]
    assert (result.tried, result.behind, result.extra_holds, result.hindered.count) == (3, None, 3, 3)
    assert "Go on with the older ones" not in last.content.decode()


def test_what_has_been_tried_of_other_changes_or_is_made_up_begins_anew(desk, monkeypatch):
    sliced(monkeypatch, 1)
    for town in ("TOWN", "VILLAGE", "PLACE"):
        making.comment(making.article(), body=SHOUTING.replace("TOWN", town), now=timezone.now())
    asked = form(**{"policy-capitals-shouting": "hold"})
    so_far = desk.post(page("what_if"), asked | {"try": "1"}).context["so_far"]
    other = form(**{"policy-capitals-shouting": "flag"})
    assert desk.post(page("what_if"), other | {"so_far": so_far}).context["result"].tried == 1
    assert desk.post(page("what_if"), asked | {"so_far": f"{so_far}x"}).context["result"].tried == 1


def test_a_slice_knows_what_its_comments_repeat(monkeypatch):
    copied = (
        "Come to the old market hall on Friday and tell the council what you think about the parking fees, all of you."
    )
    article = making.article()
    for _ in range(4):
        making.comment(article, body=copied)
    changes = Changes(policy={"repeats.campaign": "flag"})
    whole = replay(changes, now=NOW)
    sliced(monkeypatch, 1)
    so_far = None
    while so_far is None or so_far.behind:
        so_far = replay(changes, now=NOW, so_far=so_far)
    assert whole.before[Action.HOLD] == 2
    assert (so_far.tried, so_far.before, so_far.after) == (whole.tried, whole.before, whole.after)


def test_what_if_refuses_a_value_out_of_range_and_keeps_it(desk):
    shown = desk.post(page("what_if"), form(**{"threshold-most_links": 500, "try": "1"})).content.decode()
    assert 'value="500"' in shown
    assert "errorlist" in shown


def test_what_if_without_a_change_says_so(desk):
    shown = desk.post(page("what_if"), form() | {"try": "1"}).content.decode()
    assert "Nothing is changed yet" in shown


def test_the_figures_name_the_grounds_and_the_learned_scores(desk):
    shown = desk.get(page("watch")).content.decode()
    assert "Nobody has decided about a marked comment yet." in shown
    assert "the newsroom has trained none of its own yet" in shown


def test_a_typed_text_shows_what_the_screening_finds(desk):
    shown = desk.post(page("try"), {"text": SHOUTING, "lines": "", "language": "en"})
    assert shown.context["verdict"].grounds == (19,)
    assert "<mark>" in shown.content.decode()


def test_a_typed_text_that_is_held_for_its_characters_says_so(desk):
    shown = desk.post(page("try"), {"text": "a text \u202eturned", "lines": "", "language": "en"})
    assert "Check failed: characters that show something else than they say." in shown.content.decode()


@pytest.mark.parametrize(
    ("language", "text", "marked"),
    [
        pytest.param("cs", "To je ale blbec.", {5, 18}, id="a language without an edition"),
        pytest.param("und", "You moron, the tram is late", {5, 18}, id="all languages"),
    ],
)
def test_a_text_in_any_language_that_there_are_lists_of_is_tried(desk, language, text, marked):
    shown = desk.post(page("try"), {"text": text, "lines": "", "language": language})
    assert set(shown.context["verdict"].grounds) == marked


def test_the_languages_are_named_in_the_readers_own_and_by_their_code_where_nobody_has_a_name(desk):
    choices = dict(desk.get(page("try"), headers={"accept-language": "de"}).context["form"].fields["language"].choices)
    assert (choices["hi"], choices["fil"]) == ("Hindi", "fil")
    assert {"en", "ko", "ru", "th", "zh", "und"} <= choices.keys()


def test_lines_show_which_stored_comments_they_would_have_caught(desk):
    article = making.article()
    caught = making.comment(article, body="Such a snollygoster, the mayor.", now=timezone.now())
    phrase = making.comment(article, body="He is all hat and no cattle.", now=timezone.now())
    making.comment(article, body="The ferry will be late again.", now=timezone.now())
    said = {"text": "", "lines": "snollygoster\nhat and no cattle", "language": "en"}
    impact = desk.post(page("try"), said).context["impact"]
    assert (impact.tried, set(impact.marked), impact.removed) == (3, {caught, phrase}, 0)


def test_a_line_that_matches_everything_is_named(desk):
    shown = desk.post(page("try"), {"text": "", "lines": "fine\n*", "language": "en"}).content.decode()
    assert "“*” cannot be read" in shown
