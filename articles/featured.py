"""Readers' comments that the newsroom shows in the text of an article (C55).

Comments know articles, not the other way round: which they are, the settings say (`FEATURED_COMMENTS`).
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from django.conf import settings
from django.db.models import Subquery
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import strip_tags
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

from accounts.prepared import Given
from accounts.safety.sanitize import show_article
from articles.paper import EditionFace

#: Asked for by pages that show a comment in their text alone.
STYLE = "articles/css/featured.css"
#: Characters of a paragraph by which it is found again.
BEGINNING = 60
#: What may hold paragraphs of its own, and paragraphs, as `sanitize.show_article` writes them.
_TAG = re.compile(r"<(/?)(p|blockquote|ul|ol|figure|table|pre)\b[^>]*>")


@dataclass(frozen=True)
class Featured:
    """A comment in an article: its text as it was cleaned, who wrote it, why it was chosen, and where it stands."""

    pk: int
    html: str
    language: str
    name: str
    badges: str | None
    why: str
    after: str


def told(article: Given, now: Given) -> Subquery:
    """Ask for the comments that an article shows in its text, gathered into one column (`read`)."""
    asked: Subquery = import_string(settings.FEATURED_COMMENTS)(article, now)
    return asked


def read(gathered: str | None) -> list[Featured]:
    """Make them out of the column, the oldest first."""
    return [Featured(*row) for row in sorted(json.loads(gathered), key=lambda row: row[0])] if gathered else []


def beginnings(body: str) -> list[str]:
    """List how the paragraphs of a stored text begin, each once: behind these a comment may stand."""
    html = show_article(body)
    return list(dict.fromkeys(filter(None, (beginning for beginning, _end in _paragraphs(html)))))


def _paragraphs(html: str) -> Iterator[tuple[str, int]]:
    """Find the paragraphs that stand in nothing else: how each begins, and where it ends."""
    depth = start = 0
    for tag in _TAG.finditer(html):
        is_end, name = bool(tag[1]), tag[2]
        if name != "p":
            depth += -1 if is_end else 1
        elif depth == 0 and is_end:
            yield _beginning(html[start : tag.start()]), tag.end()
        elif depth == 0:
            start = tag.end()


def _beginning(html: str) -> str:
    words = " ".join(unescape(strip_tags(html)).split())
    return words if len(words) <= BEGINNING else words[:BEGINNING].rpartition(" ")[0] or words[:BEGINNING]


def placed(
    html: SafeString, comments: Sequence[Featured], *, article: int, authors: list[str], words: EditionFace
) -> SafeString:
    """Put comments behind the paragraphs that they belong to, else at the end; the page speaks as `words` do."""
    if not comments:
        return html
    ends = dict(reversed(list(_paragraphs(html))))  # of two that begin alike, the first
    figures = {one.pk: _figure(one, article, authors, words) for one in comments}
    at = sorted((ends.get(one.after, len(html)) if one.after else len(html), one.pk) for one in comments)
    pieces, start = [f'<link rel="stylesheet" href="{static(STYLE)}">'], 0
    for end, pk in at:
        pieces += html[start:end], figures[pk]
        start = end
    return mark_safe("".join((*pieces, html[start:])))  # noqa: S308 # cleaned before; figures are rendered


def _figure(one: Featured, article: int, authors: list[str], words: EditionFace) -> str:
    shown = {
        "featured": one,
        "text": mark_safe(one.html),  # noqa: S308 # cleaned when it was stored (sanitize.clean_comment)
        "article": article,
        "authors": authors,
        "edition": words,
    }
    return render_to_string("components/_featured.html", shown)
