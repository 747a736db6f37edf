"""A large JSON file read row by row: the file is one value, and no more of it is held than a row (RFC 8259)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from articles.exchange.items import Unreadable

CHUNK = 1 << 16
#: Characters of one row that no newsroom writes.
MOST_OF_ONE = 40_000_000
BLANKS = " \t\n\r"
_DECODER = json.JSONDecoder()


class Stream:
    """A file and the place in it up to which it was read."""

    def __init__(self, file: IO[str]) -> None:
        self._file, self._held, self._at, self._is_over = file, "", 0, False

    def peek(self) -> str:
        """Return the next sign that is no blank; raise Unreadable at the end."""
        while True:
            while self._at < len(self._held):
                if self._held[self._at] not in BLANKS:
                    return self._held[self._at]
                self._at += 1
            if not self._more():
                raise Unreadable("The JSON breaks off.")

    def take(self, sign: str) -> None:
        if self.peek() != sign:
            raise Unreadable(f"The JSON has {self.peek()!r} where {sign!r} belongs.")
        self._at += 1

    def value(self) -> object:
        """Read one value whole."""
        self.peek()
        wanted = CHUNK
        while True:
            try:
                found, end = _DECODER.raw_decode(self._held, self._at)
            except RecursionError:
                raise Unreadable("The JSON nests too deep.") from None
            except ValueError as error:
                if not self._more(wanted):
                    raise Unreadable(f"The JSON is malformed: {error}.") from None
            else:
                # a number may go on in the next piece
                if end < len(self._held) or not self._more():
                    self._at = end
                    return found
            wanted *= 2

    def members(self) -> Iterator[str]:
        """Go through an object: whoever asks reads the value of each key before the next."""
        self.take("{")
        if self.peek() == "}":
            self.take("}")
            return
        while True:
            key = self.value()
            if not isinstance(key, str):
                raise Unreadable("The JSON has a key that is no text.")
            self.take(":")
            yield key
            if self._ends("}"):
                return

    def elements(self) -> Iterator[None]:
        """Go through an array: whoever asks reads each element before the next."""
        self.take("[")
        if self.peek() == "]":
            self.take("]")
            return
        while True:
            yield None
            if self._ends("]"):
                return

    def _ends(self, closing: str) -> bool:
        is_end = self.peek() == closing
        self.take(closing if is_end else ",")
        return is_end

    def _more(self, wanted: int = CHUNK) -> bool:
        """Hold another piece of the file; say whether there was one."""
        if self._is_over:
            return False
        if len(self._held) - self._at > MOST_OF_ONE:
            raise Unreadable(f"One row has more than {MOST_OF_ONE} characters.")
        try:
            piece = self._file.read(wanted)
        except UnicodeDecodeError as error:
            raise Unreadable(f"The file is not UTF-8: {error}.") from error
        self._is_over = not piece
        self._held, self._at = self._held[self._at :] + piece, 0
        return bool(piece)


def rows(path: Path, tables: frozenset[str]) -> Iterator[tuple[str, object]]:
    """Read the rows of some tables of a Ghost export, and its `meta`, in the file's own order; raise Unreadable."""
    with path.open(encoding="utf-8-sig") as file:
        stream = Stream(file)
        for key in stream.members():
            if key == "db":
                for _ in stream.elements():
                    for inner in stream.members():
                        yield from _part(stream, inner, tables)
            else:
                yield from _part(stream, key, tables)


def _part(stream: Stream, key: str, tables: frozenset[str]) -> Iterator[tuple[str, object]]:
    if key != "data":
        yield key, stream.value()
        return
    for table in stream.members():
        if stream.peek() != "[":
            stream.value()
            continue
        for _ in stream.elements():
            row = stream.value()
            if table in tables and isinstance(row, dict):
                yield table, row
