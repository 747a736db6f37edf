"""A live blog and its entries as pages print them: all that the templates write, ready as text (A44)."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.safety.sanitize import show_article
from articles import printed, sharing
from articles.live import LiveBlog
from articles.models import Article, LiveEntry
from articles.paper import EditionFace, paper


def blog(
    shown: LiveBlog, article: Article, edition: EditionFace, *, page: str, is_elsewhere: bool, is_preview: bool = False
) -> dict[str, Any]:
    """Give what the page at `page` shows of an article's live blog; and where what is new is told."""
    updated = sharing.modified_at(article)
    is_growing = shown.ended_at is None and not shown.is_further and not is_preview
    return {
        "edition": edition,
        "is_elsewhere": is_elsewhere,
        "page": page,
        "began": _moment(shown.began_at, edition),
        "ended": _moment(shown.ended_at, edition),
        "updated": _moment(updated, edition),
        "entries": [entry(one, article, edition, page=page) for one in shown.entries],
        "stream": reverse("articles:live_stream", kwargs={"pk": article.pk}) if is_growing else "",
        "newest": str(shown.newest),
        "older": "" if is_preview else str(shown.older or ""),
        "is_further": shown.is_further,
        "is_preview": is_preview,
    }


def entry(one: LiveEntry, article: Article, edition: EditionFace, *, page: str) -> dict[str, Any]:
    """Give the texts of an entry that stands on `page`."""
    told = paper().edition(article.edition_id) or article.edition
    return {
        "anchor": one.anchor,
        "address": f"{page}#{one.anchor}",
        "language": article.edition_id,
        "direction": told.direction,
        "headline": one.headline,
        "text": show_article(one.body),
        "names": printed.joined(one.authors),
        "made": _moment(one.made_at, edition),
        "corrected": _moment(one.corrected_at, edition),
        "is_pinned": one.pin is not None,
    }


def _moment(moment: datetime | None, edition: EditionFace) -> dict[str, str] | None:
    """Give a moment as programs read it and in words; None where there is none."""
    if moment is None:
        return None
    return {"stamp": printed.stamp(moment), "words": printed.in_words(moment, edition.time_zone)}
