"""How well the screening does on labelled comments, ground by ground and language by language."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from time import perf_counter
from typing import Any

from moderation.screening.lines import Desk

Key = tuple[str, str]
UNKNOWN = "und"
#: What is printed of each ground in each language.
HEADS = ("ground", "lang", "rows+", "rows-", "prec", "recall", "FPR", "AUC", "R@1%", "R@5%")


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

    def recall_at(self, share: float) -> float:
        """The share of positive rows caught when this share of the negative ones is flagged."""
        worst = sorted(self.negative, reverse=True)
        cut = worst[int(share * len(worst))] if worst else 0.0
        return sum(score > cut for score in self.positive) / max(len(self.positive), 1)

    @property
    def precision(self) -> float:
        return self.caught / max(self.caught + self.false, 1)

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

    def curve(self) -> list[tuple[float, float]]:
        """Recall by share of false alarms, from nothing flagged to everything."""
        ranked = sorted(
            [(-score, 1) for score in self.positive] + [(-score, 0) for score in self.negative], key=itemgetter(0)
        )
        points, caught, false = [(0.0, 0.0)], 0, 0
        for _, rows in groupby(ranked, key=itemgetter(0)):
            tied = [is_positive for _, is_positive in rows]
            caught, false = caught + sum(tied), false + len(tied) - sum(tied)
            points.append((false / max(len(self.negative), 1), caught / max(len(self.positive), 1)))
        return points

    def figures(self) -> tuple[float | None, ...]:
        """What HEADS names from the fifth on; None where there were no rows to say it of."""
        has_broken, has_kept = bool(self.positive), bool(self.negative)
        found = (
            (self.caught + self.false > 0, self.precision),
            (has_broken, self.recall),
            (has_kept, self.false_positive_rate),
            (has_broken and has_kept, self.auc),
            (has_broken and has_kept, self.recall_at(0.01)),
            (has_broken and has_kept, self.recall_at(0.05)),
        )
        return tuple(figure if is_known else None for is_known, figure in found)


@dataclass
class Report:
    """The tallies, and what became of the rows that break no rule at all."""

    tallies: dict[Key, Tally] = field(default_factory=lambda: defaultdict(Tally))
    clean: int = 0
    flagged: int = 0
    held: int = 0
    #: Comments judged, and the seconds that took.
    judged: int = 0
    seconds: float = 0.0

    def sorted(self) -> list[tuple[Key, Tally]]:
        """The tallies in the order of the grounds, the check of the language last."""
        return sorted(
            self.tallies.items(), key=lambda item: (not item[0][0].isdigit(), item[0][0].zfill(2), item[0][1])
        )

    def lines(self) -> Iterator[str]:
        """The report as text."""
        yield " ".join(f"{head:>6}" for head in HEADS)
        for (ground, language), tally in self.sorted():
            figures = ["-" if one is None else f"{one:.3f}" for one in tally.figures()]
            columns = [ground, language, len(tally.positive), len(tally.negative), *figures]
            yield " ".join(f"{column:>6}" for column in columns)
        share = max(self.clean, 1)
        yield f"clean rows: {self.clean}, flagged {self.flagged / share:.3f}, held {self.held / share:.3f}"
        yield f"{1000 * self.seconds / max(self.judged, 1):.2f} ms a comment"

    def as_dict(self) -> dict[str, Any]:
        """The report as data."""
        share = max(self.clean, 1)
        return {
            "grounds": [
                {
                    "ground": ground,
                    "language": language,
                    "broken": len(tally.positive),
                    "kept": len(tally.negative),
                    **dict(zip(HEADS[4:], tally.figures(), strict=True)),
                }
                for (ground, language), tally in self.sorted()
            ],
            "clean": {"rows": self.clean, "flagged": self.flagged / share, "held": self.held / share},
            "milliseconds": 1000 * self.seconds / max(self.judged, 1),
        }


def evaluate(rows: Iterable[dict[str, Any]], desk: Desk, split: str = "") -> Report:  # JSON has no narrower type
    """Judge labelled rows: `grounds` are broken, those only in `scope` are known not to be.

    A row without `lang` is in a language that nobody knows. Rows of another split, and those that are not `scored`,
    such as the first copy of a campaign, are only remembered under their `article` or in their `thread`.
    """
    report = Report()
    for labelled in rows:
        row = {"article": _discussion(labelled), **labelled}
        if (split and row.get("split") != split) or not row.get("scored", True):
            desk.remember(row)
            continue
        begun = perf_counter()
        answer = desk.judged({**row, "site_languages": _languages(row)})
        report.judged, report.seconds = report.judged + 1, report.seconds + perf_counter() - begun
        flagged = set(answer["grounds"])
        for ground in row.get("scope", ()):
            report.tallies[str(ground), row.get("lang", UNKNOWN)].add(
                is_positive=ground in row["grounds"],
                is_flagged=ground in flagged,
                score=answer["scores"].get(str(ground), 0.0),
            )
        if not row["grounds"]:
            report.clean += 1
            report.flagged += bool(flagged)
            report.held += answer["action"] == "hold"
    return report


def _discussion(row: dict[str, Any]) -> dict[str, Any] | None:
    """Name what a row without an article belongs to."""
    return {"id": row["thread"]} if row.get("thread") else None


def _languages(row: dict[str, Any]) -> list[str]:
    language = row.get("lang", UNKNOWN)
    return [] if language == UNKNOWN else [language]
