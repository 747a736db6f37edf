"""Where an export lies between reading and storing: a nameless file of SQLite's own, which goes with the process.

An export tells parents after children, names after comments and articles in no order; a hundred thousand comments need
no memory this way, and what else the export says of people never reaches the site's database.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from moderation.imports.ordering import Place, in_order
from moderation.imports.settling import Settled, Why
from moderation.imports.shapes import Page, Person
from moderation.imports.wording import name_of, usable

TABLES = """
CREATE TABLE page (key TEXT PRIMARY KEY, url TEXT, article INTEGER) WITHOUT ROWID;
CREATE TABLE person (key TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE TABLE comment (
    key TEXT PRIMARY KEY, page TEXT, parent TEXT, author TEXT, name TEXT, at TEXT, waits INTEGER, body TEXT, why TEXT,
    is_answered INTEGER DEFAULT 0, is_seen INTEGER DEFAULT 0
);
CREATE VIEW answering AS
    SELECT answer.key, answer.why, answer.waits, above.key AS above FROM comment answer
    JOIN page below ON below.key = answer.page
    JOIN comment above ON above.key = answer.parent
    JOIN page ON page.key = above.page AND page.article = below.article;
CREATE VIEW placed AS
    SELECT comment.*, page.article, page.url FROM comment
    JOIN page ON page.key = comment.page AND page.article IS NOT NULL
    WHERE comment.at <> '' AND (comment.why = '' OR comment.is_answered);
"""
#: What is answered below the same article, by what is taken over or, over again, by what is left out and answered.
ANSWERED = """
WITH RECURSIVE answered (key) AS (
    SELECT above FROM answering WHERE why = ''
    UNION
    SELECT answering.above FROM answered JOIN answering ON answering.key = answered.key AND answering.why <> ''
)
UPDATE comment SET is_answered = 1 WHERE key IN (SELECT key FROM answered)
"""
#: What readers see an answer below, or a place that has one.
SEEN = """
WITH RECURSIVE seen (key) AS (
    SELECT above FROM answering WHERE why = '' AND waits = 0
    UNION
    SELECT answering.above FROM seen JOIN answering ON answering.key = seen.key
)
UPDATE comment SET is_seen = 1 WHERE key IN (SELECT key FROM seen)
"""
HOMELESS = "UPDATE comment SET why = ? WHERE why = '' AND page NOT IN (SELECT key FROM page WHERE article IS NOT NULL)"


@dataclass(frozen=True, slots=True)
class Kept:
    """A comment that is to be stored, in the order of its discussion. An empty body is an empty place."""

    article: int
    key: str
    parent: str
    author: str
    name: str
    at: datetime
    waits: bool
    body: str
    is_answered: bool
    #: Whether readers see an answer below it.
    is_seen: bool
    #: Whether it answered something that is not there.
    is_alone: bool
    url: str


class Spool:
    def __init__(self) -> None:
        self._rows = sqlite3.connect("")
        self._rows.executescript(TABLES)

    def close(self) -> None:
        self._rows.close()

    def page(self, page: Page) -> None:
        """Take in where a page was; what is told first counts."""
        row = usable(page.key), usable(page.url).strip()
        self._rows.execute("INSERT OR IGNORE INTO page (key, url) VALUES (?, ?)", row)

    def person(self, person: Person) -> None:
        """Take in whose name is told apart from the comments."""
        row = usable(person.key), name_of(person.name)
        self._rows.execute("INSERT OR IGNORE INTO person VALUES (?, ?)", row)

    def comment(self, one: Settled) -> bool:
        """Take in a comment; say whether it is the first with its key."""
        at = one.at.astimezone(UTC).isoformat(timespec="microseconds") if one.at else ""
        row = (one.key, one.page, one.parent, one.author, one.name, at, one.waits, one.body, one.why or "")
        taken = self._rows.execute(
            "INSERT OR IGNORE INTO comment (key, page, parent, author, name, at, waits, body, why)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        return taken.rowcount == 1

    def pages(self) -> Iterator[tuple[str, str, int]]:
        """Yield key, address and number of comments of every page that has any; the address of some is never told."""
        yield from self._rows.execute(
            "SELECT comment.page, COALESCE(page.url, ''), COUNT(*) FROM comment"
            " LEFT JOIN page ON page.key = comment.page GROUP BY 1 ORDER BY 1"
        ).fetchall()

    def belong(self, articles: Iterable[tuple[str, int]]) -> None:
        """Note which article a page is, and what is left without one."""
        self._rows.executemany("UPDATE page SET article = ? WHERE key = ?", ((pk, key) for key, pk in articles))
        self._rows.execute(HOMELESS, (Why.NO_ARTICLE,))
        self._rows.execute(ANSWERED)
        self._rows.execute(SEEN)

    def left_out(self) -> Iterator[tuple[str, str]]:
        """Yield key and reason of what is left out."""
        yield from self._rows.execute("SELECT key, why FROM comment WHERE why <> '' ORDER BY 1").fetchall()

    def strange_parents(self) -> list[str]:
        """List what is answered and not in the export."""
        found = self._rows.execute(
            "SELECT DISTINCT parent FROM comment WHERE parent <> '' AND parent NOT IN (SELECT key FROM comment)"
        )
        return [key for (key,) in found]

    def kept(self, stored: frozenset[str]) -> Iterator[Kept]:
        """Yield what is to be stored, article by article; `stored` are the strange parents that are stored already."""
        articles = self._rows.execute("SELECT DISTINCT article FROM page WHERE article IS NOT NULL ORDER BY 1")
        for (article,) in articles.fetchall():
            places = self._rows.execute("SELECT key, parent, at FROM placed WHERE article = ?", (article,))
            for place in in_order((Place(*row) for row in places.fetchall()), stored):
                yield self._kept(article, place)

    def _kept(self, article: int, place: Place) -> Kept:
        found = self._rows.execute(
            "SELECT author, COALESCE(person.name, placed.name), waits, body, is_answered, is_seen, parent, url"
            " FROM placed LEFT JOIN person ON person.key = author WHERE placed.key = ?",
            (place.key,),
        )
        author, name, waits, body, is_answered, is_seen, answered, url = found.fetchone()
        return Kept(
            article=article,
            key=place.key,
            parent=place.parent,
            author=author,
            name=name,
            at=datetime.fromisoformat(place.at),
            waits=bool(waits),
            body=body,
            is_answered=bool(is_answered),
            is_seen=bool(is_seen),
            is_alone=answered != place.parent,
            url=url,
        )
