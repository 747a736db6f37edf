"""Nobody is woken: the reader's own clock counts (A31)."""

from datetime import UTC, datetime

import pytest

from articles.push import quiet


@pytest.mark.parametrize(
    ("now", "zone", "awake"),
    [
        pytest.param("2026-03-02T12:00", "UTC", "2026-03-02T12:00", id="noon"),
        pytest.param("2026-03-02T07:00", "UTC", "2026-03-02T07:00", id="the night's end"),
        pytest.param("2026-03-02T06:59", "UTC", "2026-03-02T07:00", id="before it"),
        pytest.param("2026-03-02T22:00", "UTC", "2026-03-03T07:00", id="the night's beginning"),
        pytest.param("2026-03-02T12:00", "Asia/Tokyo", "2026-03-02T12:00", id="evening in Tokyo"),
        pytest.param("2026-03-02T13:00", "Asia/Tokyo", "2026-03-02T22:00", id="night in Tokyo"),
        pytest.param("2026-03-02T12:00", "America/Los_Angeles", "2026-03-02T15:00", id="early in California"),
        pytest.param("2026-03-28T23:30", "Europe/Berlin", "2026-03-29T05:00", id="a night that summer time shortens"),
    ],
)
def test_news_waits_for_the_morning(now, zone, awake):
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert quiet.awake_at(moment, zone) == datetime.fromisoformat(awake).replace(tzinfo=UTC)
