"""The page about screening names every rule."""

from pathlib import Path

from moderation.screening.rules import RULES


def test_every_rule_is_documented():
    page = Path("docs/screening.md").read_text(encoding="utf-8")

    assert [rule.name for rule in RULES if rule.name not in page] == []
