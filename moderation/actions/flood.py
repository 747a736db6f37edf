"""Limits against floods: by person, by network block, by article (C22). Each says when to try again."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

from django.conf import settings as site
from limits import RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from accounts.models import User
from moderation.actions.facts import Place
from moderation.actions.lately import Recent, Written
from moderation.counters import FileCounters
from moderation.enums import Discussion
from moderation.screening import Settings

logger = logging.getLogger(__name__)

WINDOW = timedelta(minutes=10)
ARTICLE_WINDOW = timedelta(minutes=1)


class TooFast(Exception):
    """Too many comments came from this person, this network or under this article."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(f"Try again after {until:%H:%M:%S}.")


class SlowMode(TooFast):
    """In slow mode a person waits so many minutes between two comments under one article."""

    def __init__(self, until: datetime, minutes: int) -> None:
        super().__init__(until)
        self.minutes = minutes


def check(*, place: Place, recent: Recent, network: str, settings: Settings, now: datetime) -> None:
    """Raise TooFast when this comment would be one too many."""
    _check_slow_mode(place, recent, settings, now)
    _check_own(recent.own, settings.limit("flood_by_author"), now)
    if recent.crowding_since and recent.crowding_since > now - ARTICLE_WINDOW:
        raise TooFast(recent.crowding_since + ARTICLE_WINDOW)
    if network:
        _count("comments", network, int(settings.limit("flood_by_network")))


def check_appreciations(person: User, settings: Settings) -> None:
    """Raise TooFast when a person appreciates, or takes that back, one time too many."""
    _count("appreciations", str(person.pk), int(settings.limit("flood_of_appreciations")))


def check_mistakes(person: User | None, network: str, settings: Settings) -> None:
    """Raise TooFast when a person, or a stranger's network block, reports mistakes one time too many."""
    whose = str(person.pk) if person else network
    _count("mistakes", whose, int(settings.limit("flood_of_mistakes")))


def _check_slow_mode(place: Place, recent: Recent, settings: Settings, now: datetime) -> None:
    """In slow mode each person waits between two comments under the article (C24)."""
    here = [one.submitted_at for one in recent.own if one.article_id == place.article.pk]
    if place.discussion == Discussion.SLOW and here:
        minutes = settings.limit("slow_minutes")
        until = max(here) + timedelta(minutes=minutes)
        if until > now:
            raise SlowMode(until, round(minutes))


def _check_own(written: Sequence[Written], most: float, now: datetime) -> None:
    """Refuse when a person has written so many within the window; the oldest of those leaves it first."""
    if len(written) < most:
        return
    within = sorted(one.submitted_at for one in written if one.submitted_at > now - WINDOW)
    if len(within) >= most:
        raise TooFast(within[-int(most)] + WINDOW)


def _count(what: str, whose: str, most: int) -> None:
    """Count what comes from a network block or a person.

    Without counters the other limits hold: nobody is kept from writing by their fall.
    """
    limit = RateLimitItemPerMinute(most, int(WINDOW.total_seconds() // 60))
    try:
        counted = limiter()
        if counted.hit(limit, what, whose):
            return
        until = datetime.fromtimestamp(counted.get_window_stats(limit, what, whose).reset_time, UTC)
    except (OSError, StorageError):
        logger.exception("The counters do not answer; %s are not counted", what)
        return
    raise TooFast(until)


@cache
def limiter() -> FixedWindowRateLimiter:
    """Return the counters of this process: shared with the machine's others by a file, with other machines by Redis."""
    if site.REDIS_URL:
        waiting = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}
        return FixedWindowRateLimiter(storage_from_string(site.REDIS_URL, wrap_exceptions=True, **waiting))
    return FixedWindowRateLimiter(FileCounters(site.VAR_DIR / "counters"))
