import pytest

from moderation.intervals import of_share
from moderation.risk import Record


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0)],
)
def test_the_score_interval(count, total, low, high):
    """Values of Wilson's interval at 95 in 100, as statistical tables give them."""
    assert of_share(count, total) == pytest.approx((low, high), abs=0.001)


@pytest.mark.parametrize(
    ("approved", "removed", "is_poor"),
    [
        pytest.param(0, 2, False, id="too few to tell"),
        pytest.param(0, 5, True, id="all of five"),
        pytest.param(3, 3, False, id="half of six may be chance"),
        pytest.param(4, 14, True, id="most of many"),
    ],
)
def test_a_record_is_poor_only_beyond_chance(approved, removed, is_poor):
    assert Record(approved, removed).is_surely_above(0.4, sample=5) is is_poor
