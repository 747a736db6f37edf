"""Ground 17: rate."""

from datetime import datetime, timedelta

from moderation.screening import Earlier, Facts
from moderation.screening.rules import flood
from tests.moderation.screening.rules.reading import kinds

NOW = datetime(2024, 5, 3, 9, 0)  # noqa: DTZ001 # only differences count


def posts(count, apart):
    return tuple(Earlier("w", "x", NOW - timedelta(seconds=apart * number)) for number in range(1, count + 1))


def test_many_comments_in_a_short_time_are_a_flood():
    assert kinds(flood, "again", Facts(author="w", now=NOW, by_author=posts(5, 20))) == ["author"]


def test_many_comments_over_a_day_are_not():
    assert kinds(flood, "again", Facts(author="w", now=NOW, by_author=posts(20, 1200))) == []


def test_without_times_nothing_is_said():
    assert kinds(flood, "again", Facts(author="w", by_author=posts(50, 1))) == []


def test_a_busy_network_block_is_noted():
    assert kinds(flood, "again", Facts(network_posts=60)) == ["network"]
