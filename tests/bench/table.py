"""The speed table: each figure beside its floor and its aim (docs/speed.md)."""

from dataclasses import asdict, dataclass
from enum import StrEnum

#: Below the floor of these, the run fails.
BINDING = ("QP3", "QP4", "QP6", "QP7", "QP10")


class Held(StrEnum):
    AIM = "yes, and the aim"
    FLOOR = "yes"
    NO = "no"
    UNKNOWN = "not measured"


@dataclass(frozen=True)
class Row:
    """One measured thing. `value` is what floor and aim are about: a ratio, a count, a time."""

    id: str
    what: str
    figure: str = ""
    value: float | None = None
    floor: float | None = None
    aim: float | None = None
    unit: str = "×"
    #: Whether more is better, as of "× as cheap".
    is_more_better: bool = True

    @property
    def held(self) -> Held:
        if self.value is None or self.floor is None:
            return Held.UNKNOWN
        if not self._reaches(self.floor):
            return Held.NO
        return Held.AIM if self.aim is not None and self._reaches(self.aim) else Held.FLOOR

    def _reaches(self, mark: float) -> bool:
        assert self.value is not None
        return self.value >= mark if self.is_more_better else self.value <= mark

    def mark(self, value: float | None) -> str:
        return "–" if value is None else f"{value:.3g} {self.unit}".strip()


def cheaper(id: str, what: str, ours: float | None, theirs: float | None, floor: float, aim: float) -> Row:
    """Compare two costs in microseconds: how many times as cheap ours is."""
    if ours is None:
        return Row(id, what, "", None, floor, aim)
    if theirs is None:
        return Row(id, what, f"{ours:,.0f} µs", None, floor, aim)
    return Row(id, what, f"{ours:,.0f} µs; theirs {theirs:,.0f} µs", theirs / ours, floor, aim)


def at_most(id: str, what: str, value: float | None, floor: float, aim: float, unit: str, figure: str = "") -> Row:
    """Compare something of which less is better."""
    return Row(id, what, figure, value, floor, aim, unit, is_more_better=False)


def failures(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.id in BINDING and row.held == Held.NO]


def as_markdown(rows: list[Row]) -> str:
    lines = ["| id | what | figure | reached | floor | aim | held |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        marks = " | ".join(row.mark(value) for value in (row.value, row.floor, row.aim))
        lines.append(f"| {row.id} | {row.what} | {row.figure or '–'} | {marks} | {row.held} |")
    return "\n".join(lines)


def as_dicts(rows: list[Row]) -> list[dict[str, object]]:
    return [asdict(row) | {"held": row.held} for row in rows]
