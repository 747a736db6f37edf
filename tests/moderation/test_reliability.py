"""Agreement beyond chance: against published examples, and against counting anew (C80)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.reliability import Pair, agreement, alpha, effective

pytestmark = pytest.mark.once
WEIGHTS = st.sampled_from([1.0, 2.5, 20.0])
PAIRS = st.lists(st.builds(Pair, st.integers(0, 3), st.integers(0, 3), WEIGHTS), min_size=3, max_size=30)


def pairs(first: str, second: str) -> list[Pair]:
    return [Pair(ord(a), ord(b)) for a, b in zip(first, second, strict=True)]


@pytest.mark.parametrize(
    ("first", "second", "value"),
    [
        pytest.param("0100000010", "1110010000", 0.095, id="Krippendorff 2011, A: binary data, two observers"),
        pytest.param("aabbdcccedda", "babbbcccEddd".lower(), 0.692, id="Krippendorff 2011, B: nominal, two observers"),
        pytest.param("abab", "abab", 1.0, id="all alike"),
    ],
)
def test_alpha_is_as_published(first, second, value):
    assert alpha(pairs(first, second)).value == pytest.approx(value, abs=0.0005)


@pytest.mark.parametrize("said", ["", "a", "aaaa", "aab"], ids=["none", "one", "one thing only", "one stands alone"])
def test_without_chance_to_compare_with_nothing_is_told(said):
    assert alpha(pairs(said, said)) is None


def _value(chosen: list[Pair]) -> float:
    """Alpha by its formula, everything counted anew."""
    said: dict[int, float] = {}
    for pair in chosen:
        for word in pair[:2]:
            said[word] = said.get(word, 0) + pair.weight
    values = sum(said.values())
    differing = 2 * sum(pair.weight for pair in chosen if pair.first != pair.second)
    return 1 - (values - 1) * differing / (values**2 - sum(weight**2 for weight in said.values()))


@given(PAIRS)
def test_the_interval_is_the_jackknifes_counted_anew(drawn):
    told = alpha(drawn)
    if told is None:
        return
    scale = effective(drawn) / sum(pair.weight for pair in drawn)
    scaled = [pair._replace(weight=pair.weight * scale) for pair in drawn]
    without = [_value(scaled[:at] + scaled[at + 1 :]) for at in range(len(scaled))]
    mean, n = sum(without) / len(without), len(without)
    half = 1.96 * ((n - 1) / n * sum((one - mean) ** 2 for one in without)) ** 0.5
    value = _value(scaled)
    assert told.value == pytest.approx(value, abs=1e-6)
    assert told.interval == pytest.approx((max(-1, value - half), min(1, value + half)), abs=1e-6)


def test_a_share_is_wilsons():
    told = agreement(pairs("aaaaaaaabb", "aaaaaaaaaa"))
    assert (told.judged, told.share) == (10, 0.8)
    assert told.interval == pytest.approx((0.490, 0.943), abs=0.001)


def test_what_was_drawn_more_often_weighs_less_and_tells_less():
    """A rare ground that is judged each time moves the whole by what it is of the whole."""
    common, rare = [Pair(0, 0, 20.0)] * 10, [Pair(5, 0, 1.0)] * 10
    told = agreement([*common, *rare])
    assert told.share == pytest.approx(200 / 210)
    assert effective([*common, *rare]) == pytest.approx(210**2 / 4010)
    assert told.interval.low < agreement([Pair(0, 0)] * 200 + [Pair(5, 0)] * 10).interval.low


def test_nothing_judged_tells_nothing():
    assert (agreement([]).judged, agreement([]).interval) == (0, (0.0, 1.0))
