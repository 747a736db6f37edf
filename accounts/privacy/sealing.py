"""Texts that can be closed for good: each is encrypted with a key of its own, and the key is a file (V60).

The format is that of backups (age-encryption.org/v1). No key is ever in the database: what it leaves of rows that are
gone, in its log or on its disk, cannot be read any more once the key's file is deleted.
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
    """The key is not there: it was destroyed, or lost with a disk. Nobody can read the text again."""


@dataclass(frozen=True)
class Sealed:
    """An encrypted text, and the name of the key that opens it."""

    key: UUID
    data: bytes


def seal(text: str) -> Sealed:
    """Encrypt a text with a new key, which is on the disk when this returns."""
    import pyrage  # noqa: PLC0415 # a library of its own that the web server hardly ever needs

    secret, name = pyrage.x25519.Identity.generate(), uuid4()
    _write(_path(name), str(secret))
    return Sealed(name, pyrage.encrypt(text.encode(), [secret.to_public()]))


def opened(key: UUID, data: bytes) -> str:
    """Decrypt what `seal` made. Raise KeyGone."""
    import pyrage  # noqa: PLC0415 # as above

    try:
        secret = _path(key).read_text(encoding="ascii")
    except FileNotFoundError:
        raise KeyGone(key) from None
    text: bytes = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(secret.strip())])
    return text.decode()


def destroy(keys: Iterable[UUID]) -> None:
    """Delete these keys. Call it after the rows are gone: a key without a row opens nothing and is swept."""
    for key in keys:
        _path(key).unlink(missing_ok=True)


def sweep(known: Container[str], *, now: datetime) -> int:
    """Delete the keys that belong to no row, left by a crash between file and row; return how many."""
    left = [path for path in folder().glob(f"*{SUFFIX}") if path.stem not in known and _made_at(path) < now - EARLY]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def folder() -> Path:
    """Name the folder, and see to it that nobody but the site reads it."""
    found = settings.VAR_DIR / "seals"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def _path(key: UUID) -> Path:
    return folder() / f"{key}{SUFFIX}"


def _made_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _write(path: Path, secret: str) -> None:
    """Write a key for its owner alone, and wait for the disk: a row that outlives its key is a notice lost."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secret + "\n")
        file.flush()
        os.fsync(file.fileno())
    folder_of = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder_of)
    finally:
        os.close(folder_of)
