"""The shipped policy is complete and consistent."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from moderation.screening import Action, fresh
from moderation.screening.entries import Entry
from moderation.screening.settings import UnknownThreshold

RULES = Path("moderation/screening/rules")


def test_every_threshold_lies_in_its_range_and_says_what_it_means():
    for threshold in fresh().thresholds:
        assert threshold.lowest <= threshold.default <= threshold.highest, threshold.name
        assert threshold.description.endswith("."), threshold.name


def test_every_threshold_is_used():
    code = "".join(path.read_text() for path in RULES.parent.rglob("*.py"))

    shared = {one.name.partition("-")[0] for one in fresh().thresholds}
    assert [name for name in sorted(shared) if f'"{name}"' not in code] == []


def test_every_threshold_that_a_rule_asks_for_exists():
    code = "".join(path.read_text() for path in RULES.parent.rglob("*.py"))

    assert set(re.findall(r'limit\("(\w+)"\)', code)) <= {threshold.name for threshold in fresh().thresholds}


def test_an_unknown_threshold_is_refused():
    with pytest.raises(UnknownThreshold):
        fresh().limit("nothing")


def test_grounds_of_policy_and_lists_are_those_of_the_rules():
    rows = [*fresh().policy, *fresh().words, *fresh().phrases]

    assert {row.ground for row in rows} <= {None, *range(1, 20)}


def test_no_shipped_entry_holds_a_comment_for_a_word_that_is_innocent_in_the_open():
    assert [entry.pattern for entry in fresh().words if entry.quiet and entry.action == Action.HOLD] == []


def test_settings_with_the_same_content_are_equal():
    again = fresh.__wrapped__()

    assert (again == fresh(), again is fresh()) == (True, False)


def test_a_language_has_its_own_cut_where_one_is_given():
    ours = fresh()
    assert ours.limit("learned_hatred", "en") == 4
    assert ours.limit("learned_hatred", "eo") == ours.limit("learned_hatred") == 5
    own = next(one for one in ours.thresholds if one.name == "learned_hatred-en")
    assert (own.default, own.lowest, own.highest) == (4, 0, 20)
    assert own.description.endswith("In comments judged as en.")


def test_a_language_is_compiled_once_for_all_rulesets_that_list_the_same_for_it():
    german = replace(fresh(), words=(*fresh().words, Entry("pfui", 12, Action.FLAG, "de")))
    ours, theirs = fresh().matchers, german.matchers
    assert theirs.lexicon(("en",))._languages == ours.lexicon(("en",))._languages
    assert _compiled(theirs, "en") == _compiled(ours, "en")
    assert _compiled(theirs, "de") != _compiled(ours, "de")


def _compiled(matchers, language):
    return [matcher for matcher, _ in matchers.words((language,))._matchers]
