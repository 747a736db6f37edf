"""How somebody's earlier reports were answered: told to moderators, and deciding nothing (C40).

Counted from the answers as they stand. Where a removal falls, its reports are unfounded and the record says so at once.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from moderation.enums import ReportOutcome
from moderation.models import Report


@dataclass(frozen=True)
class ReporterRecord:
    """How many reports on other comments were upheld, led to nothing, or to a removal that was wrong."""

    upheld: int = 0
    left_up: int = 0
    unfounded: int = 0

    def __bool__(self) -> bool:
        return bool(self.upheld or self.left_up or self.unfounded)


def records(reports: Iterable[Report]) -> dict[int, ReporterRecord]:
    """Return, by the reports' keys, what is known of their senders: members whose data is used."""
    sent = {report.pk: report for report in reports if report.reporter and report.reporter.restricted_at is None}
    senders = {report.reporter_id for report in sent.values()}
    if not senders:
        return {}
    counted: dict[int | None, dict[str, int]] = defaultdict(dict)
    elsewhere = Report.objects.filter(reporter__in=senders).exclude(
        comment__in={one.comment_id for one in sent.values()}
    )
    for sender, outcome, many in elsewhere.order_by().values_list("reporter", "outcome").annotate(Count("pk")):
        counted[sender][outcome] = many
    return {key: _of(counted[report.reporter_id]) for key, report in sent.items()}


def _of(answered: dict[str, int]) -> ReporterRecord:
    return ReporterRecord(
        upheld=answered.get(ReportOutcome.REMOVED, 0),
        left_up=answered.get(ReportOutcome.KEPT, 0),
        unfounded=answered.get(ReportOutcome.UNFOUNDED, 0),
    )
