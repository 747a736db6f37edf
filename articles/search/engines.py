"""A question put to each database in its own words: FTS5 of SQLite, text search of PostgreSQL.

Both are told letters and digits alone (`words.fold`), in quotation marks, as a value beside the statement.
"""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from articles.search.questions import Question, Term

#: What is looked through: title, summary and byline; the byline; these and the text.
HEAD, BYLINE, WORDS = "head", "byline", "words"


#: Up to so many answers are looked at one by one; of more, the newest are looked for.
FEW = 500
#: Searches that a process makes at once: most of its threads are for those who read.
_places = threading.BoundedSemaphore(2)
#: Milliseconds that PostgreSQL may look for one page, and that a reader waits for a place.
PATIENCE = 2000
#: Its planner thinks little of fetching each article's words to compare them, which takes ten times as long as asking
#: the index, whatever is asked; and what is found has to fit into memory.
_SETTINGS = (
    "SELECT set_config('enable_seqscan', 'off', true), set_config('work_mem', '64MB', true), "
    "set_config('statement_timeout', %s, true)"
)
_CANCELED = "57014"


class TookTooLong(TimeoutError):
    """A question was given up: too much answers it, or too many ask."""


@contextmanager
def patience() -> Iterator[None]:
    """Have questions within answered by the index, in good time or not at all (TookTooLong)."""
    if not _places.acquire(timeout=PATIENCE / 1000):
        raise TookTooLong
    try:
        with _hurried() if connection.vendor == "postgresql" else nullcontext():
            yield
    finally:
        _places.release()


@contextmanager
def _hurried() -> Iterator[None]:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(_SETTINGS, [str(PATIENCE)])
            yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == _CANCELED:
            raise TookTooLong from error
        raise


def holds(column: str, question: Question) -> RawSQL:
    """Make the condition that an article's column answers the question: whatever it is, it costs little."""
    engine = _ENGINES[connection.vendor]
    asked, values = engine.asked(column, question)
    with connection.cursor() as cursor:
        cursor.execute(f"{asked} LIMIT {FEW + 1}", values)
        keys = [key for (key,) in cursor.fetchall()]
    if not keys:
        return RawSQL("1 = 0", [], BooleanField())  # a constant: nothing is gone through
    if len(keys) <= FEW:
        return RawSQL(engine.among, [json.dumps(keys)], BooleanField())  # noqa: S611 # as above
    return RawSQL(engine.within.format(asked), values, BooleanField())  # noqa: S611 # as above


def hits(column: str, questions: Sequence[Question], *, most: int) -> list[list[int]]:
    """Return for each question the keys of all articles that answer it, whether readers see them or not, in one
    statement; none where more than `most` do.
    """
    if not questions:
        return []
    engine = _ENGINES[connection.vendor]
    asked = [engine.asked(column, question) for question in questions]
    sql = " UNION ALL ".join(
        f"SELECT {number}, answers.* FROM ({one} LIMIT {most + 1}) answers"  # noqa: S608 # the engine's own
        for number, (one, _values) in enumerate(asked)
    )
    found: list[list[int]] = [[] for _ in questions]
    with by_the_index(), connection.cursor() as cursor:
        cursor.execute(sql, [value for _one, values in asked for value in values])
        for number, key in cursor.fetchall():
            found[number].append(key)
    return [keys if len(keys) <= most else [] for keys in found]


@contextmanager
def by_the_index() -> Iterator[None]:
    """Keep PostgreSQL from reading the table, within a transaction that goes on (see `_SETTINGS`)."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")


def _fts5(column: str, question: Question) -> tuple[str, list[str]]:
    match = f"{{{column}}} : ({' AND '.join(map(_fts5_term, question.terms))})"
    for term in question.unwanted:
        match = f"({match}) NOT {{{WORDS}}} : ({_fts5_term(term)})"
    return "SELECT rowid FROM articles_search WHERE articles_search MATCH %s", [match]


def _fts5_term(term: Term) -> str:
    if term.forms:
        return f"({' OR '.join(map(_quoted, term.forms))})"
    return " + ".join(map(_quoted, term.words)) + (" *" if term.is_beginning else "")


def _quoted(word: str) -> str:
    return f'"{word}"'


def _tsquery(column: str, question: Question) -> tuple[str, list[str]]:
    asked = " & ".join(map(_tsquery_term, question.terms))
    sql, values = f"SELECT told.id FROM articles_article told WHERE told.search_{column} @@ %s::tsquery", [asked]  # noqa: S608 # a constant
    if question.unwanted:
        sql += f" AND told.search_{WORDS} @@ %s::tsquery"
        values.append(asked + "".join(f" & !{_tsquery_term(term)}" for term in question.unwanted))
    return sql, values


def _tsquery_term(term: Term) -> str:
    if term.forms:
        return f"({' | '.join(map(_apostrophed, term.forms))})"
    return f"({' <-> '.join(map(_apostrophed, term.words))}{':*' if term.is_beginning else ''})"


def _apostrophed(word: str) -> str:
    return f"'{word}'"


@dataclass(frozen=True)
class _Engine:
    """How a database is asked."""

    #: Which articles answer: SQL and its values.
    asked: Callable[[str, Question], tuple[str, list[str]]]
    #: The condition that an article is one of those whose keys are known.
    among: str
    #: That it is one of many, which are gone through from the newest on.
    within: str


_ENGINES = {
    # the sign keeps SQLite from sorting all that was found
    "sqlite": _Engine(
        _fts5, "articles_article.id IN (SELECT value FROM json_each(%s))", "+articles_article.id IN ({})"
    ),
    # IS TRUE keeps the question from being joined, which would look for all of them
    "postgresql": _Engine(
        _tsquery,
        "articles_article.id IN (SELECT value::bigint FROM json_array_elements_text(%s::json))",
        "(articles_article.id IN ({})) IS TRUE",
    ),
}
