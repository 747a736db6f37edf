"""How alike moderators apply the rules: decisions of the last year beside their second judgements (C80).

Nobody is named: what is measured are the rules.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone

from moderation.enums import SecondVerdict
from moderation.models import SampledDecision, SecondJudgement
from moderation.reliability import Agreement, Alpha, Pair, agreement, alpha

#: So far back decisions are counted, and so many pairs a figure needs.
WINDOW, FEWEST = timedelta(days=365), 10
#: Stands for a comment that is let stand; grounds are their own numbers.
STANDS = 0
#: How wide a plot is, in its own units.
WIDTH = 200


@dataclass(frozen=True)
class Line:
    """One line of the table and of its plot: all decisions, those under one ground, or those of one month."""

    all: Agreement
    #: Of those judged: how many would go under another ground, and about how many it is disputed whether they go.
    other_ground: int
    other_outcome: int
    alpha: Alpha | None
    #: The first decision: a ground, or STANDS; None for several.
    ground: int | None = None
    month: datetime | None = None

    @property
    def judged(self) -> int:
        return self.all.judged

    @property
    def same(self) -> int:
        return self.judged - self.other_ground - self.other_outcome

    @property
    def is_too_few(self) -> bool:
        return self.judged < FEWEST

    @property
    def plot(self) -> tuple[int, int, int]:
        """Where the interval begins, where the share stands, and where the interval ends."""
        low, high = self.all.interval
        return round(WIDTH * low), round(WIDTH * self.all.share), round(WIDTH * high)


@dataclass(frozen=True)
class Figures:
    """What second judgements tell of the rules."""

    since: datetime
    overall: Line
    grounds: list[Line]
    months: list[Line]
    cannot_tell: int
    waiting: int


def figures(now: datetime) -> Figures:
    """Count the year. Two queries."""
    judged = SecondJudgement.objects.judged().filter(sampled__decision__made_at__gt=now - WINDOW)
    path = "sampled__decision"
    rows = list(judged.values_list("verdict", "ground", f"{path}__ground", "sampled__chance", f"{path}__made_at"))
    told = [
        (Pair(first or STANDS, second or STANDS, 1 / chance), timezone.localtime(made_at))
        for verdict, second, first, chance, made_at in rows
        if verdict != SecondVerdict.CANNOT_TELL
    ]
    pairs = [pair for pair, _at in told]
    months: dict[datetime, list[Pair]] = {}
    for pair, at in told:
        months.setdefault(at.replace(day=1, hour=0, minute=0, second=0, microsecond=0), []).append(pair)
    return Figures(
        since=now - WINDOW,
        overall=_line(pairs, alpha(pairs)),
        grounds=[_of_ground(ground, pairs) for ground in sorted({pair.first for pair in pairs})],
        months=[
            replace(_line(months[month], alpha(months[month])), month=month) for month in sorted(months, reverse=True)
        ],
        cannot_tell=len(rows) - len(told),
        waiting=SampledDecision.objects.waiting(now).count(),
    )


def _of_ground(ground: int, pairs: Sequence[Pair]) -> Line:
    """Say how often the second judgement of decisions under a ground is the same, and alpha of it against all others.

    Alpha asks of every pair whether either said this ground.
    """
    against = [Pair(pair.first == ground, pair.second == ground, pair.weight) for pair in pairs]
    return replace(_line([pair for pair in pairs if pair.first == ground], alpha(against)), ground=ground)


def _line(pairs: Sequence[Pair], beyond: Alpha | None) -> Line:
    differing = Counter((STANDS in pair[:2]) for pair in pairs if not pair.is_agreement)
    return Line(agreement(pairs), other_ground=differing[False], other_outcome=differing[True], alpha=beyond)
