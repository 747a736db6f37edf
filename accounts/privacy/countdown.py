"""When what is held about a person goes by itself (V71): asked of the rules that the nightly job goes by."""

from collections.abc import Callable, Collection, Sequence
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


def running(person: User, codes: Collection[str], *, now: datetime) -> dict[str, Countdown]:
    """Say by code of the declaration when rows go, where any will; what is only kept does not (GDPR Art. 18).

    `codes` are those of which the person has rows: five statements for each at most.
    """
    if person.restricted_at:
        return {}
    own = periods.all_days()
    found = {entry.code: _of(entry, person, now, own) for entry in registry().personal if entry.code in codes}
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
    first, last = _days_when(gone, [1, ending])
    return Countdown(first=first, last=last, counted=ending, endless=rows.count() - ending)


def _days_when(gone: Callable[[Sequence[int]], list[int]], wanted: Sequence[int]) -> list[int]:
    """Return for each number of rows the first day on which so many have gone."""
    bounds = [(-1, FARTHEST) for _ in wanted]
    while asked := {day for before, day in bounds for day in _between(before, day)}:
        days = sorted(asked)
        counts = dict(zip(days, gone(days), strict=True))
        for place, (before, day) in enumerate(bounds):
            between = _between(before, day)
            found = next((one for one in between if counts[one] >= wanted[place]), day)
            bounds[place] = max([before, *(one for one in between if one < found)]), found
    return [day for _, day in bounds]


def _between(before: int, day: int) -> range:
    """Part the days between two into equal stretches."""
    return range(before + 1, day, -(-(day - before) // AT_ONCE))
