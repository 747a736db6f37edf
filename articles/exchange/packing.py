"""An exported paper as one file: a ZIP of JSON lines and photos, the same bytes for the same rows (A50)."""

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.files.storage import default_storage

from accounts.backup.rows import snapshot
from articles.exchange.columns import Row, Table
from articles.exchange.schema import FORMAT, VERSION, published
from articles.exchange.tables import PHOTOS, REVISIONS, TABLES
from articles.models import Photo

MANIFEST, SCHEMA = "gazette.json", "schema.json"
#: No file says when it was made: the same paper is the same file.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
CHUNK = 1 << 20


def pack(path: Path) -> dict[str, int]:
    """Write all articles into a new file, which is there whole or not at all; return how many rows of each table.

    `missing` counts photos whose file the store does not have.
    """
    part = path.with_name(f"{path.name}.part")
    with ZipFile(part, "w", ZIP_DEFLATED, compresslevel=6) as packed, snapshot():
        counts = _fill(packed)
    part.replace(path)
    return counts


def line(row: Row) -> bytes:
    """Write a row down, one way alone."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _fill(packed: ZipFile) -> dict[str, int]:
    files: dict[str, dict[str, object]] = {}
    counts = {"missing": 0}
    for table in TABLES:
        lines = _Lines(table)
        files[f"{table.name}.jsonl"] = {"sha256": _write(packed, f"{table.name}.jsonl", iter(lines))}
        counts[table.name] = lines.count
    for name in dict.fromkeys(str(row["file"]) for row in PHOTOS.rows()):
        counts["missing"] += 1
        with suppress(FileNotFoundError), default_storage.open(name) as stored:
            files[name] = {"sha256": _write(packed, name, iter(partial(stored.read, CHUNK), b""), ZIP_STORED)}
            counts["missing"] -= 1
    schema = json.dumps(published(), indent=1).encode()
    files[SCHEMA] = {"sha256": _write(packed, SCHEMA, iter((schema,)))}
    manifest = {"format": FORMAT, "version": VERSION, "files": files}
    _write(packed, MANIFEST, iter((json.dumps(manifest, indent=1).encode(),)))
    return counts


class _Lines:
    """The lines of a table, counted as they go by."""

    def __init__(self, table: Table) -> None:
        self._table, self.count = table, 0

    def __iter__(self) -> Iterator[bytes]:
        for row in rows(self._table):
            self.count += 1
            yield line(row)


def rows(table: Table) -> Iterator[Row]:
    """Read a table; an old revision lets go of a photo that was removed since, as whoever restores it would."""
    there = set(Photo.objects.values_list("pk", flat=True)) if table == REVISIONS else set()
    for row in table.rows():
        if table == REVISIONS and row["photo"] not in there:
            row["photo"] = None
        yield row


def _write(packed: ZipFile, name: str, chunks: Iterator[bytes], kind: int = ZIP_DEFLATED) -> str:
    """Write a file into the ZIP, and return its hash."""
    entry = ZipInfo(name, LONG_AGO)
    entry.compress_type, entry.external_attr = kind, 0o644 << 16
    found = sha256()
    with packed.open(entry, "w", force_zip64=True) as file:
        for chunk in chunks:
            found.update(chunk)
            file.write(chunk)
    return found.hexdigest()
