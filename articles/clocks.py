"""The clocks that the editions' readers live by."""

from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils import timezone

from articles.paper import paper


class EditionClock(tzinfo):
    """The time zone of an edition, looked up when a time is first told: most requests tell none."""

    def __init__(self, language: str) -> None:
        self.language = language

    @cached_property
    def zone(self) -> tzinfo:
        edition = paper().edition(self.language)
        return ZoneInfo(edition.time_zone) if edition else timezone.get_default_timezone()

    def fromutc(self, dt: datetime) -> datetime:
        return self.zone.fromutc(dt.replace(tzinfo=self.zone))

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        return self.zone.utcoffset(dt)

    def dst(self, dt: datetime | None) -> timedelta | None:
        return self.zone.dst(dt)

    def tzname(self, dt: datetime | None) -> str | None:
        return self.zone.tzname(dt)

    def __str__(self) -> str:
        """Name the zone as databases know it."""
        return str(self.zone)
