"""Statements of reasons in the field names of the Commission's transparency database (DSA Art. 24(5)).

What each field takes stands in `policy/dsa-statement.schema.json`. Platforms send them, with an account that their
coordinator gives them; nothing is sent from here. No statement may hold personal data: what points at a person goes.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from moderation.enums import Measure, Source
from moderation.models import StatementOfReasons
from moderation.screening import Draft, Facts, fresh
from moderation.screening.reading import Reading
from moderation.screening.rules import personal_data

#: The database takes so many at once.
BATCH = 100
#: Where a comment can be read: the European Economic Area.
TERRITORY = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
]  # fmt: skip
MEASURES: dict[str, dict[str, Any]] = {
    Measure.REMOVE: {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"]},
    Measure.REDACT: {
        "decision_visibility": ["DECISION_VISIBILITY_OTHER"],
        "decision_visibility_other": "A passage of the comment was removed; the rest can be read.",
    },
    Measure.BLOCK: {"decision_account": "DECISION_ACCOUNT_SUSPENDED"},
    Measure.CLOSE: {"decision_account": "DECISION_ACCOUNT_TERMINATED"},
}
SOURCES: dict[str, str] = {
    Source.OWN_INITIATIVE: "SOURCE_VOLUNTARY",
    Source.REPORT: "SOURCE_TYPE_OTHER_NOTIFICATION",
    Source.NOTICE: "SOURCE_ARTICLE_16",
    Source.COMPLAINT: "SOURCE_TYPE_OTHER_NOTIFICATION",
}
#: How long free texts may be.
FACTS, LEGAL_GROUND, EXPLANATION = 5000, 500, 2000
REMOVED = "[…]"
HANDLE = re.compile(r"(?<!\w)@\w[\w.-]*")


def issued(start: datetime, end: datetime) -> QuerySet[StatementOfReasons]:
    """Return the statements issued from `start` to before `end`, the oldest first; erased ones say nothing any more."""
    within = StatementOfReasons.objects.filter(issued_at__gte=start, issued_at__lt=end).exclude(facts="")
    related = ("person", "clause__ground", "decision__decided_by", "decision__comment__parent__author")
    return within.select_related(*related).order_by("issued_at", "pk")


def batches(statements: Iterable[StatementOfReasons]) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """Put entries together as the database takes them."""
    entries = map(entry, statements)
    while batch := list(islice(entries, BATCH)):
        yield {"statements": batch}


def entry(statement: StatementOfReasons) -> dict[str, Any]:
    """Spell a statement in the database's own field names; what it does not need is left out."""
    ground = statement.clause.ground
    return {
        "puid": statement.reference,
        **MEASURES[statement.measure],
        "application_date": statement.issued_at.date().isoformat(),
        "content_date": statement.content_at.date().isoformat(),
        **_content(statement),
        **_reasons(statement),
        "category": ground.dsa_category,
        **({"category_specification": [ground.dsa_keyword]} if ground.dsa_keyword else {}),
        "territorial_scope": TERRITORY,
        "source_type": SOURCES[statement.source],
        "automated_detection": "Yes" if statement.is_detected_automatically else "No",
        # Only a person restricts (GDPR Art. 22).
        "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
    }


def _content(statement: StatementOfReasons) -> dict[str, Any]:
    comment = statement.decision.comment
    if "decision_account" in MEASURES[statement.measure] or comment is None:
        return {"content_type": ["CONTENT_TYPE_OTHER"], "content_type_other": "user account"}
    return {"content_type": ["CONTENT_TYPE_TEXT"], "content_language": comment.language[:2].upper()}


def _reasons(statement: StatementOfReasons) -> dict[str, str]:
    names = _names(statement)
    explanation = impersonal(statement.why, names)[:EXPLANATION]
    facts = {"decision_facts": impersonal(statement.facts, names)[:FACTS]}
    if statement.is_illegal:
        return facts | {
            "decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT",
            "illegal_content_legal_ground": statement.law[:LEGAL_GROUND],
            "illegal_content_explanation": explanation,
        }
    return facts | {
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": f"Comment rules, {statement.clause}"[:LEGAL_GROUND],
        "incompatible_content_explanation": explanation,
    }


def _names(statement: StatementOfReasons) -> set[str]:
    """Name those whom the moderator's words may name: the author, who is answered, and the moderator."""
    decision = statement.decision
    people = [statement.person, decision.decided_by]
    if decision.comment and decision.comment.parent:
        people.append(decision.comment.parent.author)
    return {name for one in people if one for name in (one.name, one.public_id) if name}


def impersonal(text: str, names: Iterable[str]) -> str:
    """Take these names out of a text, and addresses, numbers and handles of whomever (ground 7 of the screening)."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", REMOVED, text, flags=re.IGNORECASE)
    found = personal_data.find(Reading(Draft(text, ())), Facts(), fresh())
    for start, end in sorted(((one.start or 0, one.end or 0) for one in found), reverse=True):
        text = f"{text[:start]}{REMOVED}{text[end:]}"
    return HANDLE.sub(REMOVED, text)
