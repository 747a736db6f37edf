"""The reader's own clock: when news may come, and which day it is there (A31)."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from articles.push.terms import terms


@cache
def zones() -> frozenset[str]:
    """Name the time zones that a browser may tell."""
    return frozenset(available_timezones())


def day(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def awake_at(now: datetime, zone: str) -> datetime:
    """Return the first moment from `now` on at which a reader in `zone` is not left in peace."""
    said, here = terms(), now.astimezone(ZoneInfo(zone))
    if said.quiet_until <= here.hour < said.quiet_from:
        return now
    morning = here.date() + timedelta(days=int(here.hour >= said.quiet_from))
    return datetime.combine(morning, time(said.quiet_until), ZoneInfo(zone)).astimezone(now.tzinfo)
