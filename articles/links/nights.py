"""Which night it is."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from articles.links.terms import terms
from articles.paper import paper


@dataclass(frozen=True)
class Night:
    """The hours in which links are looked at, by the clock of the default edition."""

    begins_at: datetime
    ends_at: datetime

    def __str__(self) -> str:
        return f"{self.begins_at:%Y-%m-%d}"


def night_of(now: datetime) -> Night | None:
    """Return the night that it is at `now`; None by day."""
    here, said = _here(now), terms()
    begins, ends = (
        here.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in (said.night_from, said.night_until)
    )
    return Night(begins, ends) if begins <= here < ends else None


def date_of(now: datetime) -> date:
    """Return the day that it is there."""
    return _here(now).date()


def _here(now: datetime) -> datetime:
    edition = paper().default
    return now.astimezone(ZoneInfo(edition.time_zone if edition else "UTC"))
