"""Templates that are rendered once for each shape of what they show, and cut where the texts of a page go.

Most of what a template does for a page, it did the same for the page before: it finds the same blocks, words and
addresses. What is left to do for a page is to put its own texts in.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import count
from typing import Any

from django.http import HttpRequest
from django.template.base import NodeList, Template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from articles.pages import holes
from articles.paper import Paper, paper

#: What a template shows: texts, and what decides which of them and how; also lists and mappings of these.
Shown = Mapping[str, Any]
#: The name under which a template that is being cut finds the list of its pieces apart.
APART = "pieces_apart"
#: What is written otherwise in HTML.
_SIGNS = re.compile("[&<>\"']")
#: Shapes that one template is kept in. What a reader sends is never part of one.
MOST_SHAPES = 300


@dataclass(frozen=True)
class Apart:
    """A piece of a template that is rendered for each page."""

    inner: NodeList
    template: Template | None

    def render(self, objects: dict[str, Any]) -> str:
        context = Context(objects)
        context.template = self.template
        return self.inner.render(context)


@dataclass(frozen=True)
class _Cut:
    """A rendered template: its pieces, and between them the numbers of texts and the pieces apart."""

    frame: Paper
    pieces: tuple[str, ...]
    places: tuple[int | Apart, ...]

    def fill(self, texts: Sequence[str], apart: dict[str, Any]) -> Iterator[str]:
        yield self.pieces[0]
        for place, piece in zip(self.places, self.pieces[1:], strict=True):
            yield texts[place] if isinstance(place, int) else place.render(apart)
            yield piece


class Stencil:
    """A template whose output depends on the paper's frame, the language of the page and what it is told to show.

    Every text is only written or found empty by the template, never compared or filtered: it sees a mark in its place.
    """

    def __init__(self, template: str) -> None:
        self._template = template
        self._cuts: dict[Hashable, _Cut] = {}

    def render(
        self, shown: Shown, request: HttpRequest | None = None, apart: dict[str, Any] | None = None
    ) -> SafeString:
        """Render what is shown; `apart` is what the pieces apart are made from."""
        texts: list[str] = []
        key = (get_language(), _shape(shown, texts))
        cut = self._cuts.get(key)
        if cut is None or cut.frame is not paper():
            cut = self._cut(shown, request)
            if len(self._cuts) >= MOST_SHAPES:
                self._cuts.clear()
            self._cuts[key] = cut
        return mark_safe("".join(cut.fill([_escaped(text) for text in texts], apart or {})))  # noqa: S308 # the template's own text, and escaped

    def _cut(self, shown: Shown, request: HttpRequest | None) -> _Cut:
        frame, pieces_apart = paper(), list[Apart]()
        context = _marked(shown, count()) | {APART: pieces_apart}
        pieces = _pattern().split(render_to_string(self._template, context, request))
        places = [pieces_apart[int(name[1:])] if name.startswith("a") else int(name) for name in pieces[1::2]]
        return _Cut(frame, tuple(pieces[::2]), tuple(places))


def render_apart(inner: NodeList, context: Context) -> str:
    """Render a piece apart where nothing is being cut; else leave a mark for it."""
    pieces: list[Apart] | None = context.get(APART)
    if pieces is None:
        return inner.render(context)
    pieces.append(Apart(inner, context.template))
    return holes.mark(f"a{len(pieces) - 1}")


@lru_cache(maxsize=1)
def _pattern() -> "re.Pattern[str]":
    return re.compile(re.escape(holes.START.decode()) + r"(a?\d+)-->")


def _is_text(value: object) -> bool:
    """Say so of plain texts alone: a member of an enumeration decides what is shown."""
    return type(value) in (str, SafeString)


def _escaped(text: str) -> str:
    return text if type(text) is SafeString or not _SIGNS.search(text) else escape(text)


def _shape(value: Any, texts: list[str]) -> Hashable:  # noqa: ANN401 # whatever a template shows
    """Say what two pages must have in common to differ in their texts alone; collect the texts that are not empty."""
    if _is_text(value):
        if value:
            texts.append(value)
        return bool(value)
    if isinstance(value, dict):
        return tuple([(name, _shape(one, texts)) for name, one in value.items()])
    if isinstance(value, list):
        return tuple([_shape(one, texts) for one in value])
    return value  # type: ignore[no-any-return] # what decides is hashable: flags, numbers, faces of the frame


def _marked(value: Any, numbers: Iterator[int]) -> Any:  # noqa: ANN401 # whatever a template shows
    """Put a mark in the place of every text, in the order of `_shape`."""
    if isinstance(value, dict):
        return {name: _marked(one, numbers) for name, one in value.items()}
    if isinstance(value, list):
        return [_marked(one, numbers) for one in value]
    if not _is_text(value):
        return value
    return mark_safe(holes.mark(str(next(numbers)))) if value else ""  # noqa: S308 # our own mark
