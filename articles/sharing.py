"""What a page tells other programs: its other languages, and what it is about."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from accounts.addresses import absolute
from articles.enums import CorrectionKind
from articles.live import LiveBlog, posting
from articles.models import Article, Correction, Photo, Tag
from articles.models.addresses import of_author
from articles.paper import EditionFace, SectionFace, paper

#: What could end a script element or begin a comment in it, written so that JSON reads the same.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True)
class Alternate:
    """The same page in another language (hreflang)."""

    language: str
    url: str


@dataclass(frozen=True)
class Image:
    """A photo, or a part of it in one shape, for those who show it elsewhere."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Author:
    """Who wrote an article: their name, and the public address of what else they wrote; empty where there is none."""

    name: str
    url: str = ""
    is_person: bool = True

    def named(self) -> dict[str, str]:
        """Give the name, and the address where there is one, as programs read them."""
        return {"name": self.name} | ({"url": self.url} if self.url else {})


@dataclass(frozen=True)
class Telling:
    """Where an edition's readers find a story: told in their language, or in another."""

    edition: EditionFace
    url: str
    is_told: bool


def _with_default(links: dict[str, str]) -> tuple[Alternate, ...]:
    """Order by edition, and add x-default: the default edition's page where there is one, else the first."""
    frame = paper()
    found = [
        Alternate(edition.language, links[edition.language]) for edition in frame.editions if edition.language in links
    ]
    if not found:
        return ()
    default = links.get(frame.default.language if frame.default else "", found[0].url)
    return (*found, Alternate("x-default", default))


def alternates(siblings: Iterable[Article]) -> tuple[Alternate, ...]:
    """Link a story's live articles to one another (A4)."""
    return _with_default({article.edition_id: absolute(article.get_absolute_url()) for article in siblings})


def editions_home() -> tuple[Alternate, ...]:
    """Link the front pages."""
    return _with_default({edition.language: absolute(edition.url) for edition in paper().editions})


def editions_section(section: SectionFace) -> tuple[Alternate, ...]:
    """Link a section's pages in the editions that have it."""
    faces = {edition.language: edition.section(section.pk) for edition in paper().editions}
    return _with_default({language: absolute(face.url) for language, face in faces.items() if face})


def editions_corrections() -> tuple[Alternate, ...]:
    """Link the pages of corrections."""
    return _with_default({edition.language: absolute(corrections_address(edition)) for edition in paper().editions})


def corrections_address(edition: EditionFace) -> str:
    """Return where an edition lists its corrections."""
    with translation.override(edition.language):
        return reverse("articles:corrections")


def tellings(article: Article, siblings: Iterable[Article]) -> list[Telling]:
    """List all editions for the language switch of an article."""
    told = {sibling.edition_id: sibling for sibling in siblings}
    return [
        Telling(
            edition,
            told.get(edition.language, article).address_in(edition.language),
            is_told=edition.language in told,
        )
        for edition in paper().editions
    ]


def news_article(
    article: Article,
    corrections: Sequence[Correction],
    tags: Sequence[Tag],
    photo: Photo | None,
    blog: LiveBlog | None = None,
) -> SafeString:
    """Describe the article as schema.org/NewsArticle, ready for a script element of type application/ld+json (A27).

    A live blog is described as schema.org/LiveBlogPosting, with the entries that the page shows (A44).
    """
    url = absolute(article.get_absolute_url())
    publisher = {"@type": "NewsMediaOrganization", "name": settings.PUBLISHER_NAME, "url": settings.SITE_URL}
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.summary,
        "inLanguage": article.edition_id,
        "url": url,
        "mainEntityOfPage": url,
        "datePublished": article.published_at.isoformat() if article.published_at else None,
        "dateModified": modified_at(article).isoformat(),
        "author": [_author(one) for one in authors_of(article)],
        "publisher": publisher,
        "isAccessibleForFree": True,
    }
    if tags:
        described["keywords"] = [tag.name for tag in tags]
    if found := [one for one in in_force(corrections) if one.kind != CorrectionKind.ADDITION]:
        described["correction"] = [_correction(one, url) for one in found]
    if article.licence_url:
        described["license"] = article.licence_url
    if photo:
        described["image"] = [_image(image, photo) for image in images_of(photo)]
    if blog:
        described |= posting(blog, url)
    return mark_safe(json.dumps(described, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 # escaped for its place


def _correction(correction: Correction, url: str) -> dict[str, Any]:
    """Describe what was put right as schema.org/CorrectionComment (A28)."""
    shown_at = correction.public_at or correction.made_at
    return {
        "@type": "CorrectionComment",
        "text": correction.text,
        "datePublished": shown_at.isoformat(),
        "url": f"{url}#{correction.anchor}",
    }


def in_force(corrections: Sequence[Correction]) -> list[Correction]:
    """Leave out of an article's corrections those that a later one supersedes."""
    superseded = {one.supersedes_id for one in corrections}
    return [one for one in corrections if one.pk not in superseded]


def authors_of(article: Article) -> list[Author]:
    """Return who wrote an article, in their order; where nobody is named, whose it is."""
    pages = {name: of_author(article.edition_id, name) for name in article.authors}
    found = [Author(name, absolute(page) if page else "") for name, page in pages.items()]
    return found or [Author(article.credit or settings.PUBLISHER_NAME, is_person=False)]


def _author(author: Author) -> dict[str, str]:
    """Describe who wrote it as schema.org/Person, with a page of theirs, or as schema.org/Organization."""
    return {"@type": "Person" if author.is_person else "Organization", **author.named()}


def images_of(photo: Photo) -> list[Image]:
    """Return the photo cut to each shape, the widest first; whole while it is not cut yet."""
    cuts = [Image(absolute(default_storage.url(cut.file)), cut.width, cut.height) for cut in photo.cuts()]
    return cuts or [Image(absolute(photo.file.url), photo.width, photo.height)]


def _image(image: Image, photo: Photo) -> dict[str, Any]:
    """Describe it as schema.org/ImageObject, with whose it is."""
    said = {
        "creditText": photo.credit,
        "copyrightNotice": photo.rights,
        "license": photo.licence_url,
        "acquireLicensePage": photo.source_url,
    }
    return {
        "@type": "ImageObject",
        "url": image.url,
        "width": f"{image.width} px",
        "height": f"{image.height} px",
        **{name: text for name, text in said.items() if text},
    }


def modified_at(article: Article) -> datetime:
    return article.changed_at or article.published_at or article.created_at
