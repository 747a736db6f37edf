"""Coral: what mongoexport writes of its collections `stories`, `users` and `comments`, JSON lines in any order."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, BinaryIO

from moderation.imports.documents import at, documents, text
from moderation.imports.shapes import Fate, Format, Found, Lost, Old, Page, Person, Unreadable, moment

FATES = {
    "NONE": Fate.STANDS,
    "APPROVED": Fate.STANDS,
    "PREMOD": Fate.WAITS,
    "SYSTEM_WITHHELD": Fate.WAITS,
    "REJECTED": Fate.REJECTED,
}


def read(file: BinaryIO) -> Iterator[Found]:
    """Yield stories, users and comments, which are told apart by what they have. Raises BadFile."""
    for number, found in enumerate(documents(file), start=1):
        if isinstance(found, Unreadable):
            yield found
        elif not (key := text(found, "id")):
            yield Unreadable(f"object {number}")
        elif "storyID" in found and "revisions" in found:
            yield _comment(key, found)
        elif "url" in found:
            yield Page(key, text(found, "url"))
        elif "username" in found:
            yield Person(f"user {key}", text(found, "username"))


def _comment(key: str, found: dict[str, Any]) -> Old:
    revisions = at(found, "revisions")
    written = revisions if isinstance(revisions, list) and revisions else [{}]
    tags, counts = at(found, "tags"), at(found, "actionCounts")
    lost = (
        (Lost.VOTES, at(counts, "REACTION")),
        (Lost.EDITS, len(written) > 1),
        (Lost.MEDIA, at(written[-1], "media")),
        (Lost.PINNED, isinstance(tags, list) and any(text(tag, "type") == "FEATURED" for tag in tags)),
    )
    author = text(found, "authorID")
    return Old(
        key=key,
        page=text(found, "storyID"),
        parent=text(found, "parentID"),
        author=f"user {author}" if author else "",
        name="",
        at=_moment(at(found, "createdAt")),
        fate=Fate.DELETED if at(found, "deletedAt") else FATES.get(text(found, "status"), Fate.WAITS),
        body=text(written[-1], "body"),
        lost=tuple(what for what, is_there in lost if is_there),
    )


def _moment(said: object) -> datetime | None:
    """Read a date of MongoDB's extended JSON, relaxed or canonical."""
    date = at(said, "$date") or said
    with suppress(ValueError, OverflowError, OSError):
        milliseconds = text(date, "$numberLong") or (date if isinstance(date, int) else "")
        if milliseconds:
            return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)
    return moment(date) if isinstance(date, str) else None


CORAL = Format(read, "{url}{sep}commentID={key}")
