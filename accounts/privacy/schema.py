"""The JSON Schema of exports, written from the declarations and the models' columns (draft 2020-12)."""

from typing import Any

from django.db.models import BooleanField, DateTimeField, Field, FloatField, IntegerField, JSONField, Model, UUIDField

from accounts.privacy.declarations import PersonalData, registry

TYPES: "tuple[tuple[type[Field[Any, Any]], dict[str, Any]], ...]" = (
    (BooleanField, {"type": "boolean"}),
    (DateTimeField, {"type": "string", "format": "date-time"}),
    (UUIDField, {"type": "string", "format": "uuid"}),
    (FloatField, {"type": "number"}),
    (IntegerField, {"type": "integer"}),
)
TEXT = {"type": "string"}


def of_export() -> dict[str, Any]:
    """Describe `data.json`: which parts there may be, and the columns of each."""
    about = dict.fromkeys(("publisher", "user_id", "contact", "supervisory_authority"), TEXT)
    parts = {entry.code: _part(entry) for entry in registry().personal if not entry.is_confidential}
    properties = {
        **about,
        "made_at": {"type": "string", "format": "date-time"},
        "parts": {"type": "object", "properties": parts, "additionalProperties": False},
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_closed(properties)}


def fields(model: type[Model], path: str) -> "list[Field[Any, Any]]":
    """Follow a path of keys; answer every column on it, the last of which may hold JSON that the path leads into."""
    found = []
    for name in path.split("__"):
        field: Any = model._meta.get_field(name)
        found.append(field)
        if isinstance(field, JSONField):
            break
        model = field.related_model or model
    return found


def _part(entry: PersonalData) -> dict[str, Any]:
    columns = {path: _type(fields(entry.model_class, path)) for path in entry.exported}
    return _closed(
        {
            "name": TEXT,
            "purpose": TEXT,
            "legal_basis": TEXT,
            "recipients": TEXT,
            "kept_days": {"type": ["integer", "null"]},
            "left_out": {"type": "array", "items": TEXT},
            "rows": {"type": "array", "items": _closed(columns)},
        }
    )


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _type(path: "list[Field[Any, Any]]") -> dict[str, Any]:
    """Name the type of the value at the end of a path; a key is spelt as the key it points to."""
    end: Any = path[-1]
    while end.is_relation:
        end = end.target_field
    if isinstance(end, JSONField):
        return {}
    spelt = next((type_ for kind, type_ in TYPES if isinstance(end, kind)), TEXT)
    return {"anyOf": [spelt, {"type": "null"}]} if any(field.null for field in path) else spelt
