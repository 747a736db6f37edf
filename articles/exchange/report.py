"""What an import kept, put otherwise and left out, article by article: as lines for people and as JSON."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import IO

from articles.exchange.items import Fate, Note


class Outcome(StrEnum):
    """What became of one article."""

    TAKEN = "taken"
    KNOWN = "known"
    LEFT_OUT = "left-out"
    REFUSED = "refused"


WORDS = {
    Outcome.TAKEN: "taken over",
    Outcome.KNOWN: "here already",
    Outcome.LEFT_OUT: "left out",
    Outcome.REFUSED: "refused",
}


@dataclass(frozen=True)
class Line:
    """One article in the report."""

    key: str
    title: str
    outcome: Outcome
    #: Why it was left out or refused.
    why: str = ""
    #: Its key and state here.
    article: int | None = None
    state: str = ""
    notes: tuple[Note, ...] = ()


@dataclass
class Report:
    """Writes each line as it comes, so that a report of many is never held."""

    source: str
    is_rehearsal: bool
    #: Where the JSON goes, if anywhere.
    file: IO[str] | None = None
    counts: Counter[Outcome] = field(default_factory=Counter)
    notes: Counter[Fate] = field(default_factory=Counter)

    def begin(self) -> None:
        self._write({"source": self.source, "dry_run": self.is_rehearsal}, before="", after=' "items": [\n')

    def add(self, line: Line) -> list[str]:
        """Count a line, and return it for people: nothing where all of it came as it was."""
        self._write(_plain(line), before=",\n" if self.counts.total() else "")
        self.counts[line.outcome] += 1
        self.notes.update(note.fate for note in line.notes)
        if line.outcome in (Outcome.TAKEN, Outcome.KNOWN) and not line.notes:
            return []
        why = f": {line.why}" if line.why else ""
        return [
            f"{line.key} “{line.title}” – {WORDS[line.outcome]}{why}",
            *(f"    {note.fate}: {note.says}" for note in line.notes),
        ]

    def end(self) -> str:
        """Close the file, and sum up in one line."""
        if self.file:
            counts = {outcome: self.counts[outcome] for outcome in Outcome}
            self.file.write(f'\n], "counts": {json.dumps(counts)}}}\n')
        summed = ", ".join(f"{self.counts[outcome]} {WORDS[outcome]}" for outcome in Outcome)
        begun = "Nothing was stored (dry run). " if self.is_rehearsal else ""
        details = f"{self.notes[Fate.MAPPED]} details were put otherwise, {self.notes[Fate.LEFT_OUT]} left out."
        return f"{begun}{summed}; {details}"

    def _write(self, row: dict[str, object], *, before: str, after: str = "") -> None:
        if self.file:
            written = json.dumps(row, ensure_ascii=False)
            self.file.write(before + (f"{written[:-1]},{after}" if after else written))


def _plain(line: Line) -> dict[str, object]:
    told: Iterable[tuple[str, object]] = (
        ("key", line.key),
        ("title", line.title),
        ("outcome", line.outcome),
        ("why", line.why),
        ("article", line.article),
        ("state", line.state),
        ("notes", [{"fate": note.fate, "says": note.says} for note in line.notes]),
    )
    return {name: value for name, value in told if value}


def opened(path: Path) -> IO[str]:
    """Open a new file for a report."""
    return path.open("w", encoding="utf-8")
