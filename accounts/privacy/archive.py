"""The files of exports: made by the worker, kept outside what the web server serves."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from accounts.enums import TextsAtErasure
from accounts.models import Export, User


def folder() -> Path:
    """Name the folder, and see to it that nobody but the site reads it."""
    found = settings.VAR_DIR / "exports"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def discard_all(exports: Iterable[Export], *, now: datetime) -> int:  # noqa: ARG001 # what every act of retention gets
    """Delete these exports, files first: a file without its row could not be found again."""
    rows = list(exports)
    for export in rows:
        if export.file:
            (folder() / export.file).unlink(missing_ok=True)
    Export.objects.filter(pk__in=[export.pk for export in rows]).delete()
    return len(rows)


def remove_files(*, person: User, texts: TextsAtErasure, now: datetime) -> None:  # noqa: ARG001 # every hook is told
    """Delete every export of a person."""
    discard_all(Export.objects.filter(person=person), now=now)
