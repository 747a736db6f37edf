"""An article as its page prints it: all that the template writes, ready as text (`articles.pages.stencils`)."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts import addresses
from accounts.safety.sanitize import show_article
from articles import comparing, embeds, featured, lifecycle, sharing
from articles.enums import CorrectionKind
from articles.featured import Featured
from articles.live import LiveBlog
from articles.models import Article, Correction, Edition, Photo, Revision, Tag
from articles.models.addresses import of_author, of_markdown
from articles.paper import EditionFace, paper

#: What of an article readers are shown that changed, as they call it.
_FIELDS = {
    "title": gettext_lazy("title"),
    "summary": gettext_lazy("summary"),
    "photo_caption": gettext_lazy("caption"),
    "body": gettext_lazy("text"),
}


def story(
    article: Article,
    siblings: Sequence[Article],
    edition: EditionFace,
    corrections: Sequence[Correction],
    tags: Sequence[Tag],
    *,
    photo: Photo | None,
    is_elsewhere: bool,
    comments: Sequence[Featured] = (),
    blog: LiveBlog | None = None,
) -> dict[str, Any]:
    """Give the texts of an article's page below an edition, with the photo it may show; what is not there is empty."""
    told = paper().edition(article.edition_id) or article.edition
    published, modified = article.published_at, sharing.modified_at(article)
    is_changed = bool(published and article.changed_at and article.changed_at > published)
    above, below = parted(corrections)
    address = addresses.absolute(article.get_absolute_url())
    text = featured.placed(
        show_article(article.body), comments, article=article.pk, authors=article.authors, words=edition
    )
    return {
        "title": article.title,
        "summary": article.summary,
        "authors": authors(article),
        "linked_authors": [one.named() for one in sharing.authors_of(article)],
        "text": embeds.shown(text, language=get_language() or "" if is_elsewhere else ""),
        "language": article.edition_id,
        "direction": told.direction,
        "edition": told.name,
        "address": address,
        "card": f"{addresses.absolute_url('oembed')}?{urlencode({'url': address})}",
        "markdown": addresses.absolute(markdown) if (markdown := of_markdown(article)) else "",
        "published": stamp(published),
        "published_in_words": in_words(published, edition.time_zone),
        "modified": stamp(modified),
        "changed_in_words": in_words(modified, edition.time_zone) if is_changed else "",
        "alt": article.photo_alt,
        "caption": article.photo_caption,
        "photo": photo and _photo(photo),
        "credit": _credit(article),
        "corrections_above": [_note(one, corrections, edition) for one in above],
        "corrections_below": [_note(one, corrections, edition) for one in below],
        "linked_data": sharing.news_article(article, corrections, tags, photo, blog),
        "alternates": [] if is_elsewhere else [vars(link) for link in sharing.alternates(siblings)],
        "tellings": [_telling(telling, edition) for telling in sharing.tellings(article, siblings)],
    }


def authors(article: Article) -> list[dict[str, str]]:
    """Give the names of those who wrote an article, each with its page and with what stands between it and the last."""
    names = article.authors
    return [
        {"joint": _joint(place, len(names)), "name": name, "address": of_author(article.edition_id, name)}
        for place, name in enumerate(names)
    ]


def authors_in_words(article: Article) -> str:
    """Return the names of those who wrote an article, as the page's language joins them."""
    return joined(article.authors)


def joined(names: Sequence[str]) -> str:
    """Return names as the page's language joins them."""
    return "".join(f"{_joint(place, len(names))}{name}" for place, name in enumerate(names))


def _joint(place: int, many: int) -> str:
    """Return what a language writes before a name of several."""
    if place == 0:
        return ""
    said = _("%(names)s and %(name)s") if place == many - 1 else _("%(names)s, %(name)s")
    return (said % {"names": "|", "name": "|"}).split("|")[1]


def correction(one: Correction, later: Correction | None, edition: EditionFace, *, page: str = "") -> dict[str, Any]:
    """Give the texts of a correction, and of a `later` one that supersedes it: where it stands on `page`."""
    shown_at = one.public_at or one.made_at
    return {
        "anchor": one.anchor,
        "kind": CorrectionKind(one.kind),
        "text": one.text,
        "at": stamp(shown_at),
        "in_words": in_words(shown_at, edition.time_zone),
        "superseded_by": f"{page}#{later.anchor}" if later else "",
        "changes": one.changes_url() if one.compared else "",
        "comment": reverse("moderation:comment", kwargs={"pk": one.credited}) if one.credited else "",
    }


def changes(before: Revision, after: Revision, article: Article, now: datetime) -> list[dict[str, Any]]:
    """Tell field by field how one text of an article became another, as far as the article still says so (A58)."""
    found = comparing.parts(before, after, article, has_caption=article.photo_at(now) is not None)
    return [{"label": capfirst(_FIELDS[one.field]), "stretches": one.stretches} for one in found]


def parted(corrections: Sequence[Correction]) -> tuple[list[Correction], list[Correction]]:
    """Part what stands above the text from what stands below it, the newest first. What is superseded stands below."""
    newest_first = sorted(corrections, key=lambda one: (one.public_at or one.made_at, one.pk), reverse=True)
    in_force = sharing.in_force(newest_first)
    above = [one for one in in_force if one.kind in lifecycle.ABOVE_THE_TEXT]
    return above, [one for one in newest_first if one not in above]


def _note(one: Correction, corrections: Sequence[Correction], edition: EditionFace) -> dict[str, Any]:
    later = next((other for other in corrections if other.supersedes_id == one.pk), None)
    return correction(one, later, edition)


def in_words(moment: datetime | None, zone: str) -> str:
    """Write a moment as readers in that time zone do, in the language of the page."""
    return _in_words(moment.replace(second=0, microsecond=0), zone, get_language()) if moment else ""


@lru_cache(maxsize=1024)
def _in_words(minute: datetime, zone: str, _language: str | None) -> str:
    return formats.date_format(minute.astimezone(ZoneInfo(zone)), "DATETIME_FORMAT")


def told_by(edition: Edition, moment: datetime) -> str:
    """Write a moment by an edition's clock, which is named: for people who live by another."""
    return f"{in_words(moment, edition.time_zone)} ({edition.time_zone})"


def embargo_in_words(article: Article, now: datetime) -> str:
    """Say until when nobody may quote an article (A43); empty where everybody may."""
    until = article.embargo_at(now)
    return _("Under embargo until %(when)s") % {"when": told_by(article.edition, until)} if until else ""


def stamp(moment: datetime | None) -> str:
    """Write a moment as programs read it; empty where there is none."""
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def _photo(photo: Photo) -> dict[str, Any]:
    shared = sharing.images_of(photo)[0]
    return {
        "shared": {"url": shared.url, "width": str(shared.width), "height": str(shared.height)},
        "avif": photo.avif,
        "webp": photo.webp,
        "jpeg": photo.jpeg,
        "file": {"url": photo.file.url},
        "width": str(photo.width),
        "height": str(photo.height),
        "credit": _credit(photo),
    }


def rights_in_words(photo: Photo, now: datetime) -> str:
    """Tell the newsroom by the default edition's clock that readers see a photo no more, or soon will not (A48)."""
    default = paper().default
    when = in_words(photo.expires_at, default.time_zone if default else "UTC")
    if photo.is_over(now):
        return _("The rights to this photo ended on %(when)s: readers see the article without it.") % {"when": when}
    if photo.ends_soon(now):
        return _("The rights to this photo end on %(when)s: readers then see the article without it.") % {"when": when}
    return ""


def maker_in_words(photo: Photo) -> str:
    """Tell the newsroom what the maker says of a photo."""
    return _("Its maker says: %(caption)s") % {"caption": photo.caption} if photo.caption else ""


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
