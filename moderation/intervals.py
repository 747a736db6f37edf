"""How sure a share is that was counted on few. Pure."""

from math import sqrt
from typing import NamedTuple

#: Of the normal distribution, for 95 in 100.
Z = 1.96


class Interval(NamedTuple):
    """Bounds of a share, from 0 to 1."""

    low: float
    high: float


def of_share(count: float, total: float) -> Interval:
    """Return the 95 % score interval of `count` in `total` (Wilson 1927); everything is possible where total is 0.

    Both are whole, but for a weighted sample, which is as good as some smaller number.
    """
    if not total:
        return Interval(0.0, 1.0)
    share = count / total
    spread = Z * Z / total
    middle, half = share + spread / 2, Z * sqrt((share * (1 - share) + spread / 4) / total)
    return Interval(max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread)))
