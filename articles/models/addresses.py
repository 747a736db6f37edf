"""Addresses below an edition, whatever the page's language."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation

if TYPE_CHECKING:
    from articles.models.article import Article


@lru_cache(maxsize=4096)
def numbered(view: str, language: str, slug: str, pk: int) -> str:
    """Return an address that ends in a key: its words may change, and it still leads there."""
    with translation.override(language):
        return reverse(view, kwargs={"slug": slug, "pk": pk})


def of_markdown(article: "Article") -> str:
    """Return where an article can be had as Markdown; empty where it is meant for people alone (A63)."""
    return "" if article.for_people_only else numbered("articles:text", article.edition_id, article.slug, article.pk)


def of_month(language: str, moment: datetime) -> str:
    """Return where the edition's sitemap of a month is."""
    month = moment.astimezone(UTC)
    with translation.override(language):
        return reverse("articles:sitemap", kwargs={"year": month.year, "month": month.month})


def of_page(view: str, language: str) -> str:
    """Return where the edition has a page, or a file, of which it has one."""
    with translation.override(language):
        return reverse(view)


def of_author(language: str, name: str) -> str:
    """Return where the edition has all of somebody's; empty for a name that no address can hold."""
    if "/" in name or not name.strip(". "):
        return ""
    with translation.override(language):
        return reverse("articles:byline", kwargs={"name": name})
