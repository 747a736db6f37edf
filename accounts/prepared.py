"""Statements that every request sends: put into SQL once for each process, where Django would do it each time anew.

Building and compiling a query of ours takes longer than the database takes to answer it: 5 ms of the 6 that the place
of a comment cost. A prepared question is an ordinary queryset in which `Given` stands for what differs; rows are stored
and changed in the same way. What is sent is Django's own SQL, with values made ready by the fields.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    AutoField,
    BooleanField,
    CharField,
    DateTimeField,
    Field,
    ForeignKey,
    IntegerField,
    Model,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.query import ModelIterable
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler, SQLInsertCompiler

#: What the fields of these classes hand to the driver as it is.
PLAIN: dict[type, tuple[type, ...]] = {
    str: (CharField, TextField),
    int: (IntegerField, ForeignKey),
    bool: (BooleanField,),
    type(None): (Field,),
}
M = TypeVar("M", bound=Model)
Taken = Any  # whatever the adapters of a database take
Sql = tuple[str, tuple[Any, ...]]  # whatever the adapters of a database take as parameters


class Given(Value):
    """Stands in a question for a value that comes with each asking."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(None, output_field)
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> Sql:
        return "%s", (self,)


#: A time, or what stands for it.
Moment = datetime | Given


@dataclass(frozen=True)
class Compiled:
    """A statement in a database's own words. The compiler knows how to make objects of what comes back."""

    model: type[Model]
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    converters: dict[int, Any] = field(default_factory=dict)  # Django's own pairs of functions and columns

    def values(self, given: dict[str, Any]) -> tuple[Any, ...]:
        """Put what is given in the places it has in the SQL.

        Raises `EmptyResultSet` for a number that no column of its kind can hold, and so no row has.
        """
        marks = {one.name: one for one in self.parameters if isinstance(one, Given)}
        adapted = {name: _adapted(mark, given[name]) for name, mark in marks.items()}
        return tuple(adapted[one.name] if isinstance(one, Given) else one for one in self.parameters)

    def bound(self, values: tuple[Any, ...]) -> SQLCompiler:
        """Return a compiler that asks this, with these values, over this thread's connection."""
        asking = copy(self.compiler)
        asking.connection = connection
        asking.get_converters = lambda _columns: self.converters  # type: ignore[method-assign, assignment] # found already
        asking.as_sql = lambda *_options, **_named: (self.sql, values)  # type: ignore[method-assign] # compiled already
        return asking


@dataclass
class _Asked:
    """As much of a queryset as Django needs to make objects of an answer."""

    model: type[Model]
    query: "_Query"
    db: str = DEFAULT_DB_ALIAS
    _known_related_objects: dict[Any, Any] = field(default_factory=dict)  # Django's


@dataclass
class _Query:
    compiler: SQLCompiler

    def get_compiler(self, *, using: str) -> SQLCompiler:  # noqa: ARG002 # Django's signature
        return self.compiler


class _Statement:
    """SQL for each database it is sent to, compiled when first sent: a connection must be there to compile for."""

    def __init__(self) -> None:
        self._compiled: dict[str, Compiled] = {}

    def _compile(self) -> Compiled:
        raise NotImplementedError

    def _get(self) -> Compiled:
        compiled = self._compiled.get(connection.vendor)
        if compiled is None:
            compiled = self._compiled[connection.vendor] = self._compile()
        return compiled


class Prepared(_Statement, Generic[M]):
    """A question, or several of the same columns asked in one statement."""

    def __init__(self, *questions: Callable[[], QuerySet[M, Any]]) -> None:
        super().__init__()
        self._questions = questions

    def objects(self, **given: Any) -> list[M]:  # whatever the question's fields take
        """Ask, and answer with objects as the queryset would."""
        compiled = self._get()
        try:
            asked = _Asked(compiled.model, _Query(compiled.bound(compiled.values(given))))
        except EmptyResultSet:
            return []
        return list(ModelIterable(asked))  # type: ignore[arg-type] # see _Asked

    def rows(self, **given: Any) -> list[tuple[Any, ...]]:  # as above
        """Ask, and answer with tuples: for questions made with `values_list`."""
        compiled = self._get()
        try:
            values = compiled.values(given)
        except EmptyResultSet:
            return []
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, values)
            found = cursor.fetchall()
        return _converted(found, compiled.converters) if compiled.converters else found

    def _compile(self) -> Compiled:
        return _joined([_question(ask()) for ask in self._questions])


class PreparedInsert(_Statement, Generic[M]):
    """Stores new rows of one model, as `save(force_insert=True)` would."""

    def __init__(self, model: type[M]) -> None:
        super().__init__()
        self._model = model
        self._fields = [one for one in model._meta.concrete_fields if not isinstance(one, AutoField)]

    def store(self, row: M) -> M:
        """Store the row, and set the key it got."""
        values = [_ready(one, one.pre_save(row, add=True)) for one in self._fields]
        with connection.cursor() as cursor:
            cursor.execute(self._get().sql, values)
            (row.pk,) = cursor.fetchone()
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        return row

    def _compile(self) -> Compiled:
        query = InsertQuery(self._model)
        query.insert_values(self._fields, [self._model()])
        compiler = cast(SQLInsertCompiler, query.get_compiler(DEFAULT_DB_ALIAS))
        compiler.returning_fields = [self._model._meta.pk]
        ((sql, parameters),) = compiler.as_sql()
        return Compiled(self._model, compiler, sql, tuple(parameters))


class PreparedUpdate(_Statement):
    """Changes columns of the rows that a question finds. `Given` may stand in the question and in the changes."""

    def __init__(self, question: Callable[[], QuerySet[Any, Any]], **changes: Any) -> None:  # columns, as for `update`
        super().__init__()
        self._question, self._changes = question, changes

    def send(self, **given: Any) -> int:  # whatever the fields take
        """Change the rows; return how many there were."""
        compiled = self._get()
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, compiled.values(given))
            return int(cursor.rowcount)

    def _compile(self) -> Compiled:
        question = self._question()
        query = cast(UpdateQuery, question.query.chain(UpdateQuery))
        query.add_update_values(self._changes)
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        return Compiled(question.model, compiler, sql, tuple(parameters))


def _ready(column: "Field[Any, Any]", value: Taken) -> Taken:
    """Let the field make a value ready, unless it is what drivers take as it is."""
    is_ready = isinstance(column, PLAIN.get(type(value), ()))
    return value if is_ready else column.get_db_prep_save(value, connection)


def _question(question: QuerySet[Any, Any]) -> Compiled:
    compiler = question.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    converters = compiler.get_converters([column for column, *_ in compiler.select or ()])
    quick = {n: (_quick(convert, column.output_field), column) for n, (convert, column) in converters.items()}
    return Compiled(question.model, compiler, sql, tuple(parameters), quick)


def _joined(parts: list[Compiled]) -> Compiled:
    """Ask several in one statement. Each is a subquery, so that it may have an order and an end of its own."""
    if len(parts) == 1:
        return parts[0]
    sql = " UNION ALL ".join(f'SELECT * FROM ({part.sql}) AS "part{n}"' for n, part in enumerate(parts))  # noqa: S608 # nosec B608 # Django wrote it
    parameters = tuple(one for part in parts for one in part.parameters)
    return replace(parts[0], sql=sql, parameters=parameters)


def _quick(convert: list[Any], kind: "Field[Any, Any]") -> list[Any]:  # functions, as Django hands them over
    """Read times faster where they are kept as text in UTC: Django's own way takes ten times as long."""
    return [_in_utc] if connection.vendor == "sqlite" and isinstance(kind, DateTimeField) else convert


def _in_utc(value: datetime | str | None, *_expression: object) -> datetime | None:
    """Take a column, which the driver has read already, or what came through a subquery, which it has not."""
    read = datetime.fromisoformat(value) if isinstance(value, str) else value
    return read and read.replace(tzinfo=UTC)


def _converted(rows: list[tuple[Any, ...]], converters: dict[int, Any]) -> list[tuple[Any, ...]]:
    """Make Python's values of the database's, column by column."""
    columns = list(zip(*rows, strict=True))
    for place, (convert, expression) in converters.items() if rows else ():
        for one in convert:
            columns[place] = tuple(one(value, expression, connection) for value in columns[place])
    return list(zip(*columns, strict=True))


def _adapted(mark: Given, given: object) -> object:
    value = mark.output_field.get_db_prep_value(given, connection, prepared=False)
    if isinstance(value, int):
        least, most = connection.ops.integer_field_range(mark.output_field.get_internal_type())
        if not (least or value) <= value <= (most or value):
            raise EmptyResultSet
    return value
