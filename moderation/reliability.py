"""How alike two people judged the same things, by chance apart. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from moderation.intervals import Interval, Z, of_share


class Pair(NamedTuple):
    """What two people said of one thing, and for how many it stands: 1 divided by its chance to be drawn."""

    first: int
    second: int
    weight: float = 1.0

    @property
    def is_agreement(self) -> bool:
        return self.first == self.second


@dataclass(frozen=True)
class Agreement:
    """On which share of all things both say the same, from 0 to 1, and where that share lies (95 %)."""

    judged: int
    share: float
    interval: Interval


@dataclass(frozen=True)
class Alpha:
    """Agreement beyond chance: 1 is all of it, 0 as much as chance brings, below 0 less; and where it lies (95 %)."""

    value: float
    interval: Interval


def effective(pairs: Iterable[Pair]) -> float:
    """Return how many pairs of equal weight tell as much (Kish 1965, Survey Sampling, 11.7); at most their number."""
    weights = [pair.weight for pair in pairs]
    squares = sum(weight * weight for weight in weights)
    return sum(weights) ** 2 / squares if squares else 0.0


def agreement(pairs: Sequence[Pair]) -> Agreement:
    """Return the weighted share of agreements, with Wilson's interval for as many pairs as the weighted ones tell."""
    total = sum(pair.weight for pair in pairs)
    share = sum(pair.weight for pair in pairs if pair.is_agreement) / total if total else 0.0
    as_many = effective(pairs)
    return Agreement(len(pairs), share, of_share(share * as_many, as_many))


def alpha(pairs: Sequence[Pair]) -> Alpha | None:
    """Return Krippendorff's alpha for nominal data and two judges, who may be others for each thing.

    The value is Krippendorff's (2011, "Computing Krippendorff's Alpha-Reliability"), with weights as in any estimate
    from an unequal sample. Its interval is the jackknife's, which covers better than the usual bootstrap where things
    are few (Hughes 2022, arXiv:2210.13265), and is the same each time. None where it cannot be told: without two pairs,
    or where all, or all but one pair, say the same one thing, for then there is no chance to compare with.
    """
    if len(pairs) < 2:
        return None
    scale = effective(pairs) / sum(pair.weight for pair in pairs)
    weighed = Counter[Pair]()
    for pair in pairs:
        weighed[Pair(pair.first, pair.second, pair.weight * scale)] += 1
    whole = _Table.of(weighed)
    value, without = whole.alpha, [(whole.without(pair).alpha, count) for pair, count in weighed.items()]
    others = [(other, count) for other, count in without if other is not None]
    if value is None or len(others) < len(without):
        return None
    n = len(pairs)
    mean = sum(other * count for other, count in others) / n
    half = Z * sqrt((n - 1) / n * sum(count * (other - mean) ** 2 for other, count in others))
    return Alpha(value, Interval(max(-1.0, value - half), min(1.0, value + half)))


class _Table(NamedTuple):
    """What alpha is made of, so that one pair is taken out in a step and not by counting all of them again."""

    #: The weight of all pairs, of those that differ, and of each thing said, which two said of each pair.
    total: float
    differing: float
    said: dict[int, float]
    squares: float

    @classmethod
    def of(cls, weighed: "Counter[Pair]") -> "_Table":
        said: dict[int, float] = {}
        for pair, count in weighed.items():
            for word in pair[:2]:
                said[word] = said.get(word, 0.0) + pair.weight * count
        differing = sum(pair.weight * count for pair, count in weighed.items() if not pair.is_agreement)
        total = sum(pair.weight * count for pair, count in weighed.items())
        return cls(total, differing, said, sum(weight * weight for weight in said.values()))

    def without(self, pair: Pair) -> "_Table":
        squares = self.squares
        for word, times in Counter(pair[:2]).items():
            before = self.said[word]
            squares += (before - times * pair.weight) ** 2 - before**2
        differing = self.differing - (0.0 if pair.is_agreement else pair.weight)
        return self._replace(total=self.total - pair.weight, differing=differing, squares=squares)

    @property
    def alpha(self) -> float | None:
        """1 less what differs, divided by what would differ if both said at random what was said (2011, p. 2)."""
        values = 2 * self.total
        expected = values * values - self.squares
        if expected <= values * values * 1e-9 or values <= 1:
            return None
        return 1 - (values - 1) * 2 * self.differing / expected
