"""Screening of JSON lines: an archive, an import, an export of another system."""

import json
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
#: Articles whose threads are remembered; comments of one article come together.
THREADS_KEPT = 200


class Malformed(ValueError):
    """A line that is no comment."""


@dataclass
class Desk:
    """Screens one line after another and remembers each article's earlier comments."""

    settings: Settings
    threads: dict[str, Thread] = field(default_factory=dict)

    def answers(self, lines: Iterable[str]) -> Iterator[str]:
        """One JSON line for each line, an error for one that is malformed."""
        for line in lines:
            if line.strip():
                yield json.dumps(self.answer(line), separators=(",", ":"))

    def answer(self, line: str) -> dict[str, Any]:  # JSON has no narrower type
        """The verdict on one line as it is written out."""
        row: object = None
        try:
            row = json.loads(line)
            comment = _checked(row)
            return {"id": comment.get("id"), **self.judged(comment)}
        except (ValueError, RecursionError) as error:
            name = row.get("id") if isinstance(row, dict) else None
            return {"id": name, "error": str(error) or type(error).__name__}

    def judged(self, row: dict[str, Any]) -> dict[str, Any]:
        """The verdict on one comment, as it is written out, without its id."""
        return _written(self._verdict(row))

    def _verdict(self, row: dict[str, Any]) -> Verdict:
        about = row.get("article") or {}
        thread = self._thread(about)
        body, author, created = row["text"], str(row.get("author") or ""), _moment(row.get("created"))
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
        key = str(about.get("id") or about.get("title") or "")
        if not key:
            return Thread(str(about.get("text") or ""))
        if key not in self.threads:
            if len(self.threads) >= THREADS_KEPT:
                del self.threads[next(iter(self.threads))]
            self.threads[key] = Thread(str(about.get("text") or ""))
        return self.threads[key]


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
    """When a comment was written; a zone is dropped, since all lines of an archive are compared with one another."""
    if not written:
        return None
    if not isinstance(written, str):
        raise Malformed("created is not a date")
    return datetime.fromisoformat(written).replace(tzinfo=None)


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
