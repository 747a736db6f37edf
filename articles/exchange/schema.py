"""The published schema of an exported paper (JSON Schema 2020-12), and rows held against it.

`docs/articles.schema.json` is this schema written down (a test compares them), and each
export holds a copy.
"""

import re
from datetime import datetime
from functools import lru_cache

from accounts.safety.text import UNUSABLE
from articles.exchange.columns import Row, Schema, Table
from articles.exchange.items import Unreadable
from articles.exchange.tables import TABLES

FORMAT, VERSION = "gazette-articles", 1
_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "null": type(None),
}


def published() -> Schema:
    """Return the schema: a definition for a row of each table, and the manifest."""
    hashed = {"type": "object", "required": ["sha256"], "properties": {"sha256": {"type": "string"}}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Articles of a Gazette",
        "description": "The manifest of an export; each line of TABLE.jsonl is one object as $defs/TABLE has it.",
        "type": "object",
        "required": ["format", "version", "files"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "files": {"type": "object", "additionalProperties": hashed},
        },
        "$defs": {table.name: _row(table) for table in TABLES},
    }


def _row(table: Table) -> Schema:
    return {
        "description": table.about,
        "type": "object",
        "additionalProperties": False,
        "required": [column.name for column in table.columns],
        "properties": {column.name: column.schema for column in table.columns},
    }


def checked(table: Table, read: object, place: str) -> Row:
    """Return a row that the schema allows; raise Unreadable for any other, with its place and column."""
    if not isinstance(read, dict) or read.keys() != {column.name for column in table.columns}:
        raise Unreadable(f"{place}: the columns are not those of the schema.")
    for column in table.columns:
        if why := _fault(read[column.name], column.schema):
            raise Unreadable(f"{place}: {column.name} {why}.")
    return read


def _fault(value: object, schema: Schema) -> str:
    """Say what a value has that the schema does not allow; empty where all is well."""
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    kind = next((one for one in kinds if isinstance(value, _TYPES[one])), None)
    if kind is None or (isinstance(value, bool) and kind != "boolean"):
        return f"is no {' or '.join(kinds)}"
    if isinstance(value, str):
        return _fault_of_text(value, schema)
    if isinstance(value, list):
        too_many = len(value) > schema["maxItems"]
        return "has too many" if too_many else next(filter(None, (_fault(one, schema["items"]) for one in value)), "")
    if isinstance(value, int | float) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        return "is out of its bounds"
    return ""


def _fault_of_text(value: str, schema: Schema) -> str:
    if len(value) > schema.get("maxLength", len(value)):
        return f"has more than {schema['maxLength']} characters"
    if UNUSABLE.search(value):
        return "holds control characters"
    if "enum" in schema and value not in schema["enum"]:
        return f"is none of {', '.join(schema['enum'])}"
    if "pattern" in schema and not _compiled(schema["pattern"]).search(value):
        return f"is not as {schema['pattern']} has it"
    return "is no moment with its zone" if "format" in schema and not _is_moment(value) else ""


@lru_cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern)


def _is_moment(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
