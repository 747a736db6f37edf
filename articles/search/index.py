"""What the databases keep for the search, and how it comes there: the one place that knows how each does it.

PostgreSQL works out three columns of the article's own row whenever the row is written; SQLite's triggers write a row
of an FTS5 table. So what is written past the actions, or past Django's models, is found as it is, too. SQLite's
triggers need functions that `teach` gives a connection: other programs can neither add articles there nor change their
words. `head` is title, summary and byline, `words` these and the text.
"""

import sqlite3
from datetime import datetime
from typing import Any

from django.apps.registry import Apps
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

from articles.search import words

#: Places that PostgreSQL can tell apart in a text: what stands beyond them is found, but not as a phrase.
_FURTHEST = 16_383

_SINGLE = "".join(map(chr, words.SINGLE)), "".join(chr(to) for to in words.SINGLE.values() if isinstance(to, int))


def _folded() -> str:
    """Write `words.fold` as PostgreSQL says it; the collation is there whatever the database's own is."""
    folded = f"regexp_replace(normalize(left($1, {words.LONGEST_TEXT}), NFKD), '{words.MARKS}', '', 'g')"
    folded = f"""translate(lower({folded} COLLATE "und-x-icu"), '{_SINGLE[0]}', '{_SINGLE[1]}')"""
    for sign, letters in words.DOUBLE.items():
        folded = f"replace({folded}, '{sign}', '{letters}')"
    return f"regexp_replace({folded}, '[{words.SEPARATORS}]+', ' ', 'g')"


#: PostgreSQL's parser and dictionaries, which cut and stem otherwise, are not asked.
_POSTGRESQL_FUNCTIONS = f"""
CREATE FUNCTION articles_search_plain(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $sql$
    SELECT regexp_replace(regexp_replace($1, '{words.WITHIN}', '', 'g'), '{words.BETWEEN}|{words.ENTITY}', ' ', 'g')
$sql$;
CREATE FUNCTION articles_search_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $sql$
    SELECT coalesce(string_agg(left(word, {words.LONGEST_WORD}) || ':' || least(place, {_FURTHEST}), ' '), '')::tsvector
    FROM unnest(string_to_array(trim({_folded()}), ' ')) WITH ORDINALITY AS told(word, place)
    WHERE word <> ''
$sql$;
"""  # noqa: S608 # constants of ours
_HEAD = "title || ' ' || summary || ' ' || byline"
#: With what is kept for the search beside the table, the many rows that answers are chosen from are few pages.
_POSTGRESQL = f"""
ALTER TABLE articles_article SET (toast_tuple_target = 512);
ALTER TABLE articles_article
    ADD COLUMN search_head tsvector GENERATED ALWAYS AS (articles_search_words({_HEAD})) STORED,
    ADD COLUMN search_byline tsvector GENERATED ALWAYS AS (articles_search_words(byline)) STORED,
    ADD COLUMN search_words tsvector GENERATED ALWAYS AS (
        articles_search_words({_HEAD} || ' ' || articles_search_plain(body))
    ) STORED;
ALTER TABLE articles_article
    ALTER COLUMN search_head SET STATISTICS 1000, ALTER COLUMN search_words SET STATISTICS 1000;
CREATE INDEX articles_search_head ON articles_article USING gin (search_head) WITH (fastupdate = off);
CREATE INDEX articles_search_byline ON articles_article USING gin (search_byline) WITH (fastupdate = off);
CREATE INDEX articles_search_words ON articles_article USING gin (search_words) WITH (fastupdate = off);
"""
_NO_POSTGRESQL = """
ALTER TABLE articles_article RESET (toast_tuple_target);
ALTER TABLE articles_article
    DROP COLUMN IF EXISTS search_head, DROP COLUMN IF EXISTS search_byline, DROP COLUMN IF EXISTS search_words;
DROP FUNCTION IF EXISTS articles_search_words(text);
DROP FUNCTION IF EXISTS articles_search_plain(text);
"""

_VALUES = (
    "{row}.id, articles_search_fold({head}), articles_search_fold({row}.byline), "
    "articles_search_fold({head} || ' ' || articles_search_plain({row}.body))"
)


def _values(row: str) -> str:
    head = f"{row}.title || ' ' || {row}.summary || ' ' || {row}.byline"
    return _VALUES.format(row=row, head=head)


_INSERT = "INSERT INTO articles_search (rowid, head, byline, words)"
_CHANGED = "(OLD.title, OLD.summary, OLD.byline, OLD.body) IS NOT (NEW.title, NEW.summary, NEW.byline, NEW.body)"
_GONE = "DELETE FROM articles_search WHERE rowid = OLD.id"
_COME = f"{_INSERT} VALUES ({_values('NEW')})"


def _trigger(name: str, event: str, *acts: str, condition: str = "") -> str:
    head = f"CREATE TRIGGER articles_search_{name} AFTER {event} ON articles_article {condition}"
    return f"{head} BEGIN {' '.join(f'{act};' for act in acts)} END"


#: Words are parted by blanks already: the tokenizer that only looks at ASCII leaves them as they are.
_SQLITE = (
    "CREATE VIRTUAL TABLE articles_search USING fts5(head, byline, words, tokenize = 'ascii')",
    _trigger("insert", "INSERT", _COME),
    _trigger("update", "UPDATE OF title, summary, byline, body", _GONE, _COME, condition=f"WHEN {_CHANGED}"),
    _trigger("delete", "DELETE", _GONE),
)
_NO_SQLITE = (
    "DROP TRIGGER IF EXISTS articles_search_insert",
    "DROP TRIGGER IF EXISTS articles_search_update",
    "DROP TRIGGER IF EXISTS articles_search_delete",
    "DROP TABLE IF EXISTS articles_search",
)
_CREATE = {"postgresql": (_POSTGRESQL_FUNCTIONS, _POSTGRESQL), "sqlite": _SQLITE}
_DROP = {"postgresql": (_NO_POSTGRESQL,), "sqlite": _NO_SQLITE}
_FILL = {
    # what is worked out from columns is worked out anew when they are written
    "postgresql": ("UPDATE articles_article SET title = title, summary = summary, byline = byline, body = body",),
    "sqlite": (
        "DELETE FROM articles_search",
        f"{_INSERT} SELECT {_values('articles_article')} FROM articles_article",  # noqa: S608 # constants of ours
    ),
}
_SETTLE = {"postgresql": (), "sqlite": ("INSERT INTO articles_search (articles_search) VALUES ('optimize')",)}


def made_anew() -> RunPython:
    """Make a migration operation: the index of this version, filled with all articles.

    A later change of `words` needs another one. What rebuilds SQLite's table of articles puts the triggers aside
    (`accounts.triggers.Rebuilding`).
    """

    def run(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _run(editor.connection, _DROP)
        _run(editor.connection, _CREATE)
        if editor.connection.vendor == "sqlite":
            _run(editor.connection, _FILL)

    def undo(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _run(editor.connection, _DROP)

    return RunPython(run, undo)


def fill() -> None:
    """Work the index of all articles out anew."""
    with transaction.atomic():
        _run(connection, _FILL)
    settle()


def settle(*, now: datetime | None = None) -> str:  # noqa: ARG001 # every duty is told the time
    """Take out of SQLite's index the words that no article has any more: until then they only count for nothing.

    PostgreSQL's autovacuum does so by itself.
    """
    _run(connection, _SETTLE)
    return "done"


def teach(*, connection: BaseDatabaseWrapper, **_signal: Any) -> None:  # as Django sends it
    """Tell a new connection to SQLite how the triggers fold words."""
    if connection.vendor == "sqlite":
        known: sqlite3.Connection = connection.connection
        known.create_function("articles_search_fold", 1, _joined, deterministic=True)
        known.create_function("articles_search_plain", 1, words.plain, deterministic=True)


def _joined(text: str) -> str:
    return " ".join(words.fold(text))


def _run(connection: BaseDatabaseWrapper, statements: dict[str, tuple[str, ...]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
