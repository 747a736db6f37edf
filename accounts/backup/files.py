"""The files that a backup holds beside the tables: named by where they lie, wherever that is."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from accounts.privacy import ledger, sealing

#: Where photos stand among the names, whether they lie in the folder or in an object store.
MEDIA = "media/"


def kept() -> Iterator[tuple[str, IO[bytes]]]:
    """Open every file that is backed up, one after the other, but those deleted meanwhile."""
    for name in settings.BACKED_UP:
        path = settings.SHARED_DIR / name
        for one in sorted(found for found in (path, *path.rglob("*")) if found.is_file()):
            with suppress(FileNotFoundError), one.open("rb") as file:
                yield one.relative_to(settings.SHARED_DIR).as_posix(), file
    for name in _stored(""):
        with suppress(FileNotFoundError), default_storage.open(name) as stored:
            yield MEDIA + name, stored


def is_within(name: str) -> bool:
    """Say whether a file of this name would lie where the site keeps its files."""
    return (settings.SHARED_DIR / name).resolve().is_relative_to(settings.SHARED_DIR.resolve())


def place(name: str, source: IO[bytes]) -> None:
    """Put a file where it was. The ledger of erasures is not replaced: it is added to."""
    path: Path = settings.SHARED_DIR / name
    if name.startswith(MEDIA):
        stored = name.removeprefix(MEDIA)
        default_storage.delete(stored)
        default_storage.save(stored, File(source))
    elif path != ledger.path():
        sealing.folder()  # made before its keys are put there, for its owner alone
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            shutil.copyfileobj(source, target)


def _stored(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return  # no photo was stored yet
    yield from sorted(f"{folder}{name}" for name in files)
    for name in sorted(folders):
        yield from _stored(f"{folder}{name}/")
