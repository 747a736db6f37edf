"""How deep markup may nest: parsers of HTML take time that grows with the square of the depth."""

import re
from collections import Counter

TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
#: Elements that hold nothing, or that the next of their kind closes.
SHALLOW = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot",
})  # fmt: skip
#: A parser opens these again in each block that follows, as often as they stand open (HTML, 13.2.4.3).
FORMATTING = frozenset({
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
})  # fmt: skip
#: In these the rules of HTML do not hold, and nothing is shallow. No text of ours may have them: they always go.
FOREIGN = frozenset({"svg", "math"})
DEEPEST, DEEPEST_FORMATTING = 24, 4


def bounded(html: str) -> str:
    """Leave out the tags that open an element too deep or foreign, and those that close it; the text stays."""
    depth = Depth()
    return "".join(_kept(html, depth))


class Depth:
    """What stands open, by name."""

    def __init__(self) -> None:
        self.opened: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.all = self.formatting = 0

    def takes(self, name: str) -> bool:
        """Open an element, unless it lies too deep."""
        is_formatting = name in FORMATTING
        if name in FOREIGN or self.all >= DEEPEST or (is_formatting and self.formatting >= DEEPEST_FORMATTING):
            self.left_out[name] += 1
            return False
        self._count(name, 1)
        return True

    def closes(self, name: str) -> bool:
        """Close the innermost element of this name, unless it is one that was left out."""
        if self.left_out[name]:
            self.left_out[name] -= 1
            return False
        if self.opened[name]:
            self._count(name, -1)
        return True

    def _count(self, name: str, step: int) -> None:
        self.opened[name] += step
        self.all += step
        self.formatting += step * (name in FORMATTING)


def _kept(html: str, depth: Depth) -> list[str]:
    kept, start = [], 0
    for tag in TAG.finditer(html):
        closing, name = tag.group(1), tag.group(2).lower()
        if tag.start() < start or name in SHALLOW or (depth.closes(name) if closing else depth.takes(name)):
            continue
        kept.append(html[start : tag.start()])
        end = html.find(">", tag.end())
        if end < 0:  # a tag that never ends: browsers show nothing of it
            return kept
        start = end + 1
    kept.append(html[start:])
    return kept
