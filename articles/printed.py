"""An article as its page prints it: all that the template writes, ready as text (`articles.pages.stencils`)."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import get_language

from accounts.safety.sanitize import show_article
from articles import sharing
from articles.models import Article, Photo
from articles.paper import EditionFace, paper


def story(article: Article, siblings: Sequence[Article], edition: EditionFace, *, is_elsewhere: bool) -> dict[str, Any]:
    """Give the texts of an article's page below an edition; what is not there is empty."""
    told = paper().edition(article.edition_id) or article.edition
    images = sharing.image_addresses(article)
    published, modified = article.published_at, sharing.modified_at(article)
    is_changed = bool(published and article.changed_at and article.changed_at > published)
    return {
        "title": article.title,
        "summary": article.summary,
        "byline": article.byline,
        "byline_address": article.byline_address(),
        "text": show_article(article.body),
        "language": article.edition_id,
        "direction": told.direction,
        "edition": told.name,
        "address": sharing.absolute(article.get_absolute_url()),
        "published": _stamp(published),
        "published_in_words": in_words(published, edition.time_zone),
        "modified": _stamp(modified),
        "changed_in_words": in_words(modified, edition.time_zone) if is_changed else "",
        "image": images[0] if images else "",
        "alt": article.photo_alt,
        "caption": article.photo_caption,
        "photo": article.story.photo and _photo(article.story.photo),
        "credit": _credit(article),
        "linked_data": sharing.news_article(article),
        "alternates": [] if is_elsewhere else [vars(link) for link in sharing.alternates(siblings)],
        "tellings": [_telling(telling, edition) for telling in sharing.tellings(article, siblings)],
    }


def in_words(moment: datetime | None, zone: str) -> str:
    """Write a moment as readers in that time zone do, in the language of the page."""
    return _in_words(moment.replace(second=0, microsecond=0), zone, get_language()) if moment else ""


@lru_cache(maxsize=1024)
def _in_words(minute: datetime, zone: str, _language: str | None) -> str:
    return formats.date_format(minute.astimezone(ZoneInfo(zone)), "DATETIME_FORMAT")


def _stamp(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def _photo(photo: Photo) -> dict[str, Any]:
    return {
        "avif": photo.avif,
        "webp": photo.webp,
        "jpeg": photo.jpeg,
        "file": {"url": photo.file.url},
        "width": str(photo.width),
        "height": str(photo.height),
        "credit": _credit(photo),
    }


def _credit(row: Article | Photo) -> dict[str, str]:
    names = ("credit", "licence", "licence_url", "source_url")
    return {name: getattr(row, name) for name in names}


def _telling(telling: sharing.Telling, current: EditionFace) -> dict[str, Any]:
    edition = telling.edition
    return {
        "url": telling.url,
        "is_told": telling.is_told,
        "is_current": edition.language == current.language,
        "language": edition.language,
        "direction": edition.direction,
        "language_name": capfirst(edition.language_name),
    }
