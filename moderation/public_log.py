"""The public log: every restriction without a person in it (C79).

A row says the day, the ground and the version of the rules, what was done, whether that was contested, and what came of
it. No text, no name, no article, no time of day. Whoever holds a reference finds their own row by it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from moderation.enums import RESTRICTIONS, AppealOutcome, AppealState, Measure
from moderation.models import Appeal, Decision

#: So many rows stand on a page.
MOST = 50


@dataclass(frozen=True)
class Entry:
    """A row of the log. `outcome` is empty while no letter about it was answered."""

    key: int
    day: date
    ground: int
    rules: int
    measure: Measure
    is_contested: bool
    outcome: AppealOutcome | None
    is_taken_back: bool


@dataclass(frozen=True)
class Stretch:
    """Some rows, the newest first, and the key before which the next ones come; None at the end."""

    entries: list[Entry]
    before: int | None


def stretch(*, before: int | None = None, ground: int | None = None, reference: str = "") -> Stretch:
    """Return a page of the log, of one ground or of all; or the row that a reference of a statement names."""
    rows = _rows().order_by("-pk")
    if reference:
        return Stretch([_entry(one) for one in rows.filter(statement__reference=reference)], None)
    if ground:
        rows = rows.filter(ground=ground)
    if before:
        rows = rows.filter(pk__lt=before)
    found = [_entry(one) for one in rows[: MOST + 1]]
    return Stretch(found[:MOST], found[MOST - 1].key if len(found) > MOST else None)


def between(start: datetime, end: datetime) -> Iterator[Entry]:
    """Return all rows of a period, the oldest first."""
    return map(_entry, _rows().filter(made_at__gte=start, made_at__lt=end).order_by("pk").iterator())


def _rows() -> QuerySet[Decision]:
    letters = Appeal.objects.filter(contested=OuterRef("pk"), completed_at__isnull=False)
    answered = letters.filter(state=AppealState.DECIDED).order_by("-decided_at", "-pk")
    restrictions: QuerySet[Decision] = Decision.objects.filter(measure__in=RESTRICTIONS, ground__isnull=False)
    return restrictions.annotate(
        rules=F("rules_version__number"),
        is_contested=Exists(letters),
        outcome=Subquery(answered.values("outcome")[:1]),
        is_taken_back=Exists(Decision.objects.filter(reverses=OuterRef("pk"))),
    )


def _entry(row: Decision) -> Entry:
    assert row.ground_id  # noqa: S101 # asked for
    return Entry(
        key=row.pk,
        day=timezone.localdate(row.made_at),
        ground=row.ground_id,
        rules=row.rules,  # type: ignore[attr-defined] # annotated
        measure=Measure(row.measure),
        is_contested=row.is_contested,  # type: ignore[attr-defined] # annotated
        outcome=AppealOutcome(row.outcome) if row.outcome else None,  # type: ignore[attr-defined] # annotated
        is_taken_back=row.is_taken_back,  # type: ignore[attr-defined] # annotated
    )
