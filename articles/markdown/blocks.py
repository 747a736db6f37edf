"""An article's text as Markdown: CommonMark 0.31, and tables as GitHub's Markdown has them (RFC 7764, 3.2)."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from articles.markdown.inline import INLINE, line, longest_run, paragraph
from articles.markdown.tree import Element, tree

_LISTS = frozenset({"ul", "ol"})
_HEADINGS = {"h2": 2, "h3": 3, "h4": 4}
#: How the items of a list begin, and those of one that would else go on with the list before it.
_BULLETS, _ENDS = ("-", "*"), (".", ")")
#: A list's number has no more digits (CommonMark, 5.2).
_MOST_NUMBER = 999_999_999


def markdown(html: str, base: str) -> str:
    """Write the stored text of an article, whose whole address is `base`, without a line's end after it."""
    return _joined(_blocks(tree(html).inner, base))


def heading(words: str, level: int = 1) -> str:
    """Write a heading of words that are escaped already; a number sign at its end would be none of its words."""
    ended = f"{words[:-1]}\\#" if words.endswith("#") else words
    return f"{'#' * level} {ended}"


def quoted(words: str) -> str:
    """Write blocks as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in words.split("\n"))


def _joined(blocks: Sequence[str], is_tight: bool = False) -> str:  # noqa: FBT001, FBT002 # how lists say it
    return ("\n" if is_tight else "\n\n").join(blocks)


def _blocks(inner: Sequence[Element | str], base: str) -> list[str]:
    """Write each block; what runs between blocks is a paragraph."""
    written: list[str] = []
    follows = ""  # the kind of list that the last block was
    other = 0
    for is_running, pieces in groupby(inner, lambda one: isinstance(one, str) or one.name in INLINE):
        if is_running:
            if words := paragraph([*pieces], base):
                written.append(words)
                follows = ""
            continue
        for one in pieces:
            assert isinstance(one, Element)  # noqa: S101 # text is running
            if one.name in _LISTS:
                other = 1 - other if one.name == follows else 0
            if found := [*filter(None, _block(one, base, other))]:
                written += found
                follows = one.name if one.name in _LISTS else ""
    return written


def _block(one: Element, base: str, other: int) -> list[str]:
    """Write an element; one that Markdown has no sign for is what it holds."""
    if level := _HEADINGS.get(one.name):
        words = line(one.inner, base)
        return [heading(words, level)] if words else []
    if one.name in _LISTS:
        return [_list(one, base, other)]
    if found := _WRITERS.get(one.name):
        return found(one, base)
    return _blocks(one.inner, base)


def _quotation(one: Element, base: str) -> list[str]:
    inner = _joined(_blocks(one.inner, base))
    return [quoted(inner)] if inner else []


def _rule(_one: Element, _base: str) -> list[str]:
    return ["___"]  # of dashes, it would be one with the mark of a list's item


def _code(one: Element, _base: str) -> list[str]:
    words = one.words.removesuffix("\n")
    fence = "`" * max(3, longest_run(words) + 1)
    return [f"{fence}\n{words}\n{fence}"]


def _list(one: Element, base: str, other: int) -> str:
    """Write a list; its items stand close together where none holds more than a paragraph with a list below."""
    inner = [item for item in one.inner if isinstance(item, Element)]
    items = [(item, _blocks(item.inner, base)) for item in inner]
    is_tight = all(len(blocks) == 1 or (len(blocks) == 2 and _ends_in_list(item)) for item, blocks in items if blocks)
    written = [blocks for _item, blocks in items if blocks]
    marks = _list_marks(one, other)
    return _joined([_item(mark, blocks, is_tight) for blocks, mark in zip(written, marks, strict=False)], is_tight)


def _ends_in_list(item: Element) -> bool:
    """Say whether a list stands last in an item that may follow a line at once: one that begins with 1."""
    last = next((one for one in item.inner[::-1] if isinstance(one, Element) or one.strip()), None)
    return isinstance(last, Element) and last.name in _LISTS and last.said.get("start", "1") == "1"


def _list_marks(one: Element, other: int) -> Iterator[str]:
    if one.name == "ul":
        while True:
            yield _BULLETS[other]
    number = max(0, int(one.said.get("start") or 1))
    while True:
        yield f"{min(number, _MOST_NUMBER)}{_ENDS[other]}"
        number += 1


def _item(mark: str, blocks: Sequence[str], is_tight: bool) -> str:  # noqa: FBT001 # as `_joined`
    indent = " " * (len(mark) + 1)
    lines = _joined(blocks, is_tight).split("\n")
    return "\n".join([f"{mark} {lines[0]}", *(f"{indent}{line}" if line else "" for line in lines[1:])])


def _table(one: Element, base: str) -> list[str]:
    """Write a table: its caption above it, its first row as the head, which Markdown demands."""
    captions = [paragraph(caption.inner, base) for caption in one.all("caption")]
    rows = [[cell for cell in row.inner if isinstance(cell, Element)] for row in one.all("tr")]
    rows = [row for row in rows if row]
    if not rows:
        return captions
    width = max(map(len, rows))
    if not all(cell.name == "th" for cell in rows[0]):
        rows.insert(0, [])
    cells = [[*(_cell(cell, base) for cell in row), *[""] * (width - len(row))] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in [cells[0], ["---"] * width, *cells[1:]]]
    return [*captions, "\n".join(lines)]


def _cell(cell: Element, base: str) -> str:
    """Write a cell on one line; no bar in it, in code or an address either, ends it."""
    return re.sub(r"(?<!\\)\|", r"\\|", line(cell.inner, base))


_WRITERS: dict[str, Callable[[Element, str], list[str]]] = {
    "blockquote": _quotation,
    "hr": _rule,
    "pre": _code,
    "table": _table,
}
