"""The Commission's rows and headings, as `policy/transparency-report.toml` has them. No figures here."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent.parent / "policy" / "transparency-report.toml"
TOTAL = "TOTAL"
OTHER = "KEYWORD_OTHER"
#: Where something illegal is counted whose rule stands for no kind of illegal content: comments are speech.
ELSEWHERE = "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH"
#: Notices do not say what kind of illegal content they are about, but for one kind.
NOT_SPECIFIED = "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE"
MINORS, ABUSE = "STATEMENT_CATEGORY_PROTECTION_OF_MINORS", "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL"


@dataclass(frozen=True)
class Category:
    """A kind of content with its keywords; each has a code and the regulation's words for it."""

    code: str
    name: str
    keywords: tuple[tuple[str, str], ...]

    def has(self, keyword: str) -> bool:
        return keyword in dict(self.keywords)


@dataclass(frozen=True)
class Place:
    """A line of a table: a keyword of a category, or the category itself where it has none."""

    category: str
    keyword: str


@cache
def read() -> dict[str, Any]:
    """Return the file as it is."""
    return tomllib.loads(FILE.read_text())


def part(number: int) -> dict[str, Any]:
    """Return what the file says of one of the eleven parts."""
    return dict(read()[f"part-{number}"])


@cache
def categories(number: int | None = None) -> tuple[Category, ...]:
    """Return the categories in the order of the regulation: all, or those of one part."""
    left_out = part(number).get("left_out", ()) if number else ()
    return tuple(
        Category(one["code"], one["name"], tuple((code, name) for code, name in one.get("keywords", ())))
        for one in read()["categories"]
        if one["code"] not in left_out
    )


def place(number: int, category: str, keyword: str) -> Place:
    """Say in which line of a part something is counted; what has none of its own is counted as other."""
    known = {one.code: one for one in categories(number)}
    found = known.get(category) or known[ELSEWHERE]
    if not found.keywords:
        return Place(found.code, "")
    return Place(found.code, keyword if category in known and found.has(keyword) else OTHER)
