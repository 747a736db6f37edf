"""Statements that every request sends: put into SQL once for each process, where Django would do it each time anew.

Building and compiling a query of ours takes longer than the database takes to answer it: 5 ms of the 6 that the place
of a comment cost. A prepared question is an ordinary queryset in which `Given` stands for what differs; rows are stored
and changed in the same way. What is sent is Django's own SQL, with values made ready by the fields.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, reduce
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, DateTimeField, Expression, Field, IntegerField, Model, QuerySet, Value
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler, SQLInsertCompiler

from accounts import driver
from accounts.literals import Sql, written_out
from accounts.rows import Adapter, Columns, Maker, Row, Taken

M = TypeVar("M", bound=Model)
#: A value as the driver hands it over, made Python's.
Convert = Callable[[Any], Any]  # whatever the database holds


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
    """A statement in a database's own words, and what takes and makes the values that go in and come out."""

    sql: str
    parameters: tuple[Any, ...]
    #: The same SQL as the database's own driver takes it.
    driven: str = ""
    adapters: dict[str, "Binding"] = field(default_factory=dict)
    #: For each column that is not Python's as it comes, what makes it so.
    converters: tuple[tuple[int, Convert], ...] = ()
    compiler: SQLCompiler | None = None

    @cached_property
    def make(self) -> Maker:
        """What makes objects of the rows of a question after objects."""
        assert self.compiler is not None  # noqa: S101 # only questions are asked for objects
        return Maker(self.compiler)

    def values(self, given: dict[str, Any]) -> list[Taken]:
        """Put what is given in the places it has in the SQL.

        Raises `EmptyResultSet` for a number that no column of its kind can hold, and so no row has.
        """
        adapted = {name: adapt(given[name]) for name, adapt in self.adapters.items()}
        return list(map((self._constants | adapted).__getitem__, self._names))

    @cached_property
    def _names(self) -> list[str | int]:
        """The name of what stands in each place; a constant's is its number."""
        return [one.name if isinstance(one, Given) else place for place, one in enumerate(self.parameters)]

    @cached_property
    def _constants(self) -> dict[str | int, Taken]:
        return {name: one for name, one in zip(self._names, self.parameters, strict=True) if isinstance(name, int)}

    def converted(self, row: Row) -> Row:
        """Make Python's values of the database's; what is empty stays so (a third of what a comment's place holds)."""
        values = list(row)
        for place, convert in self.converters:
            if values[place] is not None:
                values[place] = convert(values[place])
        return tuple(values)


class Binding:
    """Makes ready what is given for one mark."""

    def __init__(self, mark: Given, connection: BaseDatabaseWrapper) -> None:
        self._adapt = Adapter(mark.output_field, connection)
        kind = mark.output_field.get_internal_type()
        is_number = isinstance(mark.output_field, IntegerField)
        reach: tuple[int | None, int | None] = connection.ops.integer_field_range(kind) if is_number else (None, None)
        self._least, self._most = reach

    def __call__(self, given: object) -> Taken:
        value = self._adapt(given)
        if isinstance(value, int) and not (self._least or value) <= value <= (self._most or value):
            raise EmptyResultSet
        return value


class _Statement:
    """SQL for each database it is sent to, compiled when first sent: a connection must be there to compile for."""

    def __init__(self) -> None:
        self._compiled: dict[str, Compiled] = {}

    def _compile(self, connection: BaseDatabaseWrapper) -> Compiled:
        raise NotImplementedError

    def compiled(self, connection: BaseDatabaseWrapper) -> Compiled:
        compiled = self._compiled.get(connection.vendor)
        if compiled is None:
            compiled = self._compiled[connection.vendor] = self._compile(connection)
        return compiled


class Prepared(_Statement, Generic[M]):
    """A question, or several of the same columns asked in one statement."""

    def __init__(self, *questions: Callable[[], QuerySet[M, Any]]) -> None:
        super().__init__()
        self._questions = questions

    def objects(self, **given: Any) -> list[M]:  # whatever the question's fields take
        """Ask, and answer with objects as the queryset would."""
        compiled, rows = self._asked(given)
        return [cast(M, compiled.make(row)) for row in rows]

    def rows(self, **given: Any) -> list[Row]:  # as above
        """Ask, and answer with tuples, as `values_list` would."""
        return self._asked(given)[1]

    def _asked(self, given: dict[str, Any]) -> tuple[Compiled, list[Row]]:  # as above
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self.compiled(connection)
        try:
            values = compiled.values(given)
        except EmptyResultSet:
            return compiled, []
        found = driver.found(connection, compiled, values)
        return compiled, [compiled.converted(row) for row in found] if compiled.converters else found

    def _compile(self, connection: BaseDatabaseWrapper) -> Compiled:
        return _joined([_question(ask(), connection) for ask in self._questions], connection)


class PreparedInsert(_Statement, Generic[M]):
    """Stores new rows of one model, as `save(force_insert=True)` would."""

    def __init__(self, model: type[M]) -> None:
        super().__init__()
        self._model = model
        self._fields = [one for one in model._meta.concrete_fields if not isinstance(one, AutoField)]
        self._columns: dict[str, Columns] = {}

    def store(self, row: M) -> M:
        """Store the row, and set the key it got."""
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self.compiled(connection)
        ((row.pk,),) = driver.found(connection, compiled, self._columns[connection.vendor](row))
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        return row

    def _compile(self, connection: BaseDatabaseWrapper) -> Compiled:
        query = InsertQuery(self._model)
        query.insert_values(self._fields, [self._model()])
        compiler = cast(SQLInsertCompiler, query.get_compiler(connection=connection))
        compiler.returning_fields = [self._model._meta.pk]
        ((sql, parameters),) = compiler.as_sql()
        self._columns[connection.vendor] = Columns(self._fields, connection)
        return _compiled(connection, sql, tuple(parameters))


class PreparedUpdate(_Statement):
    """Changes columns of the rows that a question finds. `Given` may stand in the question and in the changes."""

    def __init__(self, question: Callable[[], QuerySet[Any, Any]], **changes: Any) -> None:  # columns, as for `update`
        super().__init__()
        self._question, self._changes = question, changes

    def send(self, **given: Any) -> int:  # whatever the fields take
        """Change the rows; return how many there were."""
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self.compiled(connection)
        return int(driver.sent(connection, compiled, compiled.values(given)).rowcount)

    def _compile(self, connection: BaseDatabaseWrapper) -> Compiled:
        question = self._question()
        query = cast(UpdateQuery, question.query.chain(UpdateQuery))
        query.add_update_values(self._changes)
        return _compiled(connection, *query.get_compiler(connection=connection).as_sql())


class PreparedEntry(_Statement, Generic[M]):
    """Changes a row, stores one that takes a column of it, and one that names the stored one: all in one statement.

    Such a statement is a transaction of its own and goes to the database once instead of five times. If the row to be
    changed is not there, the column stays empty, which the database refuses: `IntegrityError`, and nothing is stored.
    """

    def __init__(self, change: PreparedUpdate, returned: str, *rows: tuple[type[Model], str]) -> None:
        """Take the name of the changed row's column, and each model with the column that is filled from before it."""
        super().__init__()
        self._change, self._returned, self._rows = change, returned, rows
        self._columns: list[Columns] = []

    @property
    def is_possible(self) -> bool:
        """Say whether the database takes such statements, and this one would be a transaction of its own."""
        connection = connections[DEFAULT_DB_ALIAS]
        return connection.vendor == "postgresql" and not connection.in_atomic_block

    def store(self, first: M, second: Model, **given: Any) -> M:  # whatever the fields of the change take
        """Change and store, and set the key that the first row got."""
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self.compiled(connection)
        values = compiled.values(given)
        rows: tuple[Model, Model] = (first, second)
        for columns, row in zip(self._columns, rows, strict=True):
            values += columns(row)
        ((first.pk,),) = driver.found(connection, compiled, values)
        first._state.adding, first._state.db = False, DEFAULT_DB_ALIAS
        return first

    def _compile(self, connection: BaseDatabaseWrapper) -> Compiled:
        change = self._change.compiled(connection)
        before, steps, self._columns = self._returned, [change.sql], []
        for number, (model, linked) in enumerate(self._rows):
            steps[-1] = f'"step{number}" AS ({steps[-1]} RETURNING "{before}")'
            fields = [one for one in model._meta.concrete_fields if not isinstance(one, AutoField)]
            self._columns.append(Columns([one for one in fields if one.column != linked], connection))
            from_before = f'(SELECT * FROM "step{number}")'  # noqa: S608 # names of ours
            values = (from_before if one.column == linked else "%s" for one in fields)
            names = ", ".join(f'"{one.column}"' for one in fields)
            steps.append(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({", ".join(values)})')  # noqa: S608 # names of ours
            before = str(model._meta.pk.column)
        sql = f'WITH {", ".join(steps[:-1])} {steps[-1]} RETURNING "{self._rows[-1][1]}"'
        return replace(change, sql=sql, driven=driver.written(sql, connection))


def _compiled(connection: BaseDatabaseWrapper, sql: str, parameters: tuple[Any, ...], **more: Any) -> Compiled:  # its
    """Find what is given in a statement, and write it as the driver takes it."""
    adapters = {one.name: Binding(one, connection) for one in parameters if isinstance(one, Given)}
    return replace(Compiled(sql, parameters, adapters=adapters, **more), driven=driver.written(sql, connection))


def _question(question: QuerySet[Any, Any], connection: BaseDatabaseWrapper) -> Compiled:
    compiler = question.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    found = compiler.get_converters([column for column, *_ in compiler.select or ()])
    converters = tuple((place, _converter(convert, column, connection)) for place, (convert, column) in found.items())
    return _compiled(connection, *written_out(sql, tuple(parameters)), converters=converters, compiler=compiler)


def _joined(parts: list[Compiled], connection: BaseDatabaseWrapper) -> Compiled:
    """Ask several in one statement. Each is a subquery, so that it may have an order and an end of its own."""
    if len(parts) == 1:
        return parts[0]
    sql = " UNION ALL ".join(f'SELECT * FROM ({part.sql}) AS "part{n}"' for n, part in enumerate(parts))  # noqa: S608 # Django wrote it
    parameters = tuple(one for part in parts for one in part.parameters)
    return _compiled(connection, sql, parameters, converters=parts[0].converters)


def _converter(
    steps: list[Any],  # functions, as Django hands them over
    column: Expression,
    connection: BaseDatabaseWrapper,
) -> Convert:
    """Join the steps of a conversion. Times that are kept as text in UTC are read ten times faster than by Django."""
    if connection.vendor == "sqlite" and isinstance(column.output_field, DateTimeField):
        return moment
    if len(steps) == 1:
        (step,) = steps
        return lambda value: step(value, column, connection)
    return lambda value: reduce(lambda so_far, step: step(so_far, column, connection), steps, value)


def moment(value: datetime | str) -> datetime:
    """Read a time that is kept in UTC: the driver may have read it already, unless it came as text."""
    return (datetime.fromisoformat(value) if isinstance(value, str) else value).replace(tzinfo=UTC)
