"""What stories have on which days: due, to appear, free to be quoted, as the newsroom's calendar shows it (A40)."""

import calendar
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from zoneinfo import ZoneInfo

from django.db.models import F, Q
from django.utils import formats

from accounts.models import User
from articles import board, lifecycle
from articles.board import Asked, Card
from articles.enums import Due, Occasion, Status
from articles.permissions import VIEW
from articles.reach import reach

#: Rows of each kind; whoever wants to see more looks at a week, or narrows the calendar.
AT_MOST = 500
#: No clock is further than this from that of Greenwich.
ASTRAY = timedelta(hours=15)
DAY = timedelta(days=1)
#: Days that can be reckoned with in any zone.
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


@dataclass(frozen=True)
class Item:
    """That a story has something at a moment, by the clock of its edition."""

    at: datetime
    occasion: Occasion
    card: Card

    @property
    def hour(self) -> str:
        """Write the hour as the language of the page does."""
        return formats.time_format(self.at, "TIME_FORMAT")


@dataclass(frozen=True)
class Day:
    """A day with what it brings."""

    day: date
    items: Sequence[Item]
    is_today: bool
    #: It belongs to the month before or after.
    is_beyond: bool


@dataclass(frozen=True)
class Span:
    """The days that a calendar shows: the weeks of a month, or one week; and from where it goes on either way."""

    first: date
    last: date
    before: date
    after: date
    #: The month that is meant; None: a week is.
    month: int | None = None


def week(of: date) -> Span:
    """Return the week of a day, as the language of the page begins it."""
    first = of - timedelta(days=(of.weekday() - _first_weekday()) % 7)
    return Span(first, first + 6 * DAY, first - 7 * DAY, first + 7 * DAY)


def month(of: date) -> Span:
    """Return the whole weeks of a day's month."""
    first = of.replace(day=1)
    last = of.replace(day=calendar.monthrange(of.year, of.month)[1])
    return Span(week(first).first, week(last).last, (first - DAY).replace(day=1), last + DAY, of.month)


def days(user: User, asked: Asked, span: Span, now: datetime) -> list[Day]:
    """Return the days of a span, in four statements whatever they hold: what the user may see and asks for."""
    by_day: dict[date, list[Item]] = defaultdict(list)
    for item in sorted(_items(user, asked, span, now), key=lambda one: one.at):
        by_day[item.at.date()].append(item)
    today = today_by(asked, now)
    shown = (span.first + number * DAY for number in range((span.last - span.first).days + 1))
    return [Day(day, by_day[day], day == today, span.month not in (None, day.month)) for day in shown]


def _items(user: User, asked: Asked, span: Span, now: datetime) -> Iterator[Item]:
    """Find what the days of a span bring, and some hours around them: clocks differ."""
    begins = datetime.combine(span.first, time(), UTC) - ASTRAY
    ends = datetime.combine(span.last, time(), UTC) + DAY + ASTRAY
    zone, held = board.clock(asked.edition), reach(user, VIEW).within()
    planned = board.briefs().waiting().filter(held, asked.of_briefs(now, zone), due_at__range=(begins, ends))
    told = board.articles().filter(held, asked.of_articles(now, zone))
    if asked.due == Due.OVERDUE:
        told = told.in_hand()
    due = told.filter(brief__dropped_at=None, brief__due_at__range=(begins, ends))
    # by the index of an edition what is published, by that of what is in hand the rest
    within = Q(published_at__range=(max(begins, now), ends))
    scheduled = within & Q(status=Status.PUBLISHED, edition__in=board.editions())
    meant = within & ~Q(status=Status.PUBLISHED) & Q(status__in=[state.value for state in lifecycle.PLANNABLE])
    appearing = told.filter(scheduled | meant & Q(brief__dropped_at=None))
    embargoed = told.filter(embargo_until__range=(begins, ends)).exclude(status=Status.UNPUBLISHED)
    embargoed = embargoed.filter(Q(status=Status.PUBLISHED) | Q(brief__dropped_at=None))
    # where both are one moment, that it appears says it
    embargoed = embargoed.exclude(published_at=F("embargo_until"))
    for occasion, rows, path in (
        (Occasion.DUE, planned, "due_at"),
        (Occasion.DUE, due, "brief__due_at"),
        (Occasion.APPEARS, appearing, "published_at"),
        (Occasion.EMBARGO, embargoed, "embargo_until"),
    ):
        for row in rows.order_by(path, "pk")[:AT_MOST]:
            card = board.card(row, now)
            clock = ZoneInfo(card.edition.time_zone if card.edition else "UTC")
            at: datetime = attrgetter(path.replace("__", "."))(row)
            yield Item(at.astimezone(clock), occasion, card)


def today_by(asked: Asked, now: datetime) -> date:
    """Return the day it is by the clock of the edition that is asked for."""
    return now.astimezone(ZoneInfo(board.clock(asked.edition))).date()


def _first_weekday() -> int:
    """Return the day with which weeks begin in the language of the page, Monday being 0; Django counts from Sunday."""
    return (int(formats.get_format("FIRST_DAY_OF_WEEK")) - 1) % 7
