"""Statements of reasons as the Commission's database takes them (V40)."""

import json
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from django.core.management import CommandError, call_command

from moderation import dsa
from moderation.actions import decisions, rules
from moderation.actions.statements import Reasons
from moderation.enums import SanctionKind
from moderation.models import Ground, StatementOfReasons
from tests.moderation import making
from tests.moderation.making import NOW

SCHEMA = json.loads((Path(dsa.__file__).parent / "policy" / "dsa-statement.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
RETIRED = [
    *(
        ("category", f"STATEMENT_CATEGORY_{code}")
        for code in (
            "UNSAFE_AND_ILLEGAL_PRODUCTS",
            "SCOPE_OF_PLATFORM_SERVICE",
            "NON_CONSENSUAL_BEHAVIOUR",
            "PORNOGRAPHY_OR_SEXUALIZED_CONTENT",
        )
    ),
    *(
        ("category_specification", [f"KEYWORD_{code}"])
        for code in (
            "ONLINE_BULLYING_INTIMIDATION",
            "INSUFFICIENT_INFORMATION_TRADERS",
            "DISINFORMATION",
            "MISINFORMATION",
            "FOREIGN_INFORMATION_MANIPULATION",
            "NON_CONSENSUAL_ITEMS_DEEPFAKE",
            "REGULATED_GOODS_SERVICES",
            "DANGEROUS_TOYS",
            "GENDER_BASED_VIOLENCE",
            "IMAGE_BASED_SEXUAL_ABUSE",
        )
    ),
]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def published():
    rules.load(now=NOW - timedelta(days=30))


@pytest.fixture
def removed():
    """Let a moderator remove a comment."""
    author, moderator = making.person("Mira Sandoval"), making.moderator("Nadia Renn")
    reply_to = making.comment(making.article(), author=making.person("Tom Okafor"))

    def remove(*, ground=5, measure=decisions.remove, **said):
        reasons = Reasons(
            ground=Ground.objects.get(pk=ground), **{"facts": "It calls names.", "why": "So it is."} | said
        )
        comment = making.comment(reply_to.article, author=author, parent=reply_to, body="You are a fool, sir.")
        changed = {"body": "You are […], sir."} if measure == decisions.redact else {}
        measure(comment=comment, version=1, moderator=moderator, reasons=reasons, now=NOW, **changed)
        return StatementOfReasons.objects.latest("pk")

    return remove


def exported(**until):
    issued = dsa.issued(NOW, NOW + timedelta(**until or {"days": 1}))
    found = [one for batch in dsa.batches(issued) for one in batch["statements"]]
    for one in found:
        VALIDATOR.validate(one)
    return found


def test_a_removal_is_content_removed_under_the_rules(removed):
    statement = removed()
    (said,) = exported()
    assert said["puid"] == statement.reference
    assert said["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_REMOVED"]
    assert said["incompatible_content_ground"] == "Comment rules, 5. Insults and threats"
    assert (said["category"], said["category_specification"]) == (
        "STATEMENT_CATEGORY_CYBER_VIOLENCE",
        ["KEYWORD_CYBER_BULLYING_INTIMIDATION"],
    )
    assert (said["content_type"], said["content_language"]) == (["CONTENT_TYPE_TEXT"], "EN")
    assert (said["source_type"], said["automated_decision"]) == ("SOURCE_VOLUNTARY", "AUTOMATED_DECISION_NOT_AUTOMATED")


def test_every_ground_and_every_measure_has_its_codes(removed):
    for number in range(1, 20):
        removed(ground=number)
    removed(measure=decisions.redact)
    for kind in SanctionKind:
        making.block(making.person(), kind=kind, reasons=making.reasons())
    said = exported()
    assert len(said) == 19 + 1 + len(SanctionKind)
    accounts = [one for one in said if "decision_account" in one]
    assert {one["content_type_other"] for one in accounts} == {"user account"}


def test_what_is_against_the_law_names_the_law(removed):
    removed(law="§ 185 StGB")
    (said,) = exported()
    assert (said["decision_ground"], said["illegal_content_legal_ground"]) == (
        "DECISION_GROUND_ILLEGAL_CONTENT",
        "§ 185 StGB",
    )
    assert "incompatible_content_ground" not in said


@pytest.mark.parametrize(
    ("facts", "kept"),
    [
        ("Mira Sandoval calls Tom Okafor a name.", "[…] calls […] a name."),
        ("Nadia Renn read that mira SANDOVAL shouts.", "[…] read that […] shouts."),
        ("It gives tom@example.org and +49 30 901820 away.", "It gives […] and […] away."),
        ("It points at @tom_okafor.", "It points at […]"),
        ("It calls the mayor of Lindhaven a name.", "It calls the mayor of Lindhaven a name."),
    ],
)
def test_nothing_that_points_at_a_person_goes_out(removed, facts, kept):
    removed(facts=facts)
    (said,) = exported()
    assert said["decision_facts"].rstrip(".") == kept.rstrip(".")


def test_a_user_id_does_not_go_out(removed):
    person = making.person("Mira Sandoval")
    assert dsa.impersonal(f"The account {person.public_id} again.", [person.public_id]) == "The account […] again."


def test_reasons_of_any_length_fit(removed):
    removed(facts="a " * 9000, why="b " * 9000, law="c" * 300)
    assert len(exported()[0]["decision_facts"]) == dsa.FACTS


def test_what_was_erased_says_nothing_any_more(removed):
    removed()
    StatementOfReasons.objects.update(facts="", why="")
    assert exported() == []


def test_only_what_was_issued_in_the_time_is_told(removed):
    removed()
    assert exported(days=0) == []


@pytest.mark.parametrize(("field", "code"), RETIRED, ids=str)
def test_retired_codes_are_refused(removed, field, code):
    removed()
    (said,) = exported()
    assert not VALIDATOR.is_valid(said | {field: code})


def test_the_command_writes_a_line_for_each_hundred(removed, monkeypatch, capsys):
    monkeypatch.setattr(dsa, "BATCH", 2)
    for _ in range(3):
        removed()
    call_command("export_statements", "--since", "2026-03-01", "--until", "2026-03-03")
    out, err = capsys.readouterr()
    assert [len(json.loads(line)["statements"]) for line in out.splitlines()] == [2, 1]
    assert err == "3 statements\n"


def test_a_day_that_is_none_is_told():
    with pytest.raises(CommandError, match="no day"):
        call_command("export_statements", "--since", "1 March", "--until", "2026-03-03")
