"""Objects of rows and rows of objects, by the names of their columns.

Django's own way passes every value through the model's constructor, which looks at each field anew: for a row as wide
as a comment that takes longer than the database takes to find it. A model that has a constructor of its own, or
listeners, is left to Django.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    FloatField,
    ForeignKey,
    IntegerField,
    Model,
    TextField,
)
from django.db.models.base import ModelState
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
Taken = Any  # whatever the adapters of a database take
Row = Sequence[Any]  # of values as the database's driver or a converter hands them over
#: What a kind of field hands to every driver as it is.
PLAIN: dict[type, tuple[type, ...]] = {
    str: (CharField, TextField),
    int: (IntegerField, ForeignKey),
    float: (FloatField,),
    bool: (BooleanField,),
    type(None): (Field,),
}


def made(model: type[M], **attributes: Any) -> M:  # as the model's own constructor takes them
    """Make a new object as the model's constructor would, of columns by their own names and of related objects."""
    if not _is_plain(model):
        return model(**attributes)
    blueprint, new = _blueprint(model), _blank(model)
    columns = new.__dict__
    columns |= blueprint.constants
    for name, value in attributes.items():
        if name in blueprint.related:
            column = blueprint.related[name]
            columns[column.attname] = None if value is None else getattr(value, column.target_field.attname)
            column.set_cached_value(new, value)
        elif name in blueprint.columns:
            columns[name] = value
        else:
            raise TypeError(f"{model.__name__} has no {name}")
    for name, default in blueprint.made_anew:
        if name not in columns:
            columns[name] = default()
    return new


class _Blueprint(NamedTuple):
    """What of a new object of a model is the same every time, and what is made anew."""

    columns: frozenset[str]
    related: dict[str, "ForeignKey[Any, Any]"]
    constants: dict[str, Any]
    made_anew: tuple[tuple[str, Callable[[], Any]], ...]


@cache
def _blueprint(model: type[Model]) -> _Blueprint:
    fields = model._meta.concrete_fields
    anew = tuple((one.attname, one.default) for one in fields if callable(one.default) and one.has_default())
    return _Blueprint(
        columns=frozenset(one.attname for one in fields),
        related={one.name: one for one in fields if isinstance(one, ForeignKey)},
        constants={one.attname: one.get_default() for one in fields if one.attname not in dict(anew)},
        made_anew=anew,
    )


class Maker:
    """Makes objects of the rows that a compiled question finds, with the related ones it asks for."""

    def __init__(self, compiler: SQLCompiler) -> None:
        info = compiler.klass_info or {}
        self._make = _maker(info, compiler)
        self._annotations = tuple((compiler.annotation_col_map or {}).items())

    def __call__(self, row: Row) -> Model:
        """Make the object of a row, with what was annotated."""
        found = self._make(row)
        assert found is not None  # noqa: S101 # only what is joined may be missing
        for name, place in self._annotations:
            found.__dict__[name] = row[place]
        return found


def _maker(info: dict[str, Any], compiler: SQLCompiler) -> Callable[[Row], Model | None]:  # Django's own `klass_info`
    """Return what makes a model's object of its stretch of a row, None where a join found nothing."""
    model, select = info["model"], compiler.select or ()
    begin, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in select[begin:end]]
    key = begin + names.index(model._meta.pk.attname)
    related = [
        (_maker(one, compiler), one["local_setter"], one["remote_setter"])
        for one in info.get("related_klass_infos", ())
    ]
    is_plain = _is_plain(model)

    def make(row: Row) -> Model | None:
        if row[key] is None:
            return None
        values = row[begin:end]
        new: Model = _filled(model, names, values) if is_plain else model.from_db(DEFAULT_DB_ALIAS, names, values)
        for make_related, set_here, set_there in related:
            other = make_related(row)
            set_here(new, other)
            if other is not None:
                set_there(other, new)
        return new

    return make


def _filled(model: type[M], names: Sequence[str], values: Row) -> M:
    new = _blank(model)
    new.__dict__.update(zip(names, values, strict=True))
    new._state.adding, new._state.db = False, DEFAULT_DB_ALIAS
    return new


def _blank(model: type[M]) -> M:
    new = model.__new__(model)
    new._state = ModelState()
    return new


@cache
def _is_plain(model: type[Model]) -> bool:
    """Say whether a model's objects are no more than their columns."""
    columns = (getattr(model, column.attname) for column in model._meta.concrete_fields)
    return (
        model.__init__ is Model.__init__
        and model.from_db.__func__ is Model.from_db.__func__  # type: ignore[attr-defined] # a class method
        and not (pre_init.has_listeners(model) or post_init.has_listeners(model))
        and all(isinstance(column, DeferredAttribute) for column in columns)
    )


class Columns:
    """Takes the values of an object's columns for a database, in their order."""

    def __init__(self, columns: Sequence["Field[Any, Any]"], connection: BaseDatabaseWrapper) -> None:
        self._columns = [(column, Adapter(column, connection)) for column in columns]
        self._plain = [(adapt.plain, adapt) for _, adapt in self._columns]
        self._get = attrgetter(*(one.attname for one in columns)) if all(map(_is_as_it_is, columns)) else self._prepared

    def __call__(self, row: Model) -> list[Taken]:
        """Take the values, each made ready by its field."""
        values = zip(self._plain, self._get(row), strict=True)
        return [value if type(value) in plain else adapt(value) for (plain, adapt), value in values]

    def _prepared(self, row: Model) -> list[Any]:  # whatever the fields hold
        return [column.pre_save(row, add=True) for column, _ in self._columns]


def _is_as_it_is(column: "Field[Any, Any]") -> bool:
    """Say whether a column is stored as it stands in the object, and no field sets it while storing."""
    if isinstance(column, DateField):
        return type(column).pre_save in (DateField.pre_save, DateTimeField.pre_save) and not (
            column.auto_now or column.auto_now_add
        )
    return type(column).pre_save is Field.pre_save


class Adapter:
    """Makes values of one field ready for one database: quickly what is ordinary, by the field itself what is not."""

    def __init__(self, column: "Field[Any, Any]", connection: BaseDatabaseWrapper) -> None:
        self._column, self._connection = column, connection
        self.plain = frozenset(kind for kind, columns in PLAIN.items() if isinstance(column, columns))
        is_text = connection.vendor == "sqlite" and connection.timezone == UTC
        self._moment = isinstance(column, DateTimeField) and is_text

    def __call__(self, value: object) -> Taken:
        kind = type(value)
        if kind in self.plain:
            return value
        if self._moment and kind is datetime and value.tzinfo is UTC:  # type: ignore[attr-defined] # `kind` says so
            return str(value.replace(tzinfo=None))  # type: ignore[attr-defined] # as above
        return self._column.get_db_prep_save(value, self._connection)
