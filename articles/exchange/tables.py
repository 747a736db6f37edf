"""The tables of an exported paper: which columns of which rows, by which names, and what each may hold (A50).

This is the format: the published schema is made of it (`articles.exchange.schema`), and so are rows both ways.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import models

from articles.enums import CorrectionKind, Direction, Status
from articles.models import (
    Article,
    Correction,
    Edition,
    OldAddress,
    Photo,
    Pick,
    Provenance,
    Revision,
    Section,
    SectionName,
    Story,
    Tag,
    Tagging,
)

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
_WORDS = r"""[^\s/?#%<>"'&\\]"""
CODE = text(50, f"^{_WORDS}+$")
SLUG = text(120, f"^{_WORDS}*$")
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


def _texts(*named: tuple[str, Schema]) -> tuple[Column, ...]:
    return tuple(Column(name, schema, name) for name, schema in named)


def _moments(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, MOMENT, name, moment) for name in names)


def _perhaps(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, none_or(MOMENT), name, moment) for name in names)


def _to(name: str, schema: Schema = KEY, path: str = "") -> Column:
    return Column(name, schema, path or f"{name}_id")


#: What readers see of an article, and every revision holds.
_WRITTEN = _texts(
    ("slug", SLUG),
    ("title", text(200)),
    ("summary", text(600)),
    ("body", text()),
    ("photo_alt", text(300)),
    ("photo_caption", text(300)),
    ("byline", text(200)),
)
_LICENCE = (("licence", text(100)), ("licence_url", LINK), ("source_url", LINK))

EDITIONS = Table(
    "editions",
    Edition,
    (
        *_texts(("language", LANGUAGE), ("name", text(100)), ("tagline", text(200))),
        *_texts(("direction", among(*Direction.values)), ("time_zone", text(64))),
        *_texts(("position", PLACE), ("is_default", FLAG)),
    ),
    key=("language",),
    is_small=True,
    about="The paper in one language.",
)
SECTIONS = Table(
    "sections",
    Section,
    _texts(("code", CODE), ("position", PLACE), ("needs_four_eyes", FLAG)),
    key=("code",),
    is_small=True,
    about="A part of the paper.",
)
SECTION_NAMES = Table(
    "section_names",
    SectionName,
    (
        _to("section", CODE, "section__code"),
        _to("edition", LANGUAGE),
        *_texts(("name", text(60)), ("slug", CODE)),
    ),
    key=("section", "edition"),
    is_small=True,
    about="What an edition calls a section.",
)
PHOTOS = Table(
    "photos",
    Photo,
    (
        Column("key", KEY, "pk"),
        *_texts(("file", text(100, r"^photos/[A-Za-z0-9_-]+\.jpg$")), ("width", PLACE), ("height", PLACE)),
        *_texts(("credit", text(200)), ("caption", text(1000)), ("rights", text(300)), *_LICENCE),
        *_texts(("focal_x", SHARE), ("focal_y", SHARE)),
        *_perhaps("expires_at"),
        *_moments("uploaded_at"),
    ),
    key=("key",),
    about="A picture; its file lies beside the tables under the name it has here.",
)
TAGS = Table(
    "tags",
    Tag,
    (
        Column("key", KEY, "pk"),
        _to("edition", LANGUAGE),
        *_texts(("name", text(60)), ("slug", text(80, f"^{_WORDS}+$"))),
        _to("merged_into", none_or(KEY)),
    ),
    key=("key",),
    about="A word of an edition for what articles are about; one that was merged leads to the other.",
)
STORIES = Table(
    "stories",
    Story,
    (Column("key", KEY, "pk"), *_moments("created_at")),
    key=("key",),
    about="What the articles of several editions have in common.",
)
ARTICLES = Table(
    "articles",
    Article,
    (
        Column("key", KEY, "pk"),
        _to("story"),
        _to("edition", LANGUAGE),
        _to("section", CODE, "section__code"),
        *_WRITTEN,
        _to("photo", none_or(KEY)),
        *_texts(("credit", text(300)), *_LICENCE, ("status", among(*Status.values))),
        *_perhaps("published_at", "expires_at", "changed_at", "embargo_until"),
        *_moments("created_at"),
        _to("live_revision", none_or(KEY), "live_revision__number"),
    ),
    key=("key",),
    about="A story in one edition, as readers see it; live_revision is the number of the revision that they see.",
)
REVISIONS = Table(
    "revisions",
    Revision,
    (
        _to("article"),
        *_texts(("number", KEY)),
        _to("section", CODE, "section__code"),
        *_WRITTEN,
        _to("photo", none_or(KEY)),
        *_texts(("photo_is_decorative", FLAG)),
        Column("tags", KEYS, "tags", keys),
        Column("related", KEYS, "related", keys),
        _to("source_article", none_or(KEY), "source__article"),
        _to("source_number", none_or(KEY), "source__number"),
        *_moments("made_at"),
    ),
    key=("article", "number"),
    order=("article", "number"),
    about="One saved text of an article, and which text of another edition it says; they stand in the order of the "
    "articles.",
)
TAGGINGS = Table(
    "taggings",
    Tagging,
    (_to("article"), _to("tag"), *_texts(("position", PLACE)), *_moments("published_at")),
    key=("article", "tag"),
    order=("article", "position", "tag"),
    about="That readers find an article under a tag.",
)
PICKS = Table(
    "picks",
    Pick,
    (_to("article"), _to("picked"), *_texts(("position", PLACE))),
    key=("article", "picked"),
    order=("article", "position", "picked"),
    about="That an article leads readers on to another one.",
)
CORRECTIONS = Table(
    "corrections",
    Correction,
    (
        Column("key", KEY, "pk"),
        _to("article"),
        *_texts(("kind", among(*CorrectionKind.values)), ("text", text(2000))),
        _to("supersedes", none_or(KEY)),
        *_moments("made_at"),
        *_perhaps("public_at"),
    ),
    key=("key",),
    about="What was put right in an article, in words for readers.",
)
OLD_ADDRESSES = Table(
    "old_addresses",
    OldAddress,
    (*_texts(("host", text(255)), ("path", text(OldAddress.LONGEST))), _to("article")),
    key=("host", "path"),
    about="An address of an earlier system that leads to an article.",
)
PROVENANCES = Table(
    "provenances",
    Provenance,
    (*_texts(("source", text(150)), ("key", text(200))), _to("article", none_or(KEY)), _to("photo", none_or(KEY))),
    key=("source", "key"),
    about="From which system an article or a photo was taken over, and by which key it is known there.",
)
#: In the order in which they can be stored.
TABLES = (
    EDITIONS,
    SECTIONS,
    SECTION_NAMES,
    PHOTOS,
    TAGS,
    STORIES,
    ARTICLES,
    REVISIONS,
    TAGGINGS,
    PICKS,
    CORRECTIONS,
    OLD_ADDRESSES,
    PROVENANCES,
)
