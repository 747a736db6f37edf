"""The report as files: comma-separated values in UTF-8 (RFC 4180), one file a part."""

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings

from accounts.safety.spreadsheet import cell
from moderation.commission import tables
from moderation.commission.counting import Period
from moderation.commission.tables import Head

#: The oldest moment that a ZIP archive can hold: ours are the same, byte by byte, whenever they are made.
UNDATED = (1980, 1, 1, 0, 0, 0)


class File(NamedTuple):
    """One part: its name, what it holds, and how many lines below the headings."""

    name: str
    text: str
    lines: int


def head(*, first: date, last: date, now: datetime, previous: date | None = None) -> Head:
    """Say what the report begins with: the publisher, and the site as the service."""
    service = urlsplit(settings.SITE_URL).hostname or settings.SITE_URL
    return Head(settings.PUBLISHER_NAME, service, Period(first, last), now.date(), previous)


def written(of: Head) -> list[File]:
    """Return the files of a report."""
    return [_file(name, list(rows)) for name, rows in tables.every(of)]


def write(files: list[File], folder: Path) -> list[Path]:
    """Write the files into a folder, which is made if need be; files of the same names are written anew."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in files:
        (folder / one.name).write_bytes(one.text.encode())
    return [folder / one.name for one in files]


def archive(files: list[File]) -> bytes:
    """Return the files as one ZIP archive."""
    with io.BytesIO() as held:
        with ZipFile(held, "w", ZIP_DEFLATED) as packed:
            for one in files:
                packed.writestr(ZipInfo(one.name, UNDATED), one.text.encode(), ZIP_DEFLATED)
        return held.getvalue()


def _file(name: str, rows: list[tables.Row]) -> File:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([cell(value) for value in row] for row in rows)
    return File(name, text.getvalue(), len(rows) - 1)
