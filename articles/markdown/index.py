"""`/llms.txt`: what the site is and where its newest articles are as Markdown, by the proposal of llmstxt.org."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.addresses import absolute
from articles import printed
from articles.markdown.blocks import heading
from articles.markdown.inline import link, words
from articles.models import Article
from articles.models.addresses import of_markdown
from articles.paper import EditionFace, Paper

#: Articles of each edition, the newest first.
MOST = 20


def written(frame: Paper, newest: Mapping[str, Sequence[Article]]) -> str:
    """Write the index of a paper in its default edition's words, each edition's part in its own."""
    with translation.override(frame.default.language if frame.default else None):
        said = _(
            "Articles are here as Markdown: at an article’s address followed by “text.md”, or at its own when asked "
            "for text/markdown (RFC 9110). Those that are meant for people alone are not."
        )
        tagline = frame.default.tagline if frame.default else ""
        parts = [heading(words(settings.PUBLISHER_NAME)), f"> {words(tagline)}" if tagline else "", said]
    parts += [part for edition in frame.editions for part in _edition(edition, newest.get(edition.language, ()))]
    return "\n\n".join(filter(None, parts)) + "\n"


def _edition(edition: EditionFace, newest: Sequence[Article]) -> list[str]:
    """Write an edition's front page and sections, and below a heading of their own its newest articles."""
    name = f"{words(edition.name)} ({edition.language})"
    with translation.override(edition.language):
        pages = [(_("Front page"), edition.url), *((one.name, one.url) for one in edition.sections)]
        lists = [f"- {link(words(name), absolute(url))}" for name, url in pages]
        articles = [_article(one) for one in newest]
        titled = f"{name}: {_('Newest articles')}"
    parts = [heading(name, 2), "\n".join(lists)]
    return parts + ([heading(titled, 2), "\n".join(articles)] if articles else [])


def _article(one: Article) -> str:
    said = " ".join(filter(None, (printed.stamp(one.published_at), words(one.summary))))
    return f"- {link(words(one.title), absolute(of_markdown(one)))}: {said}"
