"""What the numbers and kinds of evidence of the screening mean is told in every language of the interface."""

import tomllib

import pytest
from django.conf import settings
from django.utils import translation

from moderation import descriptions, screening
from moderation.actions import policies
from moderation.enums.screening import Check
from moderation.models import Finding
from moderation.screening.pipeline import ODD, TOO_LONG
from moderation.screening.rules import RULES
from moderation.templatetags.watch import seen

OTHERS = [code for code, _ in settings.LANGUAGES if code != "en"]


@pytest.mark.parametrize("language", OTHERS)
def test_everything_that_ships_is_described(language):
    shipped = policies.shipped()
    with translation.override(language):
        thresholds = {one.name: descriptions.of_threshold(one.name, "") for one in shipped.thresholds}
        evidence = {one.kind: descriptions.of_evidence(one.kind, "") for one in shipped.policy}
    assert [name for name, told in (thresholds | evidence).items() if not told] == []


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_described_that_does_not_ship(language):
    shipped = policies.shipped()
    told = tomllib.loads((descriptions.TEXTS / f"{language}.toml").read_text("utf-8"))
    assert set(told["thresholds"]) <= {one.name for one in shipped.thresholds}
    assert set(told["policy"]) <= {one.kind for one in shipped.policy}


def test_every_number_and_kind_of_evidence_belongs_to_a_check_but_for_what_all_go_by():
    shipped = screening.numbers()
    names = [one.name for one in shipped.thresholds] + [one.kind for one in shipped.policy]
    assert [name for name in names if descriptions.check_of(name) is None] == ["rule_budget_seconds"]


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("learned_hatred-en", Check.LEARNED),
        ("off_topic_distance-en", Check.OFF_TOPIC),
        ("wall_signs", Check.NONSENSE),
        ("newcomer_approvals", Check.LINKS),
        ("personal_data.birth date", Check.PERSONAL_DATA),
    ],
)
def test_a_number_belongs_to_its_check(name, check):
    assert descriptions.check_of(name) == check


@pytest.mark.parametrize(
    ("rule", "detail", "told"),
    [
        ("repeats", "campaign of 3", "Near-copies by several authors. (× 3)"),
        ("links", "5 links", "More links than the threshold allows. (× 5)"),
        ("links", "shortener", "A link that hides where it leads."),
        ("language", "looks like de", "A language that the edition does not accept. (de)"),
        ("words", "profanity", "coarse word"),
        ("words", "word of our own", "word of our own"),
        ("words", "slur, taken back", "slur · taken back by what stands beside it"),
    ],
)
def test_what_a_rule_saw_is_told_as_the_policy_describes_it(rule, detail, told):
    assert seen(Finding(rule=rule, detail=detail)) == told


def test_what_shipped_entries_are_is_said_in_words():
    shipped = policies.shipped()
    assert {one.detail for one in (*shipped.words, *shipped.phrases) if one.detail} <= set(descriptions.LISTED)


def test_every_rule_has_a_name_in_words():
    assert {rule.name for rule in RULES} | {TOO_LONG, ODD} == set(Check.values)


def test_a_threshold_of_one_language_says_so():
    with translation.override("de"):
        told = descriptions.of_threshold("learned_hatred-fr", "")
        assert (
            told == f"{descriptions.of_threshold('learned_hatred', '')} Bei Kommentaren, die als fr beurteilt werden."
        )


def test_english_is_what_stands_in_the_row():
    with translation.override("en"):
        assert descriptions.of_threshold("most_links", "Links a comment may have.") == "Links a comment may have."
