"""What the tables of an exported paper are made of: columns, what they may hold, and how rows are read (A50)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import models

Schema = dict[str, Any]  # as JSON Schema has it
Row = dict[str, Any]  # as JSON has it
BATCH = 500


def text(most: int | None = None, pattern: str = "") -> Schema:
    said: Schema = {"type": "string"}
    return said | ({"maxLength": most} if most else {}) | ({"pattern": pattern} if pattern else {})


def among(*words: str) -> Schema:
    return {"type": "string", "enum": list(words)}


def none_or(schema: Schema) -> Schema:
    return schema | {"type": [schema["type"], "null"]}


KEY: Schema = {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}
PLACE: Schema = {"type": "integer", "minimum": 0, "maximum": 32767}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
FLAG: Schema = {"type": "boolean"}
MOMENT: Schema = {"type": "string", "format": "date-time", "maxLength": 40}
#: Keys in their order.
KEYS: Schema = {"type": "array", "items": KEY, "maxItems": 50}
LANGUAGE = text(12, r"^[A-Za-z-]{2,12}$")
#: Words of an address, in any script.
WORDS = r"""[^\s/?#%<>"'&\\]"""
CODE = text(50, f"^{WORDS}+$")
SLUG = text(120, f"^{WORDS}*$")
LINK = text(200, r"^(https?://\S+)?$")


@dataclass(frozen=True)
class Column:
    """A column by its name in the export, and where the database has it."""

    name: str
    schema: Schema
    path: str
    #: How a value becomes one that JSON has, where it is none.
    plain: Callable[[Any], Any] = lambda value: value  # of whatever type the column has


@dataclass(frozen=True)
class Table:
    """Rows of a model, in an order that no database changes."""

    name: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    #: Columns that tell two rows apart.
    key: tuple[str, ...]
    order: tuple[str, ...] = ("pk",)
    about: str = ""
    is_small: bool = field(default=False)

    def rows(self) -> Iterator[Row]:
        """Read all rows; those of a small table in the order of their keys, whatever the database's collation is."""
        paths = [column.path for column in self.columns]
        found = self.model._base_manager.order_by(*self.order).values_list(*paths).iterator(BATCH)
        rows = (
            {column.name: column.plain(value) for column, value in zip(self.columns, values, strict=True)}
            for values in found
        )
        return iter(sorted(rows, key=self.key_of)) if self.is_small else rows

    def key_of(self, row: Row) -> tuple[Any, ...]:  # numbers and texts
        return tuple(row[name] for name in self.key)


def moment(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(UTC).isoformat()


def keys(written: str) -> list[int]:
    return [int(key) for key in written.split()]


def texts(*named: tuple[str, Schema]) -> tuple[Column, ...]:
    """Columns that the database has by the same names."""
    return tuple(Column(name, schema, name) for name, schema in named)


def moments(*names: str) -> tuple[Column, ...]:
    """Columns that hold moments, and, as `perhaps`, such as may hold none."""
    return tuple(Column(name, MOMENT, name, moment) for name in names)


def perhaps(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, none_or(MOMENT), name, moment) for name in names)


def to(name: str, schema: Schema = KEY, path: str = "") -> Column:
    return Column(name, schema, path or f"{name}_id")
