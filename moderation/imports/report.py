"""What came of an import, for people and for programs: counts, and for whatever is not as it was its key and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from moderation.imports.settling import Change, Why
from moderation.imports.shapes import Lost

K = TypeVar("K", bound=StrEnum)
#: Keys that the text names of each kind; the JSON has all.
SHOWN = 5
SAID: dict[StrEnum, str] = {
    Why.SPAM: "marked as spam there",
    Why.REJECTED: "rejected or thrown away there (no decision of this site's moderators, so no removal here)",
    Why.DELETED: "deleted there",
    Why.NOTICE: "a pingback or the like, written by nobody",
    Why.DATELESS: "no date that can be read",
    Why.EMPTY: "nothing that could be shown as text",
    Why.TOO_LONG: "longer than 100,000 characters",
    Why.NO_ARTICLE: "below a page that is no article here",
    Why.UNREADABLE: "cannot be read",
    Why.TWICE: "told twice; the first counts",
    Why.ERASED: "by somebody who had their name erased here",
    Change.NAME: "the name was cut or lost characters that nobody sees",
    Change.CHARACTERS: "the text lost characters that nobody sees",
    Change.AHEAD: "dated in the future; has the date of the import",
    Change.ALONE: "answers something that is not there; stands alone",
    Change.BELOW: "the discussion had begun here; stands below what is newer",
    Lost.MAIL: "e-mail addresses (on purpose)",
    Lost.NETWORK: "network addresses (on purpose)",
    Lost.WEBSITE: "authors' websites (on purpose)",
    Lost.VOTES: "votes: appreciations are members'",
    Lost.EDITS: "that it was edited, and earlier wordings",
    Lost.MEDIA: "pictures, films and other things that are no text",
    Lost.PINNED: "that it was pinned or featured",
}


@dataclass
class Report:
    """Counts up while an import runs."""

    read: int = 0
    published: int = 0
    waiting: int = 0
    #: Left out, and answered by what is not: the place stays, and says so.
    places: int = 0
    already: int = 0
    left_out: dict[Why, list[str]] = field(default_factory=dict)
    changed: dict[Change, list[str]] = field(default_factory=dict)
    not_kept: dict[Lost, list[str]] = field(default_factory=dict)
    #: Address, number of comments and why, of pages that are no article.
    pages: list[tuple[str, int, str]] = field(default_factory=list)

    def leave_out(self, keys: Sequence[str], why: Why) -> None:
        if keys:
            self.left_out.setdefault(why, []).extend(keys)

    def change(self, keys: Sequence[str], how: Change) -> None:
        if keys:
            self.changed.setdefault(how, []).extend(keys)

    def lose(self, keys: Sequence[str], what: Lost) -> None:
        if keys:
            self.not_kept.setdefault(what, []).extend(keys)

    def settle(self) -> None:
        """Say nothing more of what is left out than that."""
        gone = {key for keys in self.left_out.values() for key in keys}
        self.changed = {how: [key for key in keys if key not in gone] for how, keys in self.changed.items()}
        self.not_kept = {what: [key for key in keys if key not in gone] for what, keys in self.not_kept.items()}

    def as_json(self) -> dict[str, Any]:
        """Return all of it, as JSON holds it."""
        return {
            "counts": self.counts(),
            "left_out": _items(self.left_out),
            "changed": _items(self.changed),
            "not_kept": _items(self.not_kept),
            "pages_without_article": [
                {"address": address, "comments": count, "why": why} for address, count, why in self.pages
            ],
        }

    def counts(self) -> dict[str, int]:
        left_out = sum(map(len, self.left_out.values()))
        return {
            "read": self.read,
            "published": self.published,
            "waiting": self.waiting,
            "empty_places": self.places,
            "imported_before": self.already,
            "left_out": left_out,
        }

    def lines(self) -> Iterator[str]:
        """Yield it as lines to read."""
        for name, count in self.counts().items():
            yield f"{count:>9,}  {name.replace('_', ' ')}"
        yield from _told("Left out", self.left_out)
        yield from _told("Not as it was", self.changed)
        yield from _told("Not taken over", self.not_kept)
        if self.pages:
            yield "Pages that are no article here:"
        for address, count, why in self.pages:
            yield f"{count:>9,}  {address or 'a page without address'} ({why})"


def _told(heading: str, kinds: Mapping[K, list[str]]) -> Iterator[str]:
    if any(kinds.values()):
        yield f"{heading}:"
    for why, keys in sorted(kinds.items(), key=lambda kind: -len(kind[1])):
        more = ", …" if len(keys) > SHOWN else ""
        yield f"{len(keys):>9,}  {SAID[why]}: {', '.join(keys[:SHOWN])}{more}"


def _items(kinds: Mapping[K, list[str]]) -> dict[str, Any]:
    return {why.value: {"why": SAID[why], "count": len(keys), "keys": keys} for why, keys in kinds.items()}
