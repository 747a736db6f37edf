"""What other sites show of an article when they are given its address: oEmbed 1.0 (A51). No script and no style."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import translation

from accounts.addresses import absolute
from articles import sharing
from articles.models import Article, OldAddress
from articles.paper import paper

#: Pixels that a card takes: its text flows, so that less is enough down to the least.
WIDTH, HEIGHT = 600, 240
LEAST_WIDTH, LEAST_HEIGHT = 200, 200
#: Seconds for which others may keep it.
KEPT_FOR = 3600


@dataclass(frozen=True)
class Room:
    """How much room another site has, in pixels; None: as much as we like."""

    width: int | None = None
    height: int | None = None

    def fits(self, width: int, height: int) -> bool:
        return (self.width is None or width <= self.width) and (self.height is None or height <= self.height)


def article_at(address: str, now: datetime) -> Article | None:
    """Find what readers see at an address of this site, whole as they copy it; None for all that is not public."""
    try:
        parts = urlsplit(address)
        path = unquote(parts.path, errors="strict")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.netloc != urlsplit(settings.SITE_URL).netloc or "\0" in path:
        return None
    language = translation.get_language_from_path(path)
    try:
        with translation.override(language):
            match = resolve(path)
    except Resolver404:
        old = OldAddress.objects.leading_from(address)
        return old if old and old.is_live(now) else None
    if match.view_name != "articles:article":
        return None
    live = Article.objects.live(now).select_related("photo", "edition").defer("body")
    asked = Article.objects.only("story", "edition").filter(pk=match.kwargs["pk"]).first()
    if asked is None:
        return None
    told = {one.edition_id: one for one in live.filter(story=asked.story_id)}
    return told.get(language or "") or told.get(asked.edition_id)  # as the page does: the article stands in


def card(article: Article, room: Room, now: datetime) -> dict[str, Any]:  # as oEmbed 1.0 has it, in its section 2.3.4
    """Describe an article: `rich`, with markup of our own, or a `link` where there is no room for that."""
    edition = paper().edition(article.edition_id) or article.edition
    address = absolute(article.get_absolute_url())
    first = sharing.authors_of(article)[0]
    said: dict[str, Any] = {
        "version": "1.0",
        "type": "link",
        "title": article.title,
        "author_name": ", ".join(article.authors) or first.name,
        "provider_name": settings.PUBLISHER_NAME,
        "provider_url": settings.SITE_URL,
        "cache_age": KEPT_FOR,
    }
    if first.url and len(article.authors) == 1:
        said["author_url"] = first.url
    photo = article.photo_at(now)
    images = [image for image in (sharing.images_of(photo) if photo else ()) if room.fits(image.width, image.height)]
    if images:
        said |= {f"thumbnail_{name}": value for name, value in vars(images[0]).items()}
    if room.fits(LEAST_WIDTH, LEAST_HEIGHT):
        shown = {"article": article, "edition": edition, "address": address, "publisher": settings.PUBLISHER_NAME}
        said |= {
            "type": "rich",
            "html": render_to_string("articles/card.html", shown).strip(),
            "width": min(WIDTH, room.width or WIDTH),
            "height": min(HEIGHT, room.height or HEIGHT),
        }
    return said
