"""When what is held about a person goes by itself (V71): asked of the rules that the nightly job goes by."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from accounts.models import User
from accounts.privacy import periods
from accounts.privacy.declarations import PersonalData, registry

#: What has an end has it within so many days.
FARTHEST = 40 * 365
#: How many days are asked about at once; four statements find one among all.
AT_ONCE = 16


@dataclass(frozen=True)
class Countdown:
    """Days until the first and the last of some rows go, and how many will stay until something happens to them."""

    first: int
    last: int
    counted: int
    endless: int


def running(person: User, *, now: datetime) -> dict[str, Countdown]:
    """Say by code of the declaration when rows go, where any will; what is only kept does not (GDPR Art. 18)."""
    if person.restricted_at:
        return {}
    own = periods.all_days()
    found = {entry.code: _of(entry, person, now, own) for entry in registry().personal if not entry.is_confidential}
    return {code: countdown for code, countdown in found.items() if countdown}


def _of(entry: PersonalData, person: User, now: datetime, own: dict[str, int]) -> Countdown | None:
    rule = entry.retention
    if rule is None or rule.expired is None or rule.model != entry.model:
        return None
    rows, since, expired = entry.rows(person), now - periods.keep(rule, own), rule.expired
    rows = rows.exclude(**rule.redacted) if rule.redacted else rows

    def gone(days: Sequence[int]) -> list[int]:
        """Count the rows that will have gone in so many days."""
        within = [Count("pk", filter=expired(since + timedelta(days=day)), distinct=True) for day in days]
        found = rows.aggregate(**{f"in_{day}": count for day, count in zip(days, within, strict=True)})
        return list(found.values())

    (ending,) = gone([FARTHEST])
    if not ending:
        return None
    return Countdown(
        first=_first_day(gone, 1),
        last=_first_day(gone, ending),
        counted=ending,
        endless=rows.count() - ending,
    )


def _first_day(gone: Callable[[Sequence[int]], list[int]], wanted: int) -> int:
    """Return the first day on which so many have gone."""
    before, day = -1, FARTHEST
    while day - before > 1:
        days = range(before + 1, day, -(-(day - before) // AT_ONCE))
        for asked, count in zip(days, gone(days), strict=True):
            if count >= wanted:
                day = asked
                break
            before = asked
    return day
