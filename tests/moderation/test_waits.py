"""How long things wait at the desk (C68)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from moderation import waits
from moderation.models import Case
from tests.moderation import making

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def case(opened: timedelta, waited: timedelta | None = None) -> Case:
    at = NOW - opened
    return Case.objects.create(opened_at=at, closed_at=at + waited if waited is not None else None)


def test_the_share_decided_in_time_leaves_out_what_has_time_left():
    hours, minutes = (lambda n: timedelta(hours=n)), (lambda n: timedelta(minutes=n))
    case(hours(30), minutes(10))
    case(hours(29), minutes(50))
    case(hours(28), hours(5))
    case(hours(27))
    case(minutes(5))
    case(timedelta(days=8), minutes(1))
    assert waits.lately(NOW, making.moderator()).within == [(15, 4, 25), (60, 4, 50), (24 * 60, 4, 75)]


def test_the_oldest_that_waits_is_named_however_old():
    old = case(timedelta(days=40))
    case(timedelta(days=50), timedelta(hours=1))
    found = waits.lately(NOW, making.moderator())
    assert (found.waiting, found.oldest) == (1, old.opened_at)


def test_each_hour_and_shift_says_what_came_and_what_was_decided():
    with timezone.override(UTC):
        case(timedelta(hours=5), timedelta(minutes=20))  # 7:00 to 7:20
        case(timedelta(hours=5), timedelta(minutes=40))  # 7:00 to 7:40
        case(timedelta(hours=5), timedelta(hours=2))  # 7:00 to 9:00
        found = waits.lately(NOW, making.moderator())
    assert (found.hours[7], found.hours[9]) == (waits.Hour(7, 3, 2, 30), waits.Hour(9, 0, 1, 120))
    assert found.shifts == [(0, 8, 3, 2), (8, 16, 0, 1), (16, 24, 0, 0)]


def test_an_empty_desk_has_no_shares():
    assert [share for _minutes, _count, share in waits.lately(NOW, making.moderator()).within] == [None, None, None]
