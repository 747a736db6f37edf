"""How somebody's earlier reports were answered: told to moderators, and deciding nothing but the order (C40, C59).

Counted from the answers as they stand. Where a removal falls, its reports are unfounded and the record says so at once.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count

from moderation.enums import ReportOutcome
from moderation.models import Report

#: So many reports within this time by accounts younger than that are a wave.
MANY, AT_ONCE, YOUNG = 3, timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class ReporterRecord:
    """How many reports on other comments were upheld, led to nothing, or to a removal that was wrong."""

    upheld: int = 0
    left_up: int = 0
    unfounded: int = 0

    def __bool__(self) -> bool:
        return bool(self.upheld or self.left_up or self.unfounded)

    @property
    def credit(self) -> float:
        """The share that was upheld, from 0 to 1: what led to a wrong removal counts twice, and two upheld ones are
        assumed of everybody, so that who reports for the first time is believed and one slip is not all.
        """
        return (self.upheld + 2) / (self.upheld + self.left_up + 2 * self.unfounded + 2)


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


def wave(reports: Iterable[Report]) -> list[Report]:
    """Return those of a comment's open reports that came from young accounts within a day, where there are many (C59).

    They may be one person's, or be called for elsewhere: they are shown as what they are, and weigh as one.
    """
    young = [one for one in reports if one.outcome == ReportOutcome.OPEN and _is_young(one)]
    if len(young) < MANY:
        return []
    last = max(one.received_at for one in young)
    at_once = [one for one in young if last - one.received_at < AT_ONCE]
    return at_once if len(at_once) >= MANY else []


def credits_of(reports: Iterable[Report]) -> list[float]:
    """Say what each open report weighs; a wave is one. Nobody is known of strangers: they are believed."""
    waiting = [one for one in reports if one.outcome == ReportOutcome.OPEN]
    known, together = records(waiting), wave(waiting)
    weighed = waiting if not together else [*together[:1], *(one for one in waiting if one not in together)]
    return [known.get(one.pk, ReporterRecord()).credit for one in weighed]


def _is_young(report: Report) -> bool:
    return report.reporter is not None and report.received_at - report.reporter.joined_at < YOUNG


def _of(answered: dict[str, int]) -> ReporterRecord:
    return ReporterRecord(
        upheld=answered.get(ReportOutcome.REMOVED, 0),
        left_up=answered.get(ReportOutcome.KEPT, 0),
        unfounded=answered.get(ReportOutcome.UNFOUNDED, 0),
    )
