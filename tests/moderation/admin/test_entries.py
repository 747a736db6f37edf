"""The newsroom's lists: an entry is tried first, and counts when it is saved again."""

import re

import pytest
from django.utils import timezone

from moderation.actions import decisions, taking_back, tuning
from moderation.models import ListEntry, Ruleset
from tests.moderation import making
from tests.moderation.lists import HAGGLING, TRADE, asked_about, insult, put, verdict, written
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy")]


LISTS, ADD = "/admin/moderation/listentry/", "/admin/moderation/listentry/add/"


def entry(**fields):
    return {
        "kind": "words", "pattern": "snollygoster", "language": "en", "ground": "5", "action": "flag", "severity": "2",
        "detail": "", "allowed": "", "owner": "desk", "why": "a local insult", "tried": "",
    } | fields  # fmt: skip


def bare(**fields):
    """An entry of a list that leads to nothing by itself."""
    return entry(ground="", action="", **fields)


def add(desk, sent):
    """Try an entry, and save it as it was tried."""
    desk.post(ADD, sent | {"tried": desk.post(ADD, sent).context["adminform"].form.data["tried"]})


def test_an_entry_is_tried_first_and_counts_when_it_is_saved_again(desk, chief):
    making.comment(making.article(), body="What a snollygoster you are", now=timezone.now())

    shown = desk.post(ADD, entry())
    assert "it would have marked" in shown.content.decode()
    assert "Please correct the error" not in shown.content.decode()
    assert '<span lang="en" dir="auto">What a snollygoster you are</span>' in shown.content.decode()
    assert not ListEntry.objects.filter(pattern="snollygoster").exists()

    mark = shown.context["adminform"].form.data["tried"]
    desk.post(ADD, entry(tried=mark))

    assert ListEntry.objects.get(pattern="snollygoster").added_by == chief
    assert 5 in verdict("You snollygoster").grounds


def test_who_adds_an_entry_is_proposed_as_its_owner(desk):
    assert desk.get(ADD).context["adminform"].form["owner"].value() == "Chief"


def test_what_is_wrong_is_still_called_an_error(desk):
    assert "Please correct the error" in desk.post(ADD, entry(pattern="*")).content.decode()


def test_what_was_changed_after_the_try_is_tried_again(desk):
    shown = desk.post(ADD, entry())
    mark = shown.context["adminform"].form.data["tried"]
    desk.post(ADD, entry(pattern="pettifogger", tried=mark))

    assert not ListEntry.objects.filter(pattern="pettifogger").exists()


def test_an_entry_shows_what_share_of_its_marks_people_upheld(desk, chief):
    making.rules()
    making.accepting(chief)
    put(chief, row := insult())
    comment = making.comment(making.article(), now=timezone.now())
    comment.findings.create(version=1, rule="words", ground_id=5, action="flag", score=0.6, entry=row)
    seen = {"comment": comment, "version": 1, "moderator": chief, "now": timezone.now()}
    decisions.remove(**seen, reasons=making.reasons())
    page = desk.get(LISTS, {"q": "snollygoster"}).content.decode()
    assert "1/1 · 100 (21–100)" in page
    year = timezone.now().year
    own = desk.get(f"{LISTS}{row.pk}/change/").content.decode()
    assert re.search(rf">\w+ {year}: 1/1 · 100 \(21–100\)<", own)


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
    answer = desk.post(ADD, entry(**fields))
    assert "would match everything" in answer.content.decode()


def test_two_ordinary_words_side_by_side_may_be_kept_from_making_an_oath(desk):
    body = "the bit ches over there"
    before = {finding.rule for finding in verdict(body).findings}
    add(desk, bare(kind="ordinary", pattern="bit ches"))

    after = {finding.rule for finding in verdict(body).findings}
    assert before - after == {"words"}


def test_each_mistake_is_told_beside_its_field(desk):
    answer = desk.post(ADD, entry(ground="", language="English"))
    assert answer.context["adminform"].form.errors == {
        "ground": ["A word or phrase needs a ground, and what it leads to."],
        "language": ["This is no code of a language, such as “de” or “pt”."],
    }


def test_a_word_without_a_ground_is_refused(desk):
    answer = desk.post(ADD, entry(ground=""))
    assert answer.context["adminform"].form.errors == {
        "ground": ["A word or phrase needs a ground, and what it leads to."]
    }


@pytest.mark.parametrize(
    ("field", "written"),
    [
        pytest.param("language", "English", id="a language by its name"),
        pytest.param("severity", "99", id="a severity that there is not"),
        pytest.param("pattern", "snolly\u202egoster", id="a control of direction"),
    ],
)
def test_an_entry_that_would_never_be_found_is_refused(desk, field, written):
    assert list(desk.post(ADD, entry(**{field: written})).context["adminform"].form.errors) == [field]


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        pytest.param("", [], id="none"),
        pytest.param("dear  old", ["dear", "old"], id="two"),
        pytest.param('[1, null, ["a"]]', ["[1,", "null,", '["a"]]'], id="what would have been a list in JSON"),
    ],
)
def test_the_words_that_make_it_innocent_are_written_with_spaces(desk, written, stored):
    add(desk, entry(allowed=written))

    assert ListEntry.objects.get(pattern="snollygoster").allowed == stored
    assert verdict("You snollygoster").failed == ()


def test_other_innocent_words_are_tried_anew(desk):
    shown = desk.post(ADD, entry())
    desk.post(ADD, entry(allowed="dear", tried=shown.context["adminform"].form.data["tried"]))

    assert not ListEntry.objects.filter(pattern="snollygoster").exists()


def test_an_entry_that_is_on_the_list_is_not_added_twice(desk, chief):
    put(chief, insult())
    shown = desk.post(ADD, entry())
    mark = shown.context["adminform"].form.data["tried"]
    again = desk.post(ADD, entry(tried=mark))
    assert "on the list already" in again.content.decode()
    with pytest.raises(tuning.AlreadyListed):
        put(chief, insult())
    assert ListEntry.objects.filter(pattern="snollygoster").count() == 1


def test_an_entry_that_marks_most_comments_is_refused(desk):
    article = making.article()
    for number in range(tuning.FEWEST):
        making.comment(article, body=f"The ferry was late on day {number}.", now=timezone.now())
    shown = desk.post(ADD, entry(pattern="ferry", tried="words/en/ferry"))
    assert "Of 30 comments of its language it would have marked 30: too many." in shown.content.decode()
    assert not ListEntry.objects.filter(pattern="ferry").exists()


def test_an_ordinary_word_shows_what_it_takes_the_mark_off(desk, chief):
    put(chief, insult(language="und"))
    comment = making.comment(making.article(), body="A snollygoster sold the ferry", now=timezone.now())
    found = tuning.impact(ListEntry(kind="ordinary", pattern="snollygoster", language="en"), now=timezone.now())
    assert (found.is_freeing, found.marked) == (True, (comment,))
    shown = desk.post(ADD, bare(kind="ordinary")).content.decode()
    assert "taken marks off 1" in shown


def test_a_host_is_kept_as_addresses_have_it(desk):
    add(desk, bare(kind="bad-hosts", pattern=" Evil.Example.COM ", language="und"))
    assert ListEntry.objects.get(kind="bad-hosts", pattern="evil.example.com")


def test_a_class_is_tried_in_the_phrases_that_name_it_and_counts_when_it_is_saved_again(desk, chief):
    put(chief, "waterfowl: duck", insult(kind="phrases", pattern="you {waterfowl} head"))
    making.comment(making.article(), body="Oh you goose head", now=NOW)
    tried = tuning.impact(written("waterfowl: goose"), now=NOW)
    assert (tried.tried, len(tried.marked)) == (1, 1)
    sent = bare(kind="classes", pattern="waterfowl: goose")

    shown = desk.post(ADD, sent)
    assert "it would have marked" in shown.content.decode()
    assert "Please correct the error" not in shown.content.decode()
    assert 5 not in verdict("Oh you goose head").grounds

    mark = shown.context["adminform"].form.data["tried"]
    desk.post(ADD, sent | {"tried": mark})

    for word in ("duck", "goose"):
        assert 5 in verdict(f"Oh you {word} head").grounds
    assert Ruleset.objects.latest("pk").changes[0][3] == "waterfowl: goose"


def test_a_phrase_that_names_no_class_of_its_language_is_refused_in_words(desk):
    answer = desk.post(ADD, entry(kind="phrases", pattern="you {waterfowl} head"))
    assert "No class of this language is called “waterfowl”." in answer.content.decode()


def test_an_excuse_is_tried_beside_the_words_in_force(desk, chief):
    put(chief, insult())
    body = "The grocer called me a snollygoster"
    for said in (body, "What a snollygoster you are"):
        making.comment(making.article(), body=said, now=NOW)
    excuse = {"kind": "excuses", "pattern": "the grocer called me a _", "language": "en"}
    tried = tuning.impact(ListEntry(**excuse), now=NOW)
    assert (tried.tried, [comment.body for comment in tried.marked]) == (2, [body])

    add(desk, bare(**excuse))
    assert 5 not in verdict(body).grounds


def test_a_combination_is_tried_first_counts_when_saved_again_and_is_taken_back(desk, chief):
    put(chief, "bulb: tulip|dahlia", "haggling: haggling")
    making.comment(making.article(), body=HAGGLING, now=timezone.now())
    sent = bare(kind="combinations", pattern=TRADE, language="und")

    shown = desk.post(ADD, sent)
    assert "it would have marked 1" in shown.content.decode()
    assert asked_about(HAGGLING) == set()

    desk.post(ADD, sent | {"tried": shown.context["adminform"].form.data["tried"]})
    assert asked_about(HAGGLING) == {14}

    change = Ruleset.objects.latest("pk")
    assert change.changes[0][3] == TRADE
    taking_back.revert(ruleset=change, by=chief, now=NOW)
    assert asked_about(HAGGLING) == set()


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("drug offer: bulbs and haggling", "Write it like"),
        ("tulips: {drug} weighs 0.7", "has no “together.tulips”"),
        ("drug offer: {bulb} weighs 0.7", "No class of this language is called “bulb”."),
    ],
)
def test_a_combination_that_cannot_be_read_is_refused_in_words(desk, pattern, said):
    answer = desk.post(ADD, bare(kind="combinations", pattern=pattern))
    assert said in answer.content.decode()


def test_a_long_class_leaves_room_for_the_columns_beside_it(desk, chief):
    put(chief, written(f"waterfowl: {'|'.join(f'duck{n}' for n in range(99))}"))
    page = desk.get(LISTS, {"q": "waterfowl"}).content.decode()
    cell = page.partition('class="field-told"')[2].partition("</th>")[0]
    assert "duck0" in cell
    assert "duck50" not in cell
