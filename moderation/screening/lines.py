"""Screening of JSON lines: an archive, an import, an export of another system."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from moderation.screening.memory import Thread
from moderation.screening.pipeline import screen
from moderation.screening.settings import Settings
from moderation.screening.types import Action, Draft, Earlier, Facts, Verdict

#: How the check of the language stands in JSON, which has numbers for the nineteen grounds.
LANGUAGE = "L"
#: Articles whose threads are remembered, those that were commented last.
THREADS_KEPT = 1_000
#: Made once: `json.dumps` and `json.loads` make one anew for each line that asks for anything unusual.
_WRITTEN_OUT = json.JSONEncoder(separators=(",", ":"), allow_nan=False)
#: Years in which people have commented; a writing that is a date, though perhaps of a day that never was.
YEARS, DATE = range(1970, 3000), re.compile(r"[+-]?\d{4,}-?\d\d")


def _nothing(_constant: str) -> None:
    return None


_READ = json.JSONDecoder(parse_constant=_nothing)


class Malformed(ValueError):
    """A line that is no comment."""


@dataclass
class Desk:
    """Screens one line after another and remembers each article's earlier comments."""

    settings: Settings
    threads: dict[str, Thread] = field(default_factory=dict)

    def answers(self, lines: Iterable[str]) -> Iterator[str]:
        """One JSON line for each line, an error for one that is empty or malformed."""
        return map(self.answer, lines)

    def answer(self, line: str) -> str:
        """The verdict on one line as it is written out."""
        name: object = None
        try:
            row = _read(line)
            name = _name(row)
            return _json({"id": name, **self.judged(_checked(row))})
        except (ValueError, RecursionError) as error:
            return _json({"id": name, "error": str(error) or type(error).__name__})

    def judged(self, row: dict[str, Any]) -> dict[str, Any]:
        """The verdict on one comment, as it is written out, without its id."""
        return _written(self._verdict(row))

    def remember(self, row: dict[str, Any]) -> None:
        """Keep a comment for those that follow under its article, without a verdict."""
        if about := row.get("article"):
            self._thread(about).remember(Earlier(*_said(row)))

    def _verdict(self, row: dict[str, Any]) -> Verdict:
        about = row.get("article") or {}
        thread = self._thread(about)
        author, body, created = _said(row)
        facts = Facts(
            author=author,
            now=created,
            by_author=thread.by(author),
            on_article=thread.like(body),
            thread=tuple(thread.newest),
        )
        draft = Draft(
            body=body,
            languages=tuple(map(str, row.get("site_languages") or ())),
            title=str(about.get("title") or ""),
            article=thread.text,
        )
        verdict = screen(draft, facts, self.settings)
        if about:
            thread.remember(Earlier(author, body, created))
        return verdict

    def _thread(self, about: dict[str, Any]) -> Thread:
        key = _named(about.get("id")) or _named(about.get("title"))
        thread = self.threads.pop(key, None) or Thread(str(about.get("text") or ""))
        if key:
            if len(self.threads) >= THREADS_KEPT:
                del self.threads[next(iter(self.threads))]
            self.threads[key] = thread  # behind all others: the one that was quiet longest goes first
        return thread


def _named(name: object) -> str:
    """Return what names an article or author: a number may be nought."""
    return "" if name is None else str(name)


def _said(row: dict[str, Any]) -> tuple[str, str, datetime | None]:
    """Return who said what, and when."""
    return _named(row.get("author")), row["text"], _moment(row.get("created"))


def _read(line: str) -> object:
    """Read a line; the NaN that tables write where nothing is, which no JSON has, is read as null."""
    if not line.strip():
        raise Malformed("empty line")
    return _READ.decode(line)


def _name(row: object) -> object:
    """Return the line's id, if it can be written out again."""
    name = row.get("id") if isinstance(row, dict) else None
    if not isinstance(name, str):
        _json(name)
    return name


def _json(answer: object) -> str:
    return _WRITTEN_OUT.encode(answer)


def _checked(row: object) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise Malformed("not a JSON object")
    if not isinstance(row.get("text"), str):
        raise Malformed("no text")
    if not isinstance(row.get("article") or {}, dict):
        raise Malformed("article is not an object")
    if not isinstance(row.get("site_languages") or [], list):
        raise Malformed("site_languages is not a list")
    return row


def _moment(written: object) -> datetime | None:
    """When a comment was written; a zone is dropped, since all lines of an archive are compared with one another.

    A date on which nobody commented (the year 1, the 30th of February) says as little as none.
    """
    if not written:
        return None
    if not isinstance(written, str):
        raise Malformed("created is not a date")
    try:
        moment = datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        if DATE.match(written):
            return None
        raise Malformed("created is not a date") from None
    return moment if moment.year in YEARS else None


def _written(verdict: Verdict) -> dict[str, Any]:
    return {
        "grounds": [_ground(ground) for ground in verdict.grounds],
        "action": min(verdict.action, Action.HOLD).word,  # an archive has no writer to ask
        "scores": {str(_ground(ground)): score for ground, score in verdict.scores.items()},
        "findings": [
            {
                "rule": finding.rule,
                "ground": _ground(finding.ground),
                "start": finding.start,
                "end": finding.end,
                "disguised": finding.disguised,
                "action": finding.action.word,
                "detail": finding.detail,
            }
            for finding in verdict.findings
            if finding.action > Action.NONE
        ],
        **({"failed": list(verdict.failed)} if verdict.failed else {}),
    }


def _ground(ground: int | None) -> int | str:
    return LANGUAGE if ground is None else ground
