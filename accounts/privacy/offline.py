"""The readable side of a copy: a small site that opens from a disk, without a network and without a server (V67).

Pages are whole without scripts. With them the copy is searched: a page from a disk may fetch nothing, so that what is
searched lies beside it as a script that holds data alone.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.template.loader import render_to_string

from accounts.models import User
from accounts.privacy.declarations import Words
from accounts.privacy.parts import Part

#: Rows on a page: of long comments a quarter of a megabyte.
ROWS = 100
TEMPLATES = "accounts/privacy/export"


@dataclass(frozen=True)
class Copy:
    """What the site tells: whose copy, of when, and the other files in it."""

    person: User
    made_at: datetime
    parts: list[Part]
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row as it is read: its number within the part, and what is not empty in it, each with its label."""

    number: int
    cells: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return " · ".join(value for _label, value in self.cells)


def site(copy: Copy) -> Iterator[tuple[str, str]]:
    """Name every file of the site, with what is in it. Links between them are relative."""
    yield "index.html", _rendered("index.html", copy, groups=_by_activity(copy.parts), files=copy.files)
    found: list[tuple[str, str, list[Row]]] = []
    for part in copy.parts:
        for page in Paginator(list(_rows(part)), ROWS):
            here = path(part.code, page.number)
            yield here, _rendered("part.html", copy, root="../", part=part, page=page, **_around(part, page))
            found.append((part.name, here, list(page)))
    yield "search-data.js", _searched(found)
    for name in ("search.js", "style.css"):
        yield name, render_to_string(f"{TEMPLATES}/{name}")


def path(code: str, number: int = 1) -> str:
    """Name the file of a part's page; two parts never share one, whatever a disk thinks of capitals."""
    return f"parts/{code.lower().replace('.', '-').replace(':', '-')}-{number}.html"


def _rows(part: Part) -> Iterator[Row]:
    """Tell the rows without what is empty in them: a part with twenty columns is read, too."""
    for number, (row, values) in enumerate(zip(part.rows, part.readable(), strict=True), 1):
        told = zip(part.labels, row, values, strict=True)
        yield Row(number, tuple((label, value) for label, held, value in told if held not in (None, "", [], {})))


def _by_activity(parts: Iterable[Part]) -> list[tuple[Words, list[tuple[Part, str]]]]:
    """Put parts that are there for the same reason together, each with its first page."""
    groups: dict[str, tuple[Words, list[tuple[Part, str]]]] = {}
    for part in parts:
        groups.setdefault(part.activity.code, (part.activity.name, []))[1].append((part, path(part.code)))
    return list(groups.values())


def _around(part: Part, page: Page[Row]) -> dict[str, Any]:
    """Lead to the page before, to the next, and to others by number; where numbers are left out is no path."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2) if page.has_other_pages() else ()
    return {
        "previous": path(part.code, page.number - 1) if page.has_previous() else "",
        "next": path(part.code, page.number + 1) if page.has_next() else "",
        "numbered": [(number, path(part.code, number) if isinstance(number, int) else "") for number in numbers],
    }


def _searched(pages: list[tuple[str, str, list[Row]]]) -> str:
    """Spell everything that can be found: pages with their names, rows with the place of their page among them."""
    rows = [[place, row.number, row.text] for place, (_name, _path, rows) in enumerate(pages) for row in rows]
    data = {"pages": [[name, path] for name, path, _rows in pages], "rows": rows}
    return f"globalThis.copied = {json.dumps(data, ensure_ascii=False)};\n"


def _rendered(template: str, copy: Copy, *, root: str = "", **context: Any) -> str:  # what each template takes
    about = {"person": copy.person, "now": copy.made_at, "publisher": settings.PUBLISHER_NAME, "root": root}
    return render_to_string(f"{TEMPLATES}/{template}", about | context)
