"""How urgently something waits for a person: 0 to 1000. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from moderation.intervals import of_share

MOST = 1000
#: What a finding weighs at a score of 1, by the action it asks for.
WEIGHT = {"refuse": 700, "hold": 600, "flag": 350, "nudge": 150, "none": 0}
FAILED_CHECK = 400
ILLEGAL = 500
FIRST_REPORT, FURTHER_REPORT, REPORTS_AT_MOST = 200, 60, 500
RECORD = 200
OTHER_FINDING = 50


@dataclass(frozen=True)
class Record:
    """How the author's earlier comments were decided by people."""

    approved: int = 0
    #: In the last half year: what was removed earlier is forgotten.
    removed: int = 0

    @property
    def burden(self) -> float:
        """The share removed, from 0 to 1; two kept comments are assumed of everybody, so that one slip is not all."""
        return self.removed / (self.removed + self.approved + 2)

    def is_surely_above(self, share: float, *, sample: float) -> bool:
        """Say whether more than `share` of at least `sample` decided comments were removed, chance left aside (C58)."""
        decided = self.removed + self.approved
        return decided >= max(sample, 1) and of_share(self.removed, decided).low > share


def of_findings(findings: Iterable[tuple[str, float]], *, is_incomplete: bool = False) -> int:
    """Weigh findings (action, score): the gravest counts in full, each other one a little."""
    weights = sorted((WEIGHT[action] * score for action, score in findings), reverse=True)
    weight = sum(weights[:1]) + OTHER_FINDING * len([w for w in weights[1:] if w])
    return round(weight) + (FAILED_CHECK if is_incomplete else 0)


def of_reports(weights: Iterable[float], *, is_illegal: bool = False, is_abuse: bool = False) -> int:
    """Weigh reports, each by the credit of its sender, from 0 to 1 (C59): the tenth adds less than the first.

    A notice of illegal content goes before all other reports, whoever gives it, and one of the sexual abuse of a child
    before everything.
    """
    if is_abuse:
        return MOST
    first, *further = sorted(weights, reverse=True) or [0.0]
    weight = min(FIRST_REPORT * first + FURTHER_REPORT * sum(further), REPORTS_AT_MOST)
    return round(weight) + (ILLEGAL if is_illegal else 0)


def total(*parts: int, record: Record) -> int:
    """Add up, with the author's record on top of what was seen, never in its place."""
    seen = sum(parts)
    return min(MOST, seen + round(RECORD * record.burden)) if seen else 0
