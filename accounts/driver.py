"""Statements in a database driver's own words, sent past Django's cursor, which reads the SQL anew each time."""

from itertools import count, repeat
from typing import Any, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

from accounts.literals import PLACE
from accounts.rows import Row, Taken


class Statement(Protocol):
    """A statement as Django writes it, and as the driver takes it."""

    @property
    def sql(self) -> str: ...

    @property
    def driven(self) -> str: ...


def written(sql: str, connection: BaseDatabaseWrapper) -> str:
    """Write SQL as the driver takes it: with question marks, or with numbers."""
    place = repeat("?") if connection.vendor == "sqlite" else (f"${n}" for n in count(1))
    return PLACE.sub(lambda one: next(place) if one[0] == "%s" else "%", sql)


def found(connection: BaseDatabaseWrapper, statement: Statement, values: list[Taken]) -> list[Row]:
    """Send a statement and return all that comes back; a database may fail while it is read, too."""
    cursor = sent(connection, statement, values)
    with connection.wrap_database_errors:
        rows: list[Row] = cursor.fetchall()
    return rows


def sent(connection: BaseDatabaseWrapper, statement: Statement, values: list[Taken]) -> Any:  # noqa: ANN401 # the driver's own cursor
    """Send a statement, by Django's cursor where somebody listens there, and return the cursor that has its answer."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    if connection.queries_logged or connection.execute_wrappers:
        cursor = connection.cursor()
        cursor.execute(statement.sql, values)
        return cursor
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        return _driver(connection).execute(statement.driven, values)


def _driver(connection: BaseDatabaseWrapper) -> Any:  # noqa: ANN401 # as above
    """Return what sends SQL that needs no reading: psycopg reads `%s`, and remembers no statement over 4,096 bytes."""
    if connection.vendor != "postgresql":
        return connection.connection
    from psycopg import RawCursor  # noqa: PLC0415 # not there without PostgreSQL

    return RawCursor(connection.connection)
