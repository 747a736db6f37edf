"""Statements of reasons: what a restricted person is told (DSA Art. 17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import override

from accounts.enums import Document
from accounts.models import PolicyVersion, User
from moderation import notices
from moderation.enums import CaseKind, Measure, Source
from moderation.models import Case, Clause, Comment, Finding, Ground, StatementOfReasons


class NoRulesInForce(LookupError):
    """No version of the comment rules is in force, so nobody can be restricted under them."""


class ReasonsMissing(ValueError):
    """A restriction was asked for without the facts or without why the clause applies."""


@dataclass(frozen=True)
class Reasons:
    """What the moderator says: the ground, the facts, and why the one covers the other (Art. 17(3)(b), (e))."""

    ground: Ground
    facts: str
    why: str
    source: Source = Source.OWN_INITIATIVE
    is_detected_automatically: bool = False
    #: The law, when the content is held to be illegal (Art. 17(3)(d)).
    law: str = ""

    def __post_init__(self) -> None:
        if not self.facts.strip() or not self.why.strip():
            raise ReasonsMissing


def rules_in_force(now: datetime) -> PolicyVersion:
    """Return the version of the comment rules that applies at `now`; raise NoRulesInForce."""
    version = PolicyVersion.objects.of(Document.RULES).in_force(now).first()
    if version is None:
        raise NoRulesInForce
    return version


def clause_for(version: PolicyVersion, ground: Ground, language: str) -> Clause:
    """Return the ground's wording in `language`, or in English where that edition has none."""
    clauses = {c.language: c for c in Clause.objects.filter(version=version, ground=ground)}
    return clauses.get(language) or clauses["en"]


def is_detected(comment: Comment, ground: Ground, case: Case | None = None) -> bool:
    """Say whether a program pointed at the comment under this ground, or at one that it is a near-copy of."""
    found = Q(comment=comment, version=comment.version)
    if case and case.kind == CaseKind.CAMPAIGN:
        found |= Q(comment__case_items__case=case)
    return Finding.objects.filter(found, ground=ground).exists()


def issue(
    *,
    person: User,
    measure: Measure,
    reasons: Reasons,
    scope: str,
    content_at: datetime,
    now: datetime,
    ends_at: datetime | None = None,
    procedure: str = "",
) -> StatementOfReasons:
    """Write the statement in the person's language and put its letter into the outbox.

    Call it inside the transaction of the restriction: either both are kept or neither (V1). `scope` says what is
    restricted and how far, `ends_at` until when if it ends by itself, `content_at` when the content was posted (or the
    account made), `procedure` whether the person was heard before.
    """
    clause = clause_for(rules_in_force(now), reasons.ground, person.language)
    statement = StatementOfReasons.objects.create(
        person=person,
        language=person.language,
        clause=clause,
        measure=measure,
        scope=scope,
        ends_at=ends_at,
        facts=reasons.facts.strip(),
        why=reasons.why.strip(),
        source=reasons.source,
        is_detected_automatically=reasons.is_detected_automatically,
        is_illegal=bool(reasons.law),
        law=reasons.law,
        procedure=procedure,
        content_at=content_at,
        issued_at=now,
    )
    with override(person.language):
        notices.statement_issued(statement, now=now)
    return statement


def bounced(*, references: Iterable[str], now: datetime) -> int:
    """Note that letters came back: the time to complain does not run (V12); return how many were ours."""
    letters = StatementOfReasons.objects.filter(reference__in=references, bounced_at__isnull=True)
    return letters.update(bounced_at=now)


def viewed(*, statement: StatementOfReasons, now: datetime) -> None:
    """Note the first time the statement was read: the time to complain runs at the latest from here (D13)."""
    StatementOfReasons.objects.filter(pk=statement.pk, viewed_at__isnull=True).update(viewed_at=now)
