"""Reading XML piece by piece, and refusing what is hostile: no document type, so no entity is declared or loaded."""

from collections.abc import Iterator
from typing import BinaryIO

from accounts.safety import xml
from moderation.imports.shapes import BadFile

CHUNK = 1 << 16
#: Elements within one another, and characters of one piece: beyond them it is no export.
DEEPEST, LONGEST = 50, 5_000_000


class Elements:
    """The chosen elements of a file, each by its name with the texts and ids of what is in it, by path.

    Names are local ones: the namespaces of exports change with their versions. `<post dsq:id="7"><author><name>A` is
    `("post", {"@id": "7", "author/name": "A"})`. A chosen element within another is no part of it.
    """

    def __init__(self, wanted: frozenset[tuple[str, str]]) -> None:
        """Take which are chosen, each by the names of its parent and its own."""
        self._wanted = wanted
        self._path: list[str] = []
        self._open: list[tuple[int, dict[str, str]]] = []
        self._texts: list[list[str]] = []
        self._length = 0
        self._done: list[tuple[str, dict[str, str]]] = []
        self._parser = xml.parser(_refuse)
        self._parser.StartElementHandler = self._start
        self._parser.CharacterDataHandler = self._text
        self._parser.EndElementHandler = self._end

    def read(self, file: BinaryIO) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield each chosen element when it ends. Raises BadFile."""
        try:
            while chunk := file.read(CHUNK):
                self._parser.Parse(chunk, False)
                yield from self._taken()
            self._parser.Parse(b"", True)
        except BadFile:
            raise
        except xml.MALFORMED as broken:
            raise BadFile(f"This is no well-formed XML: {broken}.") from broken
        yield from self._taken()

    def _taken(self) -> list[tuple[str, dict[str, str]]]:
        done, self._done = self._done, []
        return done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if ((self._path[-1] if self._path else ""), local) in self._wanted:
            self._open.append((len(self._path), {}))
            self._length = 0
        self._path.append(local)
        self._texts.append([])
        if len(self._path) > DEEPEST:
            raise BadFile("Its elements are nested deeper than in any export.")
        for attribute, value in attributes.items():
            if self._open and _local(attribute) == "id":
                self._open[-1][1][f"{self._place()}@id"] = value

    def _text(self, text: str) -> None:
        if not self._open:
            return
        self._length += len(text)
        if self._length > LONGEST:
            raise BadFile("One of its entries is longer than in any export.")
        self._texts[-1].append(text)

    def _end(self, _name: str) -> None:
        text = "".join(self._texts.pop())
        if self._open:
            depth, fields = self._open[-1]
            if len(self._path) - 1 == depth:
                self._open.pop()
                self._done.append((self._path[-1], fields))
            elif text.strip():
                fields.setdefault(self._place(), text)
        self._path.pop()

    def _place(self) -> str:
        """Name where we are within the element that is open."""
        return "/".join(self._path[self._open[-1][0] + 1 :])


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse() -> None:
    raise BadFile("It declares a document type or entities, which no export does: it is not read.")
