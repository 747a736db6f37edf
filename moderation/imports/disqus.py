"""Disqus: its XML export, threads first, then posts that name thread and parent by `dsq:id`."""

from collections.abc import Iterator
from typing import BinaryIO

from moderation.imports.elements import Elements
from moderation.imports.shapes import Fate, Format, Found, Lost, Old, Page, Unreadable, moment

WANTED = frozenset({("disqus", "thread"), ("disqus", "post")})


def read(file: BinaryIO) -> Iterator[Found]:
    """Yield threads and posts. Raises BadFile."""
    for number, (name, said) in enumerate(Elements(WANTED).read(file), start=1):
        if name == "thread":
            yield Page(said.get("@id", ""), said.get("link") or said.get("id", ""))
        elif key := said.get("@id") or said.get("id", ""):
            yield _post(key, said)
        else:
            yield Unreadable(f"entry {number}")


def _post(key: str, said: dict[str, str]) -> Old:
    return Old(
        key=key,
        page=said.get("thread@id", ""),
        parent=said.get("parent@id", ""),
        author=_author(said),
        name=said.get("author/name", ""),
        at=moment(said.get("createdAt", "")),
        fate=_fate(said),
        body=said.get("message", ""),
        lost=tuple(lost for name, lost in (("author/email", Lost.MAIL), ("ipAddress", Lost.NETWORK)) if name in said),
    )


def _author(said: dict[str, str]) -> str:
    """Tell people apart by account, guests by their mailbox."""
    if username := said.get("author/username"):
        return f"user {username}"
    return f"mail {mail.lower()}" if (mail := said.get("author/email")) else ""


def _fate(said: dict[str, str]) -> Fate:
    if said.get("isSpam") == "true":
        return Fate.SPAM
    if said.get("isDeleted") == "true":
        return Fate.DELETED
    return Fate.WAITS if said.get("isApproved") == "false" else Fate.STANDS


DISQUS = Format(read, "{url}#comment-{key}")
