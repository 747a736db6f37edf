"""Reading JSON line by line, whatever stands in it."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from moderation.imports.shapes import BadFile, Unreadable

#: Bytes of a line: beyond them it is no export.
LONGEST = 10_000_000


def documents(file: BinaryIO) -> Iterator[dict[str, Any] | Unreadable]:  # whatever JSON holds
    """Yield the object of each line, and for each line that holds none its number. Raises BadFile."""
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            raise BadFile(f"Line {number} is longer than in any export.")
        if not line.strip():
            continue
        if number == 1 and line.lstrip().startswith(b"["):
            raise BadFile("This is one list. Export one object a line (mongoexport without --jsonArray).")
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            found = None
        yield found if isinstance(found, dict) else Unreadable(f"line {number}")


def at(found: object, *path: str) -> Any:  # noqa: ANN401 # whatever JSON holds
    """Return what stands at the end of a path of names, None where there is nothing."""
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def text(found: object, *path: str) -> str:
    """Return what stands there as text; empty where there is none."""
    value = at(found, *path)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
