"""Folders of keys, a file each: what one of them closed stays closed once its file is deleted (V60).

No key is ever in the database: what that leaves of rows that are gone, in its log or on its disk, cannot be read.
"""

import os
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

#: A key is written before the row that names it is stored: so long one without a row may only be early.
EARLY = timedelta(days=1)
SUFFIX = ".key"


class KeyGone(LookupError):
    """The key is not there: it was destroyed, or lost with a disk. Nobody can read again what it closed."""


@dataclass(frozen=True)
class KeyFolder:
    """The keys for one kind of thing, in a folder of SHARED_DIR."""

    name: str

    def folder(self) -> Path:
        """Name the folder, and see to it that nobody but the site reads it."""
        return closed_folder(self.name)

    def add(self, secret: str) -> UUID:
        """Write a key for its owner alone, and wait for the disk; answer its name."""
        name = uuid4()
        _write(self._path(name), secret)
        return name

    def read(self, key: UUID | str) -> str:
        """Return the secret. Raise KeyGone."""
        try:
            return self._path(key).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            raise KeyGone(key) from None

    def destroy(self, keys: Iterable[UUID | str]) -> None:
        """Delete these keys."""
        for key in keys:
            self._path(key).unlink(missing_ok=True)

    def sweep(self, known: Container[str], *, now: datetime) -> int:
        """Delete the keys that belong to no row, left by a crash between file and row; return how many."""
        return sweep(self.folder().glob(f"*{SUFFIX}"), known, now=now)

    def _path(self, key: UUID | str) -> Path:
        return self.folder() / f"{key}{SUFFIX}"


def closed_folder(name: str) -> Path:
    """Name a folder of SHARED_DIR that nobody but the site reads."""
    found = settings.SHARED_DIR / name
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def sweep(paths: Iterable[Path], known: Container[str], *, now: datetime) -> int:
    """Delete the files that nobody knows by their stem and that are not merely early; return how many."""
    left = [path for path in paths if path.stem not in known and made_at(path) < now - EARLY]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def made_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _write(path: Path, secret: str) -> None:
    """Write and wait for the disk: a row that outlives its key is a notice lost."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secret + "\n")
        file.flush()
        os.fsync(file.fileno())
    folder_of = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder_of)
    finally:
        os.close(folder_of)
