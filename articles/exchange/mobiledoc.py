"""A text as Ghost's editor kept it before version 5 (Mobiledoc 0.3), as markup."""

import json
from collections.abc import Callable
from html import escape
from typing import Any

from articles.exchange import lexical
from articles.exchange.items import Note, left_out

Said = dict[str, Any]  # as the editor writes it
#: Kinds of sections.
MARKUP, IMAGE, LIST, CARD = 1, 2, 3, 10
TAGS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "ul", "ol"})
INLINE = frozenset({"a", "b", "strong", "i", "em", "code", "sub", "sup"})


def markup(written: str) -> tuple[str, list[Note]]:
    """Return a text as markup, and what of it was left out."""
    try:
        document = _Document(json.loads(written))
        return document.written(), document.notes
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return "", [left_out("the text: its editor’s form cannot be read")]


class _Document:
    """Reads by place, as the format has it; whatever is not in its place is caught by who asks."""

    def __init__(self, read: Said) -> None:
        self._markups, self._cards = read.get("markups", []), read.get("cards", [])
        self._atoms, self._sections = read.get("atoms", []), read["sections"]
        self.notes: list[Note] = []

    def written(self) -> str:
        return "".join(self._section(section) for section in self._sections)

    def _section(self, section: list[Any]) -> str:  # numbers, texts and lists by their places
        kind = section[0]
        if kind == MARKUP:
            return _element(section[1], self._inline(section[2]))
        if kind == LIST:
            return _element(section[1], "".join(f"<li>{self._inline(item)}</li>" for item in section[2]))
        if kind == IMAGE:
            return lexical.picture(str(section[1]))
        name, said = self._cards[section[1]] if kind == CARD else ("", {})
        if name in CARDS:
            return CARDS[name](said)
        self.notes.append(left_out(f"a card of Ghost’s: {name}"))
        return ""

    def _inline(self, markers: list[Any]) -> str:  # as above
        html, opened = "", list[str]()
        for kind, opens, closes, value in markers:
            for number in opens:
                tag, *attributes = self._markups[number]
                opened.append(tag if tag in INLINE else "")
                html += _opening(tag, attributes[0] if attributes else []) if tag in INLINE else ""
            html += escape(str(value), quote=False) if kind == 0 else self._atom(value)
            for _ in range(closes):
                tag = opened.pop()
                html += f"</{tag}>" if tag else ""
        return html

    def _atom(self, number: int) -> str:
        name, value = self._atoms[number][:2]
        return "<br>" if name == "soft-return" else escape(str(value), quote=False)


def _element(tag: object, inner: str) -> str:
    tag = str(tag).lower()
    tag = tag if tag in TAGS else "p"
    return f"<{tag}>{inner}</{tag}>"


def _opening(tag: str, attributes: list[str]) -> str:
    said = dict(zip(attributes[::2], attributes[1::2], strict=False))
    return f'<a href="{escape(said.get("href", ""))}">' if tag == "a" else f"<{tag}>"


def _card(name: str) -> Callable[[Said], str]:
    """Write a card that both of Ghost's editors have."""
    return lexical.CARDS[name]


CARDS: dict[str, Callable[[Said], str]] = {
    **{name: _card(name) for name in ("image", "gallery", "embed", "bookmark", "html", "callout", "toggle", "button")},
    **{name: _card(name) for name in ("video", "audio", "file", "paywall", "markdown")},
    "hr": _card("horizontalrule"),
    "code": _card("codeblock"),
    "card-markdown": _card("markdown"),
}
