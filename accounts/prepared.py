"""Questions that every request asks: put into SQL once for each process, where Django would do it each time anew.

Building and compiling a query of ours takes longer than the database takes to answer it: 5 ms of the 6 that the place
of a comment cost. A prepared question is an ordinary queryset in which `Given` stands for what differs.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model, QuerySet, Value
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
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
    """A question in a database's own words. The compiler knows how to make rows of what comes back."""

    model: type[Model]
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    converters: dict[int, Any]  # Django's own pairs of functions and columns

    def bound(self, given: dict[str, Any]) -> SQLCompiler:
        """Return a compiler that asks this, with these values, over this thread's connection.

        Raises `EmptyResultSet` for a number that no column of its kind can hold, and so no row has.
        """
        asking = copy(self.compiler)
        asking.connection = connection
        values = tuple(_adapted(one, given) if isinstance(one, Given) else one for one in self.parameters)
        asking.get_converters = lambda _columns: self.converters  # type: ignore[method-assign, assignment] # found already
        asking.as_sql = lambda *_options, **_named: (self.sql, values)  # type: ignore[method-assign, assignment] # compiled already
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


class Prepared(Generic[M]):
    """A question, or several of the same columns asked in one statement.

    `questions` are built when first asked, because a database must be there to compile for.
    """

    def __init__(self, *questions: Callable[[], QuerySet[M, Any]]) -> None:
        self._questions = questions
        self._compiled: dict[str, Compiled] = {}

    def objects(self, **given: Any) -> list[M]:  # whatever the question's fields take
        """Ask, and answer with objects as the queryset would."""
        compiled = self._get()
        try:
            asked = _Asked(compiled.model, _Query(compiled.bound(given)))
        except EmptyResultSet:
            return []
        return list(ModelIterable(asked))  # type: ignore[arg-type] # see _Asked

    def rows(self, **given: Any) -> list[tuple[Any, ...]]:  # as above
        """Ask, and answer with tuples: for questions made with `values_list`."""
        try:
            return [tuple(row) for row in self._get().bound(given).results_iter(tuple_expected=True)]
        except EmptyResultSet:
            return []

    def _get(self) -> Compiled:
        compiled = self._compiled.get(connection.vendor)
        if compiled is None:
            compiled = self._compiled[connection.vendor] = _joined([_compile(ask()) for ask in self._questions])
        return compiled


def _compile(question: QuerySet[Any, Any]) -> Compiled:
    compiler = question.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    converters = compiler.get_converters([column for column, *_ in compiler.select or ()])
    return Compiled(question.model, compiler, sql, tuple(parameters), converters)


def _joined(parts: list[Compiled]) -> Compiled:
    """Ask several in one statement. Each is a subquery, so that it may have an order and an end of its own."""
    if len(parts) == 1:
        return parts[0]
    sql = " UNION ALL ".join(f'SELECT * FROM ({part.sql}) AS "part{n}"' for n, part in enumerate(parts))  # noqa: S608 # nosec B608 # Django wrote it
    parameters = tuple(one for part in parts for one in part.parameters)
    return replace(parts[0], sql=sql, parameters=parameters)


def _adapted(mark: Given, given: dict[str, Any]) -> object:
    value = mark.output_field.get_db_prep_value(given[mark.name], connection, prepared=False)
    if isinstance(value, int):
        least, most = connection.ops.integer_field_range(mark.output_field.get_internal_type())
        if not (least or value) <= value <= (most or value):
            raise EmptyResultSet
    return value
