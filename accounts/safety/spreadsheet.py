"""Tables for spreadsheets, whose cells run nothing (quality QS5)."""

import csv
import unicodedata
from collections.abc import Iterable

from django.http import HttpResponse

#: What makes a spreadsheet read a cell as a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def attachment(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """Answer rows as a table to download (RFC 4180)."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers=headers)
    csv.writer(response).writerows([cell(value) for value in row] for row in rows)
    return response


def cell(value: object) -> str | int | float:
    """Return the value for a cell; text that would start a formula is quoted with an apostrophe."""
    if isinstance(value, int | float):
        return value
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) or _seen(text).startswith(FORMULA) else text


def _seen(text: str) -> str:
    """Leave out what programs drop at the beginning of a cell: every kind of space, sign without width and control."""
    start = next((i for i, letter in enumerate(text) if not _is_unseen(letter)), len(text))
    return text[start:]


def _is_unseen(letter: str) -> bool:
    # Zs, Zl, Zp; Cc, Cf; variation selectors and the grapheme joiner are marks; two letters of Hangul are blank.
    category = unicodedata.category(letter)
    return category[0] == "Z" or category in ("Cc", "Cf", "Mn", "Me") or letter in "\u115f\u1160\u3164\uffa0\u2800"
