"""What leaves for the transparency database is what its validator takes, and names nobody."""

import io
import json
import re
from datetime import timedelta

import pytest
from django.core.management import call_command

from moderation import dsa
from moderation.actions import decisions, reports, rules, sanctions
from moderation.actions.statements import Reasons
from moderation.enums import Measure, SanctionKind
from moderation.models import Ground, StatementOfReasons
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
#: The vocabulary in force since 1 July 2025, as far as nineteen rules for comments need it.
CATEGORIES = {
    "CONSUMER_INFORMATION",
    "CYBER_VIOLENCE",
    "DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
    "ILLEGAL_OR_HARMFUL_SPEECH",
    "OTHER_VIOLATION_TC",
    "PROTECTION_OF_MINORS",
    "RISK_FOR_PUBLIC_SECURITY",
    "SCAMS_AND_FRAUD",
    "SELF_HARM",
    "UNSAFE_AND_PROHIBITED_PRODUCTS",
    "VIOLENCE",
}
KEYWORDS = {
    "CYBER_BULLYING_INTIMIDATION",
    "CYBER_HARASSMENT",
    "DEFAMATION",
    "HATE_SPEECH",
    "HIDDEN_ADVERTISEMENT",
    "INAUTHENTIC_ACCOUNTS",
    "LANGUAGE_REQUIREMENTS",
    "MISSING_PROCESSING_GROUND",
    "OTHER",
    "PROHIBITED_PRODUCTS",
    "SUICIDE",
}
NEEDED = {
    "puid",
    "application_date",
    "content_date",
    "content_type",
    "decision_facts",
    "decision_ground",
    "category",
    "territorial_scope",
    "source_type",
    "automated_detection",
    "automated_decision",
}


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
    return dsa.record(found)


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
        "category": "x",
        "territorial_scope": dsa.EVERYWHERE,
        "source_type": "SOURCE_VOLUNTARY",
        "automated_detection": "No",
        "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
    }
    assert re.fullmatch(r"https?://.+/en/.+#ground-5", said["decision_ground_reference_url"])
    assert re.fullmatch(r"[a-zA-Z0-9-_]{1,500}", said["puid"])


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


def test_every_ground_that_ships_is_one_that_the_database_knows():
    rules.load(now=NOW - DAY)
    moderator = making.moderator()
    for ground in Ground.objects.all():
        reasons = Reasons(ground=ground, facts="It is.", why="It does.")
        comment = making.comment(making.article())
        decisions.remove(comment=comment, version=1, moderator=moderator, reasons=reasons, now=NOW)
    said = [dsa.record(statement) for statement in dsa.issued(NOW, NOW + DAY)]
    assert len(said) == 19
    assert {one["category"].removeprefix("STATEMENT_CATEGORY_") for one in said} == CATEGORIES
    assert {k.removeprefix("KEYWORD_") for one in said for k in one["category_specification"]} == KEYWORDS
    for one in said:
        assert one.keys() >= NEEDED
        assert all(value not in (None, "", []) for value in one.values())
        assert len(one["incompatible_content_ground"]) <= 500
        assert len(one["incompatible_content_explanation"]) <= 2000
        assert len(one["decision_facts"]) <= 5000


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


def test_every_restriction_has_its_field():
    assert set(dsa.MEASURES) == {Measure.REMOVE, Measure.REDACT, Measure.BLOCK, Measure.CLOSE}
