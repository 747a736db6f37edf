"""The rows of the database as lines of JSON, and back."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from functools import singledispatch
from hashlib import sha256
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import Field, Model

#: Whoever restores a backup signs everybody out: sessions that were ended since must not come back. Prepared exports
#: lie in files that no backup holds, and neither are their keys.
LEFT_OUT = frozenset({"accounts.session", "accounts.export"})
BATCH = 2000


def models(apps: Apps) -> list[type[Model]]:
    """List everything that has a table, the tables between two models included."""
    found = [one for one in apps.get_models(include_auto_created=True) if one._meta.managed and not one._meta.proxy]
    return sorted(found, key=lambda one: one._meta.label_lower)


def kept(apps: Apps) -> list[type[Model]]:
    """List those whose rows are saved."""
    return [one for one in models(apps) if one._meta.label_lower not in LEFT_OUT]


@contextmanager
def snapshot() -> Iterator[None]:
    """Read within as of one moment, while others write."""
    if connection.vendor != "sqlite":
        with transaction.atomic(durable=True):
            _execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # SQLite's transactions take the lock for writing at their beginning (config/settings.py): not this one
    opened: Any = connections[DEFAULT_DB_ALIAS]  # the stubs know no SQLite
    opened.ensure_connection()  # which learns its mode by connecting
    mode, opened.transaction_mode = opened.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic(durable=True):
            yield
    finally:
        opened.transaction_mode = mode


def lines(model: type[Model]) -> Iterator[bytes]:
    """Write each row as a list of its columns' values, in the order of the keys; the columns' names come first."""
    names = [field.attname for field in _fields(model)]
    yield _line(names)
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(BATCH):
        yield _line(row)


def digest(model: type[Model]) -> str:
    """Return the SHA-256 of what `lines` writes, in hexadecimal: equal rows have equal ones on every database."""
    found = sha256()
    for line in lines(model):
        found.update(line)
    return found.hexdigest()


def load(model: type[Model], written: Iterable[bytes]) -> None:
    """Store what `lines` wrote. No signal, no default, no trigger's opinion: the rows as they were."""
    rows = iter(written)
    by_name = {field.attname: field for field in _fields(model)}
    fields = [by_name[name] for name in json.loads(next(rows))]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 # names of ours
    with connection.cursor() as cursor:
        while batch := [_values(fields, line) for line in islice(rows, BATCH)]:
            cursor.executemany(insert, batch)


def empty(apps: Apps) -> None:
    """Delete whatever an update has put into the tables."""
    tables = [model._meta.db_table for model in models(apps)]
    for statement in connection.ops.sql_flush(no_style(), tables, reset_sequences=True):
        _execute(statement)


def count_on(apps: Apps) -> None:
    """Let new rows be numbered after those that were loaded, and have every reference checked now."""
    number_after(models(apps))
    connection.check_constraints()


def number_after(tables: list[type[Model]]) -> None:
    """Let new rows of these be numbered after those that came with their keys."""
    for statement in connection.ops.sequence_reset_sql(no_style(), tables):
        _execute(statement)


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _fields(model: type[Model]) -> "list[Field[Any, Any]]":
    found = [field for field in model._meta.local_concrete_fields if not field.generated]
    return sorted(found, key=lambda field: field.attname)  # as migrations and models order them differently


def _line(values: Iterable[object]) -> bytes:
    return json.dumps(list(values), default=_plain, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _values(fields: "list[Field[Any, Any]]", line: bytes) -> list[Any]:  # whatever the columns take
    found = zip(fields, json.loads(line), strict=True)
    return [field.get_db_prep_save(field.to_python(value), connection) for field, value in found]


@singledispatch
def _plain(value: object) -> str:
    """Spell a value that JSON has no word for as its field reads it again."""
    raise TypeError(f"No way to write a {type(value).__name__} into a backup is known.")


@_plain.register(datetime)
@_plain.register(date)
@_plain.register(time)
def _(value: datetime | date | time) -> str:
    return value.isoformat()


@_plain.register(Decimal)
@_plain.register(UUID)
def _(value: Decimal | UUID) -> str:
    return str(value)


@_plain.register(bytes)
@_plain.register(memoryview)
def _(value: bytes | memoryview) -> str:
    return b64encode(value).decode()
