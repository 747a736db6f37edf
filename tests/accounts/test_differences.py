"""What a version of a policy changes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import differences
from accounts.actions import policies
from accounts.actions.policies import Wording
from accounts.enums import ChangeClass, Document

pytestmark = pytest.mark.django_db

LONG = " ".join(f"word{number}" for number in range(100))


def version(number, body, *, is_published=True):
    made = policies.draft(
        document=Document.PRIVACY,
        number=number,
        change_class=ChangeClass.MATERIAL,
        wordings={"en": Wording("Privacy policy", "", f"<p>{body}</p>")},
    )
    if is_published:
        policies.publish(version=made, by=None, now=timezone.now() + timedelta(seconds=number))
    return made


def told(change):
    return [(run.kind, run.text.strip()) for run in change.runs if run.text.strip()]


def test_a_first_version_changes_nothing():
    assert differences.of(version(101, "We keep it."), "en").runs == []


def test_a_changed_word_stands_beside_the_one_before():
    version(101, "We keep it for one year.")

    change = differences.of(version(102, "We keep it for two years."), "en")

    assert told(change) == [
        ("same", "We keep it for"),
        ("old", "one"),
        ("new", "two"),
        ("old", "year."),
        ("new", "years."),
    ]


def test_a_draft_that_was_never_published_is_no_version_before():
    version(101, "We keep it.")
    version(102, "We sell it.", is_published=False)

    assert differences.of(version(103, "We keep it."), "en").runs == [differences.diff.Run("same", "We keep it.")]


def test_a_long_unchanged_stretch_is_shortened_to_its_ends():
    version(101, LONG)

    same = differences.of(version(102, f"{LONG} new"), "en").runs[0].text

    assert same.startswith("word0 ")
    assert "word9 … word9" in same
    assert "word50" not in same
