"""Statements of reasons as the Commission's transparency database takes them (DSA Art. 24(5), vocabulary of July 2025).

No personal data goes there: neither the moderator's words nor the comment's are used, but the rule's. The law that a
moderator names goes there if the screening finds nobody's address or number in it (V54). What each field takes
stands in `policy/dsa-statement.schema.json`.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from accounts.addresses import absolute_url
from moderation.actions import policies
from moderation.enums import Measure, Source
from moderation.models import StatementOfReasons
from moderation.screening import Draft, Facts, screen
from moderation.screening.rules import personal_data

#: As many as the database takes in one request.
MOST = 100
#: What is published here is read in every country that the database knows.
EVERYWHERE = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
]  # fmt: skip
SOURCES = {
    Source.OWN_INITIATIVE: "SOURCE_VOLUNTARY",
    Source.COMPLAINT: "SOURCE_VOLUNTARY",
    Source.REPORT: "SOURCE_TYPE_OTHER_NOTIFICATION",
    Source.NOTICE: "SOURCE_ARTICLE_16",
}
#: What each measure restricts; only a comment is text.
MEASURES: dict[Measure, dict[str, Any]] = {
    Measure.REMOVE: {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"]},
    Measure.REDACT: {
        "decision_visibility": ["DECISION_VISIBILITY_OTHER"],
        "decision_visibility_other": "Part of the comment was taken out; the rest stays.",
    },
    Measure.SUSPEND: {"decision_provision": "DECISION_PROVISION_PARTIAL_SUSPENSION"},
    Measure.BLOCK: {"decision_account": "DECISION_ACCOUNT_SUSPENDED"},
    Measure.CLOSE: {"decision_account": "DECISION_ACCOUNT_TERMINATED"},
}
COMMENT = {"content_type": ["CONTENT_TYPE_TEXT"]}
ACCOUNT = {"content_type": ["CONTENT_TYPE_OTHER"], "content_type_other": "user account"}


def batches(start: datetime, end: datetime) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """Return what was decided from `start` to before `end` as bodies of requests, each as large as may be."""
    rows = issued(start, end).iterator()
    while some := list(islice(rows, MOST)):
        yield {"statements": [record(statement) for statement in some]}


def issued(start: datetime, end: datetime) -> QuerySet[StatementOfReasons]:
    """Return the statements of a period with all that a record says; the database knows no warnings."""
    related = ("clause__version", "clause__ground", "decision__comment")
    period = StatementOfReasons.objects.filter(issued_at__gte=start, issued_at__lt=end, measure__in=MEASURES)
    return period.select_related(*related).order_by("pk")


def record(statement: StatementOfReasons) -> dict[str, Any]:
    """Say a statement in the database's fields; those that do not apply are left out, as it asks."""
    measure, clause, comment = Measure(statement.measure), statement.clause, statement.decision.comment
    about = COMMENT | {"content_language": comment.language[:2].upper()} if comment else {}
    return {
        "puid": statement.reference,
        **MEASURES[measure],
        **({"end_date_service_restriction": f"{statement.ends_at:%Y-%m-%d}"} if statement.ends_at else {}),
        **(ACCOUNT if measure in (Measure.BLOCK, Measure.CLOSE) else about),
        "application_date": f"{statement.issued_at:%Y-%m-%d}",
        "content_date": f"{statement.content_at:%Y-%m-%d}",
        "decision_facts": f"A moderator found that this falls under ground {clause.ground_id} of the comment rules.",
        "decision_ground_reference_url": _rule(statement),
        **_basis(statement),
        "category": clause.ground.dsa_category,
        **({"category_specification": [clause.ground.dsa_keyword]} if clause.ground.dsa_keyword else {}),
        "territorial_scope": EVERYWHERE,
        "source_type": SOURCES[Source(statement.source)],
        "automated_detection": "Yes" if statement.is_detected_automatically else "No",
        "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
    }


def _basis(statement: StatementOfReasons) -> dict[str, str]:
    """Name the law, where the content was held to be illegal, or the rule that excludes it."""
    clause = statement.clause
    rule = f"Ground {clause.ground_id} of the comment rules, version {clause.version.number}: {clause.heading}"
    if statement.is_illegal:
        return {
            "decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT",
            "illegal_content_legal_ground": (_law(statement) or rule)[:500],
            "illegal_content_explanation": clause.text[:2000],
        }
    return {
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": rule[:500],
        "incompatible_content_explanation": clause.text[:2000],
    }


def _law(statement: StatementOfReasons) -> str:
    """Return the law that was named, unless it says how to reach somebody."""
    found = screen(Draft(statement.law), Facts(), policies.current()).findings if statement.law else ()
    return "" if any(one.ground == personal_data.GROUND for one in found) else statement.law


def _rule(statement: StatementOfReasons) -> str:
    """Return where the rule can be read as it was in force."""
    clause = statement.clause
    address = absolute_url("moderation:rules_version", language=clause.language, number=clause.version.number)
    return f"{address}#ground-{clause.ground_id}"
