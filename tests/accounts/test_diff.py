"""What a comparison of two texts shows."""

import pytest

from accounts import diff
from accounts.diff import Run

pytestmark = pytest.mark.once


def test_what_is_far_from_a_change_is_left_out():
    old = "A" * 50 + " one " + "B" * 50 + " two " + "C" * 50
    shown = diff.near(diff.runs(old, old.replace("one", "1").replace("two", "2")), 10)
    same = [run.text for run in shown if run.kind == "same"]
    assert same == [" … " + "A" * 9 + " ", " " + "B" * 9 + " … " + "B" * 9 + " ", " " + "C" * 9 + " … "]
    assert [run for run in shown if run.kind != "same"] == [
        Run("old", "one"), Run("new", "1"), Run("old", "two"), Run("new", "2"),
    ]  # fmt: skip


def test_what_is_near_stays():
    compared = diff.runs("The ferry is late.", "The ferry is early.")
    assert diff.near(compared) == compared
