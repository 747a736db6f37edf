"""What leaves for the transparency database is what its validator takes, and names nobody (V40)."""

import io
import json
import re
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from django.core.management import CommandError, call_command

from moderation import dsa
from moderation.actions import decisions, reports, rules, sanctions
from moderation.actions.statements import Reasons
from moderation.enums import RESTRICTIONS, Measure, SanctionKind
from moderation.models import Ground, StatementOfReasons
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SCHEMA = json.loads((Path(dsa.__file__).parent / "policy" / "dsa-statement.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
#: Codes that the database has refused since 1 July 2025.
RETIRED_CATEGORIES = (
    "UNSAFE_AND_ILLEGAL_PRODUCTS",
    "SCOPE_OF_PLATFORM_SERVICE",
    "NON_CONSENSUAL_BEHAVIOUR",
    "PORNOGRAPHY_OR_SEXUALIZED_CONTENT",
)
RETIRED_KEYWORDS = (
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


@pytest.fixture
def removal():
    making.rules()
    comment = making.comment(making.article("de"), body="Mira Sand lives at Quay 4.")
    removed = decisions.remove(
        comment=comment, version=1, moderator=making.moderator("Nadia"), reasons=making.reasons(5), now=NOW
    )
    return removed.statement


def record(statement):
    (found,) = dsa.issued(statement.issued_at, statement.issued_at + DAY).filter(pk=statement.pk)
    said = dsa.record(found)
    VALIDATOR.validate(said)
    return said


def test_a_removal_is_said_in_the_fields_of_the_database(removal):
    said = record(removal)
    assert said | {"puid": "S-1"} == {
        "puid": "S-1",
        "decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"],
        "content_type": ["CONTENT_TYPE_TEXT"],
        "content_language": "DE",
        "application_date": "2026-03-02",
        "content_date": "2026-03-02",
        "decision_facts": "A moderator found that this falls under ground 5 of the comment rules.",
        "decision_ground_reference_url": said["decision_ground_reference_url"],
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": "Ground 5 of the comment rules, version 1: Heading 5",
        "incompatible_content_explanation": "Clause 5",
        "category": "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
        "territorial_scope": dsa.EVERYWHERE,
        "source_type": "SOURCE_VOLUNTARY",
        "automated_detection": "No",
        "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
    }
    assert re.fullmatch(r"https?://.+/en/.+#ground-5", said["decision_ground_reference_url"])


def test_nothing_that_somebody_wrote_leaves(removal):
    """What a moderator writes of the facts may name people; so may the comment."""
    said = json.dumps(record(removal))
    for words in (removal.facts, removal.why, "Mira Sand", "Nadia", removal.person.name, removal.person.public_id):
        assert words not in said


@pytest.mark.parametrize(
    ("kind", "decision"),
    [
        pytest.param(SanctionKind.BLOCK, "DECISION_ACCOUNT_SUSPENDED", id="a block"),
        pytest.param(SanctionKind.CLOSURE, "DECISION_ACCOUNT_TERMINATED", id="a deleted account"),
    ],
)
def test_an_account_is_no_text(kind, decision):
    making.rules()
    said = record(making.block(making.person(), kind=kind).imposed_by_decision.statement)
    assert (said["decision_account"], said["content_type"]) == (decision, ["CONTENT_TYPE_OTHER"])
    assert (said["content_type_other"], "decision_visibility" in said) == ("user account", False)
    assert "content_language" not in said


def test_a_redaction_says_that_the_rest_stays():
    making.rules()
    comment = making.comment(making.article())
    redacted = decisions.redact(
        comment=comment, version=1, body="The […].", moderator=making.moderator(), reasons=making.reasons(), now=NOW
    )
    said = record(redacted.statement)
    assert said["decision_visibility"] == ["DECISION_VISIBILITY_OTHER"]
    assert "the rest stays" in said["decision_visibility_other"]


def test_illegal_content_that_somebody_gave_notice_of_names_the_law():
    making.rules()
    comment = making.comment(making.article())
    notice = reports.Complaint(text="It is a threat.", name="A", email="a@example.org", is_in_good_faith=True)
    reports.lodge(comment=comment, complaint=notice, reporter=None, now=NOW)
    reasons = Reasons(ground=making.ground(5), facts="A threat.", why="It is one.", law="§ 241 StGB")
    judged = {"version": 1, "moderator": making.moderator(), "now": NOW}
    said = record(decisions.remove(comment=comment, reasons=reasons, **judged).statement)
    assert said["decision_ground"] == "DECISION_GROUND_ILLEGAL_CONTENT"
    assert (said["illegal_content_legal_ground"], said["source_type"]) == ("§ 241 StGB", "SOURCE_ARTICLE_16")
    assert "incompatible_content_ground" not in said


@pytest.mark.parametrize("law", ["§ 241 StGB, ask ida@example.org", "§ 241 StGB, call 030 90261234"])
def test_a_law_that_says_how_to_reach_somebody_does_not_leave_the_house(law):
    making.rules()
    reasons = Reasons(ground=making.ground(5), facts="A threat.", why="It is one.", law=law)
    judged = {"version": 1, "moderator": making.moderator(), "now": NOW}
    removed = decisions.remove(comment=making.comment(making.article()), reasons=reasons, **judged)
    type(removed.statement).objects.filter(pk=removed.statement_id).update(is_illegal=True)
    said = record(type(removed.statement).objects.get(pk=removed.statement_id))
    assert said["illegal_content_legal_ground"].startswith("Ground 5 of the comment rules")
    assert "ida@" not in str(said)
    assert "90261234" not in str(said)


def test_every_ground_that_ships_is_one_that_the_database_knows():
    rules.load(now=NOW - DAY)
    moderator = making.moderator()
    for ground in Ground.objects.all():
        reasons = Reasons(ground=ground, facts="It is.", why="It does.")
        comment = making.comment(making.article())
        decisions.remove(comment=comment, version=1, moderator=moderator, reasons=reasons, now=NOW)
    said = [record(statement) for statement in dsa.issued(NOW, NOW + DAY)]
    assert len(said) == 19
    assert all(one["category_specification"] for one in said)


@pytest.mark.parametrize("code", RETIRED_CATEGORIES)
def test_a_retired_category_is_refused(removal, code):
    assert not VALIDATOR.is_valid(record(removal) | {"category": f"STATEMENT_CATEGORY_{code}"})


@pytest.mark.parametrize("code", RETIRED_KEYWORDS)
def test_a_retired_keyword_is_refused(removal, code):
    assert not VALIDATOR.is_valid(record(removal) | {"category_specification": [f"KEYWORD_{code}"]})


def test_a_request_holds_as_many_as_the_database_takes(monkeypatch):
    making.rules()
    monkeypatch.setattr(dsa, "MOST", 2)
    member, other = making.person(), making.moderator()
    for day in range(3):
        sanctions.annul(sanction=making.block(member, now=NOW + day * DAY), moderator=other, now=NOW + day * DAY)
    out = io.StringIO()
    call_command("export_statements", "2026-03-02", "2026-03-04", stdout=out)
    requests = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [len(request["statements"]) for request in requests] == [2, 1]
    told = [one["puid"] for request in requests for one in request["statements"]]
    assert told == list(StatementOfReasons.objects.order_by("pk").values_list("reference", flat=True))


def test_what_others_days_brought_is_left_out():
    making.rules()
    making.block(making.person())
    out = io.StringIO()
    call_command("export_statements", "2026-03-03", "2026-03-03", stdout=out)
    assert out.getvalue() == ""


def test_a_day_that_is_none_is_told_how_to_be_written():
    with pytest.raises(CommandError, match="write it like 2026-01-31"):
        call_command("export_statements", "1 March", "2026-03-03")


def test_every_restriction_has_its_field():
    assert set(dsa.MEASURES) == set(RESTRICTIONS) - {Measure.WARN}
