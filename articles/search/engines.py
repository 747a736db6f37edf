"""A question put to each database in its own words: FTS5 of SQLite, text search of PostgreSQL.

Both are told letters and digits alone (`words.fold`), in quotation marks, as a value beside the statement.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from django.db import OperationalError, connection, transaction
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from articles.search.questions import Question, Term

#: What is looked through: title, summary and byline; the byline; these and the text.
HEAD, BYLINE, WORDS = "head", "byline", "words"


#: Searches that a process makes at once: most of its threads are for those who read.
_places = threading.BoundedSemaphore(2)
#: Milliseconds that PostgreSQL may look for one page; SQLite needs no more for any question to 500,000 articles.
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
    """Make the condition that an article's column answers the question."""
    return _ENGINES[connection.vendor](column, question)


def _fts5(column: str, question: Question) -> RawSQL:
    match = f"{{{column}}} : ({' AND '.join(map(_fts5_term, question.terms))})"
    for term in question.unwanted:
        match = f"({match}) NOT {{{WORDS}}} : ({_fts5_term(term)})"
    # The sign keeps SQLite from sorting all that was found: it goes through the newest and looks whether they are.
    sql = "+articles_article.id IN (SELECT rowid FROM articles_search WHERE articles_search MATCH %s)"
    return RawSQL(sql, [match], BooleanField())  # noqa: S611 # a constant of ours, the words beside it


def _fts5_term(term: Term) -> str:
    if term.forms:
        return f"({' OR '.join(map(_quoted, term.forms))})"
    return " + ".join(map(_quoted, term.words)) + (" *" if term.is_beginning else "")


def _quoted(word: str) -> str:
    return f'"{word}"'


def _tsquery(column: str, question: Question) -> RawSQL:
    asked = " & ".join(map(_tsquery_term, question.terms))
    unwanted = "".join(f" & !{_tsquery_term(term)}" for term in question.unwanted)
    sql, values = f"told.search_{column} @@ %s::tsquery", [asked]
    if unwanted:
        sql += f" AND told.search_{WORDS} @@ %s::tsquery"
        values.append(asked + unwanted)
    # IS TRUE keeps the question from being joined: it is answered once, then the newest are gone through.
    sql = f"(articles_article.id IN (SELECT told.id FROM articles_article told WHERE {sql})) IS TRUE"  # noqa: S608 # constants of ours
    return RawSQL(sql, values, BooleanField())  # noqa: S611 # as above


def _tsquery_term(term: Term) -> str:
    if term.forms:
        return f"({' | '.join(map(_apostrophed, term.forms))})"
    return f"({' <-> '.join(map(_apostrophed, term.words))}{':*' if term.is_beginning else ''})"


def _apostrophed(word: str) -> str:
    return f"'{word}'"


_ENGINES: dict[str, Callable[[str, Question], RawSQL]] = {"sqlite": _fts5, "postgresql": _tsquery}
