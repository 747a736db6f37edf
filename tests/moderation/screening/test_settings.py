"""The shipped policy is complete and consistent."""

import re
from pathlib import Path

import pytest

from moderation.screening import Action, fresh
from moderation.screening.settings import UnknownThreshold

RULES = Path("moderation/screening/rules")


def test_every_threshold_lies_in_its_range_and_says_what_it_means():
    for threshold in fresh().thresholds:
        assert threshold.lowest <= threshold.default <= threshold.highest, threshold.name
        assert threshold.description.endswith("."), threshold.name


def test_every_threshold_is_used():
    code = "".join(path.read_text() for path in RULES.parent.rglob("*.py"))

    assert [one.name for one in fresh().thresholds if f'"{one.name}"' not in code] == []


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
