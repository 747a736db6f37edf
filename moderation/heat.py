"""Threads about to turn: what shows it, and what to do about it (C83). Read, never written."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from moderation import discussions
from moderation.enums import Discussion, Status
from moderation.models import Comment, Report, Thread
from moderation.screening import Settings

#: The newest comments of the site that are looked at, and how far back the usual pace of a thread is measured.
NEWEST, USUAL = 2_000, timedelta(days=1)
NEWCOMER = timedelta(days=7)


class Written(NamedTuple):
    """As much of a comment as shows whether its thread turns."""

    article: int
    author: int
    answered: int | None
    joined_at: datetime
    submitted_at: datetime
    status: str
    is_reported: bool


COLUMNS = (
    "article_id", "author_id", "parent__author_id", "author__joined_at", "submitted_at", "status", "is_reported"
)  # fmt: skip


@dataclass(frozen=True)
class Sign:
    """One thing that shows it: a code, and the number behind it (comments, times, or of 100)."""

    code: str
    number: int


@dataclass(frozen=True)
class Warm:
    """A thread about to turn, with what shows it and what is proposed."""

    thread: Thread
    comments: int
    signs: tuple[Sign, ...]
    proposal: Discussion


#: These say that rules are being broken; the others only that it gets hot.
GRAVE = frozenset({"reports", "removed", "newcomers"})
CALMER = (Discussion.OPEN, Discussion.LINKS_HELD, Discussion.SLOW, Discussion.HELD)


def warm_threads(settings: Settings, now: datetime, among: Q | None = None) -> list[Warm]:
    """Find the threads that get hot and are not calmed yet, those with most signs first; `among` says which count."""
    window = timedelta(minutes=settings.limit("heat_window_minutes"))
    recent: dict[int, list[Written]] = defaultdict(list)
    for one in _newest():
        if one.submitted_at > now - window:
            recent[one.article].append(one)
    busy = [article for article, found in recent.items() if len(found) >= settings.limit("heat_comments")]
    threads = Thread.objects.filter(among or Q()).select_related("article").in_bulk(busy)
    hot = {article: recent[article] for article in busy if article in threads}
    usual = _usual_pace(list(hot), window, now)
    warm = []
    for article, found in hot.items():
        signs = signs_of(found, usual[article], settings, now)
        proposal = Discussion.HELD if len({s.code for s in signs} & GRAVE) > 1 else Discussion.SLOW
        thread = threads[article]
        present = discussions.setting(thread.article, thread, now).discussion
        if signs and _is_calmer(proposal, present):
            warm.append(Warm(thread, len(found), signs, proposal))
    return sorted(warm, key=lambda one: (-len(one.signs), -one.comments))


def signs_of(found: Sequence[Written], usual: float, settings: Settings, now: datetime) -> tuple[Sign, ...]:
    """Name what shows that a thread turns, in its comments of the window; `usual` is its pace of the day before."""
    total = len(found)
    signs = {
        "rate": (round(total / max(usual, 1)), settings.limit("heat_rate")),
        "reports": (_of_100(sum(one.is_reported for one in found), total), settings.limit("heat_reports")),
        "removed": (
            _of_100(sum(one.status == Status.REMOVED for one in found), total),
            settings.limit("heat_removed"),
        ),
        "duel": (_of_100(_duel(found), total), settings.limit("heat_duel")),
        "newcomers": (
            _of_100(sum(one.joined_at > now - NEWCOMER for one in found), total),
            settings.limit("heat_newcomers"),
        ),
    }
    return tuple(Sign(code, number) for code, (number, most) in signs.items() if number >= most)


def _duel(found: Sequence[Written]) -> int:
    """Count the comments with which the busiest two answer each other."""
    answers = Counter(frozenset((one.author, one.answered)) for one in found if one.answered not in (None, one.author))
    by_turns = sum(a.author != b.author for a, b in pairwise(sorted(found, key=lambda one: one.submitted_at)))
    pair, count = max(answers.items(), key=lambda item: item[1], default=(frozenset(), 0))
    both_write = len({one.author for one in found if one.author in pair}) > 1
    return count if both_write and by_turns else 0


def _newest() -> list[Written]:
    reported = Exists(Report.objects.filter(comment=OuterRef("pk")))
    newest = Comment.objects.annotate(is_reported=reported).order_by("-pk").values_list(*COLUMNS)[:NEWEST]
    return [Written(*row) for row in newest]


def _usual_pace(articles: list[int], window: timedelta, now: datetime) -> Counter[int]:
    """Count the comments that a window of the day before held on average, by article."""
    day = Comment.objects.filter(
        article__in=articles, submitted_at__gt=now - window - USUAL, submitted_at__lte=now - window
    )
    counts = day.order_by().values("article").annotate(n=Count("pk")).values_list("article", "n")
    return Counter({article: count * (window / USUAL) for article, count in counts})


def _of_100(count: int, total: int) -> int:
    return round(100 * count / total)


def _is_calmer(proposal: Discussion, present: Discussion) -> bool:
    """Say whether the proposal goes further than what is set already."""
    return present in CALMER and CALMER.index(proposal) > CALMER.index(present)
