"""A feed read item by item, however long it is (RSS 2.0). A document type is refused: entities come with one alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from accounts.safety import xml
from articles.exchange.items import Unreadable

CHUNK = 1 << 16
#: Characters of one item, and elements within one another, that no newsroom writes.
MOST_OF_ONE, DEEPEST = 20_000_000, 12
#: What XML may not hold and databases of blogs do, as blanks.
CONTROLS = bytes(32 if byte < 32 and byte not in b"\t\n\r" else byte for byte in range(256))
#: Namespaces by their beginnings, the longer first, and how names of theirs are written here.
PREFIXES = {
    "http://wordpress.org/export/": "wp",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
}


@dataclass
class Node:
    """An element with its text and what it holds."""

    name: str
    attributes: dict[str, str]
    text: list[str] = field(default_factory=list)
    nodes: "list[Node]" = field(default_factory=list)

    def all(self, name: str) -> "list[Node]":
        return [node for node in self.nodes if node.name == name]

    def said(self, name: str) -> str:
        """Return the text of the first element of this name, without blanks around it."""
        return next((node.words for node in self.nodes if node.name == name), "")

    @property
    def words(self) -> str:
        return "".join(self.text).strip()


def nodes(path: Path, *, unread: frozenset[str] = frozenset()) -> Iterator[Node]:
    """Read the elements of a feed's channel one by one, without those named within them; raise Unreadable."""
    reader = _Reader(unread)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            reader.feed(chunk.translate(CONTROLS))
            yield from reader.taken()
    reader.feed(b"", is_last=True)
    yield from reader.taken()


class _Reader:
    def __init__(self, unread: frozenset[str]) -> None:
        self._unread, self._open, self._ready, self._size = unread, list[Node](), list[Node](), 0
        self._depth = self._skipped_at = 0
        parser = xml.parser(_refuse)
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._hear
        self._parser = parser

    def feed(self, data: bytes, *, is_last: bool = False) -> None:
        try:
            self._parser.Parse(data, is_last)
        except Unreadable:
            raise
        except xml.MALFORMED as error:
            raise Unreadable(f"The XML breaks off or is malformed: {error}.") from error

    def taken(self) -> list[Node]:
        """Hand over what is complete."""
        ready, self._ready = self._ready, []
        return ready

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable(f"Elements lie more than {DEEPEST} deep at line {self._parser.CurrentLineNumber}.")
        name = _written(name)
        if self._depth <= 2:
            if name != ("rss", "channel")[self._depth - 1]:
                raise Unreadable(f"This is no feed: it begins with <{name}>.")
            return
        if self._skipped_at or (name in self._unread and self._open):
            self._skipped_at = self._skipped_at or self._depth
            return
        node = Node(name, attributes)
        if self._open:
            self._open[-1].nodes.append(node)
        else:
            self._size = 0
        self._open.append(node)

    def _end(self, _name: str) -> None:
        if self._skipped_at:
            self._skipped_at = 0 if self._depth == self._skipped_at else self._skipped_at
        elif self._open:
            node = self._open.pop()
            if not self._open:
                self._ready.append(node)
        self._depth -= 1

    def _hear(self, text: str) -> None:
        if not self._open or self._skipped_at:
            return
        self._size += len(text)
        if self._size > MOST_OF_ONE:
            raise Unreadable(f"One item has more than {MOST_OF_ONE} characters.")
        self._open[-1].text.append(text)


def _refuse() -> None:
    raise Unreadable("The file declares a document type, which may define entities. No export does: refused.")


def _written(name: str) -> str:
    space, _blank, local = name.rpartition(" ")
    if not space:
        return local
    if space.startswith("http://wordpress.org/export/") and space.endswith("excerpt/"):
        return f"excerpt:{local}"
    return next((f"{short}:{local}" for begins, short in PREFIXES.items() if space.startswith(begins)), name)
