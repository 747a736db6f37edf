"""The files of exports: made by the worker, closed each with a key of its own, outside what the web server serves.

Keys lie in a folder of their own. No backup holds either, and a file without its key is noise (V60).
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from accounts.enums import TextsAtErasure
from accounts.models import Export, User
from accounts.privacy.chunks import Closing, Opening, new_key
from accounts.privacy.keyfiles import KeyFolder, KeyGone, closed_folder, sweep

KEYS = KeyFolder("export-keys")
SUFFIX = ".closed"
#: What versions before keys called their files.
PLAIN = ".zip"


def folder() -> Path:
    """Name the folder, and see to it that nobody but the site reads it."""
    return closed_folder("exports")


@contextmanager
def written() -> Iterator[tuple[str, Closing]]:
    """Lend a new file to write plain bytes into, with its name; it is whole at the end, or gone with its key."""
    secret = new_key()
    name = f"{KEYS.add(b64encode(secret).decode())}{SUFFIX}"
    try:
        with (folder() / name).open("xb") as file:
            closing = Closing(file, secret)
            yield name, closing
            closing.finish()
    except BaseException:
        discard(name)
        raise


def opened(name: str) -> Opening:
    """Open a file for whoever may read it. Raise KeyGone, also where the file is gone."""
    secret = b64decode(KEYS.read(Path(name).stem))
    try:
        return Opening((folder() / name).open("rb"), secret)
    except FileNotFoundError:
        raise KeyGone(name) from None


def discard(name: str) -> None:
    """Destroy the key, then delete the file. Whoever is reading it reads on."""
    KEYS.destroy([Path(name).stem])
    (folder() / name).unlink(missing_ok=True)


def discard_all(exports: Iterable[Export], *, now: datetime) -> int:  # noqa: ARG001 # what every act of retention gets
    """Delete these exports, keys and files first: what has no row could not be found again."""
    rows = list(exports)
    for export in rows:
        if export.file:
            discard(export.file)
    Export.objects.filter(pk__in=[export.pk for export in rows]).delete()
    return len(rows)


def expire(exports: Iterable[Export], *, now: datetime) -> int:
    """Delete these exports, and what a crash left of others between key, file and row."""
    count = discard_all(exports, now=now)
    known = {Path(name).stem for name in Export.objects.values_list("file", flat=True)}
    KEYS.sweep(known, now=now)
    sweep(folder().iterdir(), known, now=now)
    return count


def discard_plain(*, now: datetime) -> int:
    """Delete the exports that an earlier version left unencrypted; return how many."""
    count = discard_all(Export.objects.filter(file__endswith=PLAIN), now=now)
    for left in folder().glob(f"*{PLAIN}"):
        left.unlink(missing_ok=True)
    return count


def remove_files(*, person: User, texts: TextsAtErasure, now: datetime) -> None:  # noqa: ARG001 # every hook is told
    """Delete every export of a person."""
    discard_all(Export.objects.filter(person=person), now=now)
