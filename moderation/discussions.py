"""How an article is discussed at a moment: as somebody set it, for good or for a time, or as its section usually is.

Nothing has to run for a change to take effect: whoever asks compares with the clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from articles.models import Article
from articles.paper import Paper, paper
from moderation.enums import Discussion
from moderation.models import DiscussionDefault, Thread


@dataclass(frozen=True)
class Setting:
    """How an article's discussion is set, and until when, where the clock changes it."""

    discussion: Discussion = Discussion.OPEN
    message: str = ""
    until: datetime | None = None


def setting(article: Article, thread: Thread | None, now: datetime) -> Setting:
    """Return how the article is discussed at this moment; without a thread nobody has commented or set anything."""
    if thread and thread.has_begun(now):
        return Setting(Discussion(thread.planned_discussion), thread.planned_message, thread.planned_until)
    found = standing(article, thread, now)
    if thread and thread.planned_from and now < thread.planned_from:
        return replace(found, until=min(found.until or thread.planned_from, thread.planned_from))
    return found


def standing(article: Article, thread: Thread | None, now: datetime) -> Setting:
    """Return how the article is discussed whenever nothing planned holds."""
    if thread is None or (thread.set_at is None and thread.discussion == Discussion.OPEN):
        return usual(article, now)
    return Setting(Discussion(thread.discussion), thread.message)


def usual(article: Article, now: datetime) -> Setting:
    """Return how articles of its section and age are discussed. Costs no query while no section has a default."""
    defaults = by_section()
    default = defaults.get(article.section_id) if defaults else None
    if default is None:
        return Setting()
    if default.later_after is None or article.published_at is None:
        return Setting(Discussion(default.discussion), default.message)
    changes_at = article.published_at + timedelta(days=default.later_after)
    if changes_at <= now:
        return Setting(Discussion(default.later_discussion), default.later_message)
    return Setting(Discussion(default.discussion), default.message, changes_at)


_remembered: tuple[Paper, Mapping[int, DiscussionDefault]] | None = None


def by_section() -> Mapping[int, DiscussionDefault]:
    """Return the sections' defaults, remembered as long as the frame of the pages, which ends when one changes."""
    global _remembered  # noqa: PLW0603 # one memory a process is the point
    frame = paper()
    if _remembered is None or _remembered[0] is not frame:
        _remembered = (frame, DiscussionDefault.objects.in_bulk())
    return _remembered[1]
