"""Feeds of an edition, of its sections, tags and bylines: RSS, Atom and JSON (A25)."""

import json
from datetime import datetime
from io import BytesIO
from typing import IO, Any
from urllib.parse import unquote

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape

from accounts.addresses import absolute, absolute_url
from articles import pages
from articles.models import Article, Correction, Tagging
from articles.models.addresses import of_author
from articles.models.article import ArticleQuerySet
from articles.paper import EditionFace
from articles.printed import in_words
from articles.sharing import authors_of, modified_at
from articles.views import tags
from articles.views.reading import current_edition, moved

#: Articles in a feed.
LENGTH = 30


class RSSFeed(Rss201rev2Feed):
    """RSS 2.0 that names each author: its own element is for one address of mail."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:dc": "http://purl.org/dc/elements/1.1/"}

    def add_root_elements(self, handler: Any) -> None:  # noqa: ANN401 # Django's writer has no public type
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:  # noqa: ANN401 # as above
        super().add_item_elements(handler, item)
        for one in item["authors"]:
            handler.addQuickElement("dc:creator", one.name)


class AtomFeed(Atom1Feed):
    """Atom 1.0 that names each author, with a page where there is one."""

    def add_root_elements(self, handler: Any) -> None:  # noqa: ANN401 # as above
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:  # noqa: ANN401 # as above
        super().add_item_elements(handler, item)
        for one in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", one.name)
            if one.url:
                handler.addQuickElement("uri", one.url)
            handler.endElement("author")


class JSONFeed(SyndicationFeed):
    """JSON Feed 1.1."""

    def write(self, outfile: IO[Any], encoding: str) -> None:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            **({"hubs": [{"type": "WebSub", "url": self.feed["hub"]}]} if self.feed["hub"] else {}),
            "items": [self._item(item) for item in self.items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False).encode(encoding))

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_text": item["description"],
            "date_published": item["pubdate"].isoformat(),
            "date_modified": item["updateddate"].isoformat(),
            "authors": [one.named() for one in item["authors"]],
            "tags": list(item["categories"]),
        }

    def writeString(self, encoding: str) -> str:  # noqa: N802 # Django's name
        """Return the feed as text; the parent's way asks for a text stream that XML wants."""
        stream = BytesIO()
        self.write(stream, encoding)
        return stream.getvalue().decode(encoding)


KINDS: dict[str, type[SyndicationFeed]] = {"rss": RSSFeed, "atom": AtomFeed, "json": JSONFeed}

CONTENT_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


@pages.page
def edition(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer the newest articles of an edition."""
    face = current_edition()
    told = Article.objects.filter(edition=face.language).newest_first()
    return _answer(request, face, kind, told, title=face.name, link=face.url)


@pages.page
def section(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Answer the newest articles of a section."""
    face = current_edition()
    chosen = next((section for section in face.sections if section.slug == slug), None)
    if chosen is None:
        raise Http404
    told = Article.objects.filter(edition=face.language, section=chosen.pk).newest_first()
    return _answer(request, face, kind, told, title=f"{face.name}: {chosen.name}", link=chosen.url)


@pages.page
def tag(request: HttpRequest, slug: str, pk: int, kind: str) -> HttpResponse:  # noqa: ARG001 # as its page
    """Answer the newest articles under a tag."""
    face = current_edition()
    chosen, told = tags.asked(pk, timezone.now())
    address = chosen.get_absolute_url()
    if request.path != unquote(f"{address}feed.{kind}"):
        return moved(f"{address}feed.{kind}", is_for_good=True)
    return _answer(request, face, kind, told, title=f"{face.name}: {chosen.name}", link=address)


@pages.page
def byline(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """Answer the newest articles of somebody."""
    face = current_edition()
    told = Article.objects.filter(edition=face.language).by(name).newest_first()
    if not told.live(timezone.now()).exists():
        raise Http404
    return _answer(request, face, kind, told, title=f"{face.name}: {name}", link=of_author(face.language, name))


def _answer(
    request: HttpRequest, face: EditionFace, kind: str, told: ArticleQuerySet, *, title: str, link: str
) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    now = timezone.now()
    feed = KINDS[kind](
        title=title,
        link=absolute(link),
        description=face.tagline or title,
        language=face.language,
        feed_url=absolute(request.path),
        hub=settings.WEBSUB_HUB,
    )
    corrected = Prefetch("corrections", Correction.objects.filter(public_at__lte=now).in_force().newest_first())
    newest = told.live(now).defer("body")
    newest = newest.prefetch_related(corrected, Prefetch("taggings", Tagging.objects.select_related("tag")))
    for article in newest[:LENGTH]:
        _add(feed, face, article)
    pages.terms(request, editions=[face.language], until=Article.objects.filter(edition=face.language).next_change(now))
    response = HttpResponse(feed.writeString("utf-8"), content_type=CONTENT_TYPES[kind])
    if settings.WEBSUB_HUB:  # and the feed itself, as WebSub has it (4, Discovery)
        own = iri_to_uri(absolute(request.path))
        response.headers["Link"] = f'<{settings.WEBSUB_HUB}>; rel="hub", <{own}>; rel="self"'
    return response


def _add(feed: SyndicationFeed, face: EditionFace, article: Article) -> None:
    published_at: datetime = article.published_at or article.created_at
    section = face.section(article.section_id)
    feed.add_item(
        title=article.title,
        link=absolute(article.get_absolute_url()),
        description=_described(article, face, is_markup=not isinstance(feed, JSONFeed)),
        authors=authors_of(article),
        pubdate=published_at,
        updateddate=modified_at(article),
        unique_id=f"{absolute_url('articles:home')}#article-{article.pk}",
        unique_id_is_permalink=False,
        categories=[*([section.name] if section else []), *(one.tag.name for one in article.taggings.all())],
    )


def _described(article: Article, face: EditionFace, *, is_markup: bool) -> str:
    """Give the summary and what was put right. RSS and Atom carry markup, and readers of feeds obey it; JSON Feed
    carries text.
    """
    notes = [
        f"{one.get_kind_display()} ({in_words(one.public_at, face.time_zone)}): {one.text}"
        for one in article.corrections.all()
    ]
    if not is_markup:
        return "\n\n".join([article.summary, *notes])
    return "".join([escape(article.summary), *(f"<p>{escape(note)}</p>" for note in notes)])
