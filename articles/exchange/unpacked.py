"""A file that calls itself an exported paper, read with suspicion: nothing of it is believed, nothing is written."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from articles.exchange.columns import Row, Table
from articles.exchange.items import Unreadable
from articles.exchange.packing import MANIFEST, SCHEMA
from articles.exchange.schema import FORMAT, VERSION, checked
from articles.exchange.tables import TABLES
from articles.images import MOST_BYTES

#: Nothing else is looked at, and nothing is ever written to a path of these names.
NAMES = re.compile(
    rf"{MANIFEST}|{SCHEMA}|(?:{'|'.join(table.name for table in TABLES)})\.jsonl|photos/[A-Za-z0-9_-]+\.jpg"
)
MOST_FILES = 1_000_000
#: Bytes of the manifest, of a line, and of a table.
MOST_OF_A_MANIFEST, MOST_OF_A_LINE, MOST_OF_A_TABLE = 200_000_000, 20_000_000, 20_000_000_000
#: Text packs ten times, and markup that repeats itself some fifty; what unpacks to more was made to cost.
MOST_UNPACKED, SMALL = 200, 1_000_000


class Packed:
    """The file, opened; whether it is what its manifest says has been seen."""

    def __init__(self, packed: ZipFile) -> None:
        self._packed = packed
        self._names = {entry.filename for entry in packed.infolist()}

    def rows(self, table: Table) -> Iterator[Row]:
        """Read the rows of a table as the schema has them; raise Unreadable with the number of the line."""
        name = f"{table.name}.jsonl"
        with self._packed.open(name) as file:
            number = 0
            while written := file.readline(MOST_OF_A_LINE + 1):
                number += 1
                yield checked(table, _json(written, f"{name}, line {number}"), f"{name}, line {number}")

    def photo(self, name: str) -> bytes | None:
        """Return the file of a photo; None where the export has none."""
        return self._packed.read(name) if name in self._names else None


@contextmanager
def opened(path: Path) -> Iterator[Packed]:
    """Open an export and look at all of it; raise Unreadable."""
    try:
        # a table that somebody was reading when something failed would keep a file of the ZIP's own open
        with path.open("rb") as file, ZipFile(file) as packed:
            for entry in _entries(packed):
                _demand_harmless(entry)
            _demand_whole(packed)
            yield Packed(packed)
    except (BadZipFile, NotImplementedError, EOFError, KeyError) as error:
        raise Unreadable(f"{path.name} is no export of Gazette, or is damaged: {error}.") from error


def _entries(packed: ZipFile) -> list[ZipInfo]:
    entries = packed.infolist()
    if len(entries) > MOST_FILES or len({entry.filename for entry in entries}) < len(entries):
        raise Unreadable("The ZIP holds too many files, or two of one name.")
    return entries


def _demand_harmless(entry: ZipInfo) -> None:
    """Refuse by what the directory of the ZIP says, before a byte is unpacked; no more than that is ever unpacked."""
    if not NAMES.fullmatch(entry.filename):
        raise Unreadable(f"The ZIP holds a file that belongs in no export: {entry.filename[:100]!r}.")
    if entry.flag_bits & 1 or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Unreadable(f"{entry.filename} is encrypted, or packed in a way that no export is.")
    most = MOST_BYTES if entry.filename.startswith("photos/") else MOST_OF_A_TABLE
    packs_too_well = entry.file_size > max(SMALL, MOST_UNPACKED * entry.compress_size)
    if entry.file_size > most or packs_too_well:
        raise Unreadable(f"{entry.filename} unpacks to {entry.file_size} bytes: refused.")


def _demand_whole(packed: ZipFile) -> None:
    """Compare every file with its hash in the manifest: what is stored is all of it or nothing."""
    if packed.getinfo(MANIFEST).file_size > MOST_OF_A_MANIFEST:
        raise Unreadable("The manifest is too long.")
    manifest = _json(packed.read(MANIFEST), MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT or manifest.get("version") != VERSION:
        raise Unreadable(f"The manifest does not say that this is {FORMAT}, version {VERSION}.")
    files = manifest.get("files")
    named = {entry.filename for entry in packed.infolist()} - {MANIFEST}
    if not isinstance(files, dict) or files.keys() != named:
        raise Unreadable("The manifest names other files than the ZIP holds.")
    for name, said in files.items():
        if not isinstance(said, dict) or said.get("sha256") != _hash(packed, name):
            raise Unreadable(f"{name} is not as the manifest says: the file was changed, or is damaged.")


def _hash(packed: ZipFile, name: str) -> str:
    found = sha256()
    with packed.open(name) as file:
        while chunk := file.read(1 << 20):
            found.update(chunk)
    return found.hexdigest()


def _json(written: bytes, place: str) -> object:
    if len(written) > MOST_OF_A_LINE and place != MANIFEST:
        raise Unreadable(f"{place} is too long.")
    try:
        return json.loads(written)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{place} is no JSON: {error}.") from None
