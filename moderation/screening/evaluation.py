"""How well the screening does on labelled comments, ground by ground and language by language."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from moderation.screening.lines import Desk

Key = tuple[str, str]


@dataclass
class Tally:
    """Scores and outcomes of the rows whose label speaks about one ground in one language."""

    positive: list[float] = field(default_factory=list)
    negative: list[float] = field(default_factory=list)
    caught: int = 0
    false: int = 0

    def add(self, *, is_positive: bool, is_flagged: bool, score: float) -> None:
        """Count one row."""
        (self.positive if is_positive else self.negative).append(score)
        self.caught += is_positive and is_flagged
        self.false += is_flagged and not is_positive

    @property
    def recall(self) -> float:
        return self.caught / max(len(self.positive), 1)

    @property
    def false_positive_rate(self) -> float:
        return self.false / max(len(self.negative), 1)

    @property
    def auc(self) -> float:
        """The share of pairs in which the positive row scores higher; half for a tie."""
        ranked = sorted([(score, 1) for score in self.positive] + [(score, 0) for score in self.negative])
        below = wins = 0.0
        for _, rows in groupby(ranked, key=itemgetter(0)):
            tied = [is_positive for _, is_positive in rows]
            wins += sum(tied) * (below + (len(tied) - sum(tied)) / 2)
            below += len(tied) - sum(tied)
        return wins / max(len(self.positive) * len(self.negative), 1)


@dataclass
class Report:
    """The tallies, and what became of the rows that break no rule at all."""

    tallies: dict[Key, Tally] = field(default_factory=lambda: defaultdict(Tally))
    clean: int = 0
    flagged: int = 0
    held: int = 0

    def lines(self) -> Iterator[str]:
        """The report as text."""
        yield f"{'ground':>6} {'lang':>5} {'rows+':>6} {'rows-':>6} {'recall':>7} {'FPR':>6} {'AUC':>5}"
        for (ground, language), tally in sorted(self.tallies.items(), key=lambda item: (int(item[0][0]), item[0][1])):
            yield (
                f"{ground:>6} {language:>5} {len(tally.positive):>6} {len(tally.negative):>6} "
                f"{tally.recall:>7.3f} {tally.false_positive_rate:>6.3f} {tally.auc:>5.2f}"
            )
        share = max(self.clean, 1)
        yield f"clean rows: {self.clean}, flagged {self.flagged / share:.3f}, held {self.held / share:.3f}"


def evaluate(rows: Iterable[dict[str, Any]], desk: Desk) -> Report:  # JSON has no narrower type
    """Judge labelled rows: `grounds` are broken, those only in `scope` are known not to be."""
    report = Report()
    for row in rows:
        answer = desk.judged({**row, "site_languages": _languages(row)})
        flagged = set(answer["grounds"])
        for ground in row.get("scope", ()):
            report.tallies[str(ground), row["lang"]].add(
                is_positive=ground in row["grounds"],
                is_flagged=ground in flagged,
                score=answer["scores"].get(str(ground), 0.0),
            )
        if not row["grounds"]:
            report.clean += 1
            report.flagged += bool(flagged)
            report.held += answer["action"] == "hold"
    return report


def _languages(row: dict[str, Any]) -> list[str]:
    return [] if row["lang"] == "und" else [row["lang"]]
