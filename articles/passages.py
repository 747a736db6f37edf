"""The passages of a text, and the words of each with where they lead: what `articles.comparing` compares. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from articles.markdown.inline import INLINE
from articles.markdown.tree import Element, tree

#: What stands before a word and after it without being part of it.
OPENING, CLOSING = "([{«“„‘'\"¿¡", ")]}»”’'\".,;:!?…،؛؟"
#: What a passage is in its text; all else is a paragraph.
KINDS = {
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "li": "item",
    "blockquote": "quotation",
    "pre": "code",
    "figcaption": "caption",
    "caption": "caption",
    "td": "cell",
    "th": "cell",
}


@dataclass(frozen=True)
class Word:
    """A word or a sign, and where it leads."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Passage:
    """A paragraph, a heading, an item of a list: its words, each with whether a space follows."""

    kind: str
    words: tuple[Word, ...]
    spaces: tuple[bool, ...]

    @property
    def key(self) -> tuple[str, tuple[Word, ...]]:
        return self.kind, self.words


def line(text: str) -> list[Passage]:
    """Take plain text as one passage; none where it is empty."""
    return [*_passages([text], "paragraph")]


def passages(html: str) -> list[Passage]:
    """Take the stored text of an article apart."""
    return [*_passages(tree(html).inner, "paragraph")]


def _passages(inner: Sequence[Element | str], kind: str) -> Iterator[Passage]:
    for is_running, pieces in groupby(inner, lambda one: isinstance(one, str) or one.name in INLINE):
        if is_running:
            yield from _lines(pieces, kind)
        else:
            for one in pieces:
                assert isinstance(one, Element)  # noqa: S101 # text is running
                yield from _passages(one.inner, KINDS.get(one.name, kind))


def _lines(pieces: Iterable[Element | str], kind: str) -> Iterator[Passage]:
    """Read running text: of each of its lines the words, whatever marks begin or end within them."""
    letters = [(letter, href) for text, href in _texts(pieces, "", kind) for letter in text]
    for is_break, some in groupby(letters, lambda pair: pair[0] == "\n"):
        if is_break:
            continue
        row = [*some]
        text = "".join(letter for letter, _href in row)
        spans = [*_spans(text)]
        if spans:
            words = tuple(Word(text[begin:end], row[begin][1]) for begin, end in spans)
            yield Passage(kind, words, tuple(text[end : end + 1].isspace() for _begin, end in spans))


def _texts(pieces: Iterable[Element | str], href: str, kind: str) -> Iterator[tuple[str, str]]:
    """Give the texts, each with where it leads; a line ends where the page ends one."""
    for one in pieces:
        if isinstance(one, str):
            yield one if kind == "code" else one.replace("\n", " "), href
        elif one.name == "br":
            yield "\n", ""
        else:
            yield from _texts(one.inner, one.said.get("href", "") if one.name == "a" else href, kind)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Find the words, and the signs before and after them."""
    for found in re.finditer(r"\S+", text):
        word, begin = found[0], found.start()
        core = len(word) - len(word.lstrip(OPENING))
        end = max(core, len(word.rstrip(CLOSING)))
        yield from pairwise(sorted({begin, begin + core, begin + end, found.end()}))
