"""From when until when readers are to see an article."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from articles.checklist import Lack
from articles.enums import Point, State
from articles.models import Article, Edition
from articles.printed import told_by

#: Times are typed by the minute: the running one has not passed yet.
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Times:
    """When an article appears and ends, by the minute."""

    at: datetime | None
    expires_at: datetime | None

    @classmethod
    def of(cls, article: Article, now: datetime) -> "Times":
        """Return the times as whoever may change them reads them; those of what is over are none."""
        if article.state(now) in (State.UNPUBLISHED, State.EXPIRED):
            return cls(None, None)
        return cls(by_the_minute(article.published_at), by_the_minute(article.expires_at))


@dataclass(frozen=True)
class Embargo:
    """Until when somebody wants nobody to quote a text (None: no longer), what they saw, and why it is lifted (A43).

    Both are whole minutes, as people type them.
    """

    until: datetime | None
    was: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class Elsewhere:
    """When a text that readers have seen elsewhere appeared there, and when it last changed; neither lies ahead."""

    published_at: datetime
    changed_at: datetime


def untimely(article: Article, times: Times, appears_at: datetime | None, now: datetime) -> list[Lack]:
    """Refuse these times for a text that is shown now: too early ones, and an appearance before its embargo's end."""
    return too_early(times.at, times.expires_at, now) + before_embargo(article, appears_at)


def too_early(at: datetime | None, expires_at: datetime | None, now: datetime) -> list[Lack]:
    """Refuse a beginning that has passed, for a slip of the pen would publish at once; and an end before it."""
    words = _("This time has passed. Leave it empty to publish at once.")
    passed = [Lack(Point.TIME, "at", words)] if at is not None and at + MINUTE <= now else []
    return passed + ends_too_early(max(at or now, now), expires_at)


def before_embargo(article: Article, appears_at: datetime | None) -> list[Lack]:
    """Refuse a beginning before the article may be quoted, with the earliest minute that holds (A43)."""
    until = article.embargo_until
    is_too_early = until is not None and appears_at is not None and appears_at < until
    return [Lack(Point.TIME, "at", earliest(article.edition, until))] if until and is_too_early else []


def earliest(edition: Edition, until: datetime) -> str:
    """Say from when on an article under embargo may appear."""
    return _("It is under embargo: it may appear on %(when)s at the earliest.") % {"when": told_by(edition, until)}


def ends_too_early(at: datetime, expires_at: datetime | None) -> list[Lack]:
    """Refuse an end that is not after the beginning."""
    is_too_early = expires_at is not None and expires_at <= at
    return [Lack(Point.TIME, "expires_at", _("Let it expire after it appears."))] if is_too_early else []


def by_the_minute(moment: datetime | None) -> datetime | None:
    """Leave out what is no part of a time that people type."""
    return moment and moment.replace(second=0, microsecond=0)
