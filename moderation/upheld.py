"""How often people agreed with the screening: by list entry, by ground, by week. Read, never written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncQuarter, TruncWeek

from moderation.enums import Measure
from moderation.enums.screening import NudgeAnswer
from moderation.intervals import Interval, of_share
from moderation.models import Decision, Finding, Nudge
from moderation.screening import Action

#: Entries are rare and are judged by a year; grounds by a quarter; false alarms are shown week by week.
ENTRY_WINDOW, GROUND_WINDOW, WEEKS = timedelta(days=365), timedelta(days=91), timedelta(weeks=8)
UPHELD = (Measure.REMOVE, Measure.REDACT)
#: A mark that people agree with less often than this is worth little.
WORTH = 0.25
ASKING = [action.word for action in Action if action > Action.NONE]


@dataclass(frozen=True)
class Tally:
    """Of the comments that something marked and people decided, how many broke a rule; and what nudges led to."""

    decided: int = 0
    upheld: int = 0
    asked: int = 0
    revised: int = 0

    @property
    def share(self) -> float:
        """The share upheld, from 0 to 1."""
        return self.upheld / self.decided if self.decided else 0.0

    @property
    def interval(self) -> Interval:
        """Where that share lies, chance allowed for."""
        return of_share(self.upheld, self.decided)

    @property
    def is_mostly_wrong(self) -> bool:
        """Say whether fewer than one mark in four is surely all that holds."""
        return self.interval.high < WORTH


@dataclass(frozen=True)
class Week:
    """False alarms of one week in one language: comments that were marked and that people let stand."""

    begins: datetime
    language: str
    marked: int
    false_alarms: int

    @property
    def share(self) -> float:
        return self.false_alarms / self.marked


def by_entry(now: datetime) -> dict[int, Tally]:
    """Tally every entry that marked something in the last year, by its key."""
    marks = _of_entries(now).filter(entry__isnull=False)
    tallies = {key: Tally(decided, upheld) for key, decided, upheld in _counted(marks, "entry")}
    asked: Counter[int] = Counter()
    revised: Counter[int] = Counter()
    nudges = Nudge.objects.filter(asked_at__gt=now - ENTRY_WINDOW).values_list("entries", "answer")
    for entries, answer in nudges.iterator():
        asked.update(entries)
        revised.update(entries if answer == NudgeAnswer.REVISED else ())
    for key, count in asked.items():
        tallies[key] = replace(tallies.get(key, Tally()), asked=count, revised=revised[key])
    return tallies


def by_quarter(entry: int, now: datetime) -> list[tuple[datetime, Tally]]:
    """Tally what an entry marked in the last year by quarter, the newest first."""
    marks = _of_entries(now).filter(entry=entry).annotate(quarter=TruncQuarter("comment__submitted_at"))
    found = [(begins, Tally(decided, upheld)) for begins, decided, upheld in _counted(marks, "quarter")]
    return sorted(found, key=lambda pair: pair[0], reverse=True)


def mostly_wrong(now: datetime) -> list[int]:
    """Return the keys of the entries that should go."""
    return [key for key, tally in by_entry(now).items() if tally.is_mostly_wrong]


def by_ground(now: datetime) -> dict[int | None, Tally]:
    """Tally the marks of the last three months by ground; None stands for the check of the language."""
    marks = _decided(now - GROUND_WINDOW).filter(action__in=ASKING)
    found = {ground: Tally(decided, upheld) for ground, decided, upheld in _counted(marks, "ground")}
    return dict(sorted(found.items(), key=lambda pair: (pair[0] is None, pair[0] or 0)))


def by_week(now: datetime) -> list[Week]:
    """Count the false alarms of the last weeks by language, the newest week first."""
    marks = _decided(now - WEEKS).filter(action__in=ASKING).annotate(week=TruncWeek("comment__submitted_at"))
    rows = _counted(marks, "week", "comment__language")
    weeks = [Week(week, language, decided, decided - upheld) for week, language, decided, upheld in rows]
    return sorted(weeks, key=lambda one: (-one.begins.timestamp(), one.language))


def _of_entries(now: datetime) -> QuerySet[Finding]:
    """Find what entries marked in the last year; what was taken back is no mark."""
    let_be = Q(action=Action.NONE.word) & ~Q(entry__action=Action.NONE.word)
    return _decided(now - ENTRY_WINDOW).exclude(let_be)


def _decided(since: datetime) -> QuerySet[Finding]:
    """Find what was seen in comments that a person has decided since, with that decision."""
    human = Decision.objects.filter(comment=OuterRef("comment"), decided_by__isnull=False, reversals__isnull=True)
    human = human.exclude(measure=Measure.HOLD)  # taken back, and not decided yet
    verdict = Subquery(human.order_by("-pk").values("measure")[:1])
    recent = Finding.objects.filter(comment__submitted_at__gt=since)
    return recent.annotate(verdict=verdict).filter(verdict__isnull=False)


def _counted(findings: QuerySet[Finding], *by: str) -> Iterator[tuple[Any, ...]]:  # as the columns are
    """Count comments decided and upheld, each once however often it was marked."""
    upheld = Count("comment", distinct=True, filter=Q(verdict__in=UPHELD))
    rows = findings.order_by().values(*by).annotate(decided=Count("comment", distinct=True), upheld=upheld)
    yield from rows.values_list(*by, "decided", "upheld")
