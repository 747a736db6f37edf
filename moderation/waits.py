"""How long things wait at the desk, and when: what a lead plans shifts by (C68)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Min
from django.utils import timezone

from accounts.models import User
from moderation import permissions
from moderation.models import Case

#: Days that are looked at, and the newest cases of them.
DAYS, MOST = 7, 20_000
#: Within which minutes cases are counted as decided.
WITHIN = (15, 60, 24 * 60)
#: Hours of a shift.
SHIFT = 8


@dataclass(frozen=True)
class Hour:
    """What came and went in one hour of the day, and how long it had waited; None where nothing was decided."""

    begins: int
    came: int
    decided: int
    minutes: int | None


@dataclass(frozen=True)
class Waits:
    """The desk in the last days."""

    waiting: int
    oldest: datetime | None
    #: Of what came in these days, how many and which share were decided within so many minutes.
    within: list[tuple[int, int, int | None]]
    hours: list[Hour]
    #: For each shift of the day: from, until, came, decided.
    shifts: list[tuple[int, int, int, int]]


def lately(now: datetime, moderator: User) -> Waits:
    """Look at the last days, at what is the moderator's to see; what came so lately that the time is not over is left
    out of a share.
    """
    since = now - timedelta(days=DAYS)
    waiting = Case.objects.due(now).filter(permissions.cases(moderator))
    newest = (
        Case.objects.filter(permissions.cases(moderator, waiting=False), opened_at__gte=since)
        .order_by("-opened_at")
        .values_list("opened_at", "closed_at")
    )
    came = list(newest[:MOST])
    hours = _hours(came)
    shifts = [hours[first : first + SHIFT] for first in range(0, 24, SHIFT)]
    return Waits(
        waiting=waiting.count(),
        oldest=waiting.aggregate(oldest=Min("opened_at"))["oldest"],
        within=[_within(came, minutes, now) for minutes in WITHIN],
        hours=hours,
        shifts=[
            (part[0].begins, part[-1].begins + 1, sum(one.came for one in part), sum(one.decided for one in part))
            for part in shifts
        ],
    )


def _within(
    came: Sequence[tuple[datetime, datetime | None]], minutes: int, now: datetime
) -> tuple[int, int, int | None]:
    """Count what could have been decided in that time, and say of how many of a hundred it was."""
    limit = timedelta(minutes=minutes)
    due = [(opened, closed) for opened, closed in came if closed or opened <= now - limit]
    done = sum(closed is not None and closed - opened <= limit for opened, closed in due)
    return minutes, len(due), round(100 * done / len(due)) if due else None


def _hours(came: Sequence[tuple[datetime, datetime | None]]) -> list[Hour]:
    """Sort them by the hour of the newsroom's day in which they came, and in which they were decided."""
    opened: dict[int, int] = defaultdict(int)
    waited: dict[int, list[float]] = defaultdict(list)
    for opened_at, closed_at in came:
        opened[timezone.localtime(opened_at).hour] += 1
        if closed_at:
            waited[timezone.localtime(closed_at).hour].append((closed_at - opened_at).total_seconds() / 60)
    return [
        Hour(hour, opened[hour], len(waited[hour]), round(median(waited[hour])) if waited[hour] else None)
        for hour in range(24)
    ]
