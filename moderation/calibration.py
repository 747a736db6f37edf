"""Which clauses of the rules are misread: how often decisions under each were contested and taken back (V78)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from moderation.enums import RESTRICTIONS, AppealState
from moderation.models import Appeal, Clause, Decision
from moderation.own_figures import Share, is_taken_back

#: So far back decisions are counted.
WINDOW = timedelta(days=365)


@dataclass(frozen=True)
class PerClause:
    """Decisions that restricted somebody under one ground of one version of the rules."""

    #: The clause in the language of the page, or another one.
    clause: Clause | None
    ground: int
    version: int
    contested: Share
    reversed: Share
    #: Whether it is reversed more often than the others together, chance allowed for.
    stands_out: bool


def per_clause(language: str, now: datetime) -> list[PerClause]:
    """Count the decisions of the last year by clause; those first whose share taken back is surely the largest.

    Counted as taken back is what somebody found wrong; a block that was lifted was not. Two queries.
    """
    letters = Appeal.objects.filter(contested=OuterRef("pk")).exclude(state=AppealState.INCOMPLETE)
    made = Decision.objects.filter(
        made_at__gt=now - WINDOW,
        made_at__lte=now,
        reverses__isnull=True,
        measure__in=RESTRICTIONS,
        ground__isnull=False,
        rules_version__isnull=False,
    )
    rows = list(
        made.order_by()
        .annotate(is_contested=Exists(letters), is_reversed=is_taken_back())
        .values("ground", "rules_version", "rules_version__number")
        .annotate(
            total=Count("pk"),
            contested=Count("pk", filter=Q(is_contested=True)),
            reversed=Count("pk", filter=Q(is_reversed=True)),
        )
    )
    every, reversed_ = (sum(row[name] for row in rows) for name in ("total", "reversed"))
    clauses = _clauses({row["rules_version"] for row in rows}, language)
    found = [
        PerClause(
            clause=clauses.get((row["rules_version"], row["ground"])),
            ground=row["ground"],
            version=row["rules_version__number"],
            contested=Share(row["contested"], row["total"]),
            reversed=(share := Share(row["reversed"], row["total"])),
            stands_out=share.interval.low > Share(reversed_ - share.count, every - share.total).interval.high,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (-one.reversed.interval.low, one.ground, -one.version))


def _clauses(versions: set[int], language: str) -> dict[tuple[int, int], Clause]:
    clauses = Clause.objects.filter(version__in=versions)
    in_order = sorted(clauses, key=lambda clause: (clause.language == language, clause.language == "en"))
    return {(clause.version_id, clause.ground_id): clause for clause in in_order}
