"""Remark42: its backup, JSON lines of which the first tells users and posts, each other one a comment."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from moderation.imports.documents import at, documents, text
from moderation.imports.shapes import BadFile, Fate, Format, Found, Lost, Old, Page, Unreadable, moment


def read(file: BinaryIO) -> Iterator[Found]:
    """Yield comments, and each page before the first of it. Raises BadFile."""
    known: set[str] = set()
    for number, found in enumerate(documents(file)):
        if isinstance(found, Unreadable):
            yield found
        elif number == 0 and "version" in found and "id" not in found:
            if found["version"] not in (0, 1):
                raise BadFile(f"Version {found['version']} of the backup is not known.")
        elif not (key := text(found, "id")):
            yield Unreadable(f"object {number + 1}")
        else:
            url = text(found, "locator", "url")
            if url not in known:
                known.add(url)
                yield Page(url, url)
            yield _comment(key, url, found)


def _comment(key: str, url: str, found: dict[str, Any]) -> Old:
    lost = (
        (Lost.NETWORK, text(found, "user", "ip") or at(found, "voted_ips")),
        (Lost.VOTES, at(found, "score") or at(found, "votes")),
        (Lost.EDITS, at(found, "edit")),
        (Lost.PINNED, at(found, "pin")),
    )
    user = text(found, "user", "id")
    return Old(
        key=key,
        page=url,
        parent=text(found, "pid"),
        author=f"user {user}" if user and user != "deleted" else "",
        name=text(found, "user", "name"),
        at=moment(text(found, "time")),
        fate=Fate.DELETED if at(found, "delete") else Fate.STANDS,
        body=text(found, "text"),
        lost=tuple(what for what, is_there in lost if is_there),
    )


REMARK42 = Format(read, "{url}#remark42__comment-{key}")
