"""An article's markup as a tree: what `show_article` lets out is in order, so that the standard parser will do."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from accounts.safety.sanitize import show_article

VOID = frozenset({"br", "hr"})
#: Two of these side by side say what one does, and their signs would be read otherwise.
JOINED = frozenset({"code", "em", "strong"})


@dataclass
class Element:
    """An element with its attributes, and what it holds in its order."""

    name: str
    said: dict[str, str] = field(default_factory=dict)
    inner: "list[Element | str]" = field(default_factory=list)

    @property
    def words(self) -> str:
        """Return the text that it holds, as it is written."""
        return "".join(one if isinstance(one, str) else "\n" if one.name == "br" else one.words for one in self.inner)

    def all(self, name: str) -> "list[Element]":
        """Return the elements of a name in it, at any depth."""
        inner = [one for one in self.inner if isinstance(one, Element)]
        return [found for one in inner for found in ([one] if one.name == name else one.all(name))]


def tree(html: str) -> Element:
    """Read the stored text of an article; it is at most as deep as `accounts.safety.nesting` lets it be stored."""
    reader = _Reader()
    reader.feed(show_article(html))
    reader.close()
    return reader.whole


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.whole = Element("")
        self._open = [self.whole]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        inner = self._open[-1].inner
        last = inner[-1] if inner else ""
        if isinstance(last, Element) and last.name == tag in JOINED:
            element = last
        else:
            inner.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1].name == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].inner.append(data)
