"""Sitemaps: an index, for each edition one a month and one of its lists, and the news of the last 48 hours (A26)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Max
from django.db.models.functions import Coalesce, TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.addresses import absolute
from articles import pages
from articles.models import Article, Tag
from articles.models.addresses import of_author, of_month, of_page
from articles.models.article import ArticleQuerySet
from articles.models.text import names_of
from articles.paper import EditionFace, paper
from articles.places import NEWS_AGE
from articles.sharing import Alternate, alternates, modified_at
from articles.views.reading import current_edition

#: What one sitemap may hold (sitemaps.org).
LIMIT = 50_000


@dataclass(frozen=True)
class Entry:
    """One address of a sitemap."""

    article: Article
    url: str
    modified_at: datetime
    alternates: tuple[Alternate, ...]


@pages.page
def index(request: HttpRequest) -> HttpResponse:
    """List the sitemaps of all editions."""
    now = timezone.now()
    served = [edition.language for edition in paper().editions]
    live = Article.objects.live(now).filter(edition__in=served)
    months = live.order_by().values_list("edition", TruncMonth("published_at", tzinfo=UTC)).distinct()
    addresses = sorted(absolute(of_month(language, month)) for language, month in months)
    told = [language for language in served if live.filter(edition=language).exists()]
    addresses += [absolute(of_page("articles:sitemap_lists", language)) for language in told]
    pages.terms(request, editions=served, until=Article.objects.next_change(now))
    return _xml(request, "index", {"addresses": addresses})


@pages.page
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """List an edition's articles of one month, each with its other languages (A4)."""
    now, edition = timezone.now(), current_edition()
    try:
        begins = datetime(year, month, 1, tzinfo=UTC)
        ends = (begins + timedelta(days=31)).replace(day=1)
    except (ValueError, OverflowError):
        raise Http404 from None
    live = Article.objects.live(now)
    listed = live.filter(edition=edition.language, published_at__gte=begins, published_at__lt=ends)
    entries = _entries(
        listed.newest_first().defer("body")[:LIMIT], live.filter(story__in=listed.values("story")).defer("body")
    )
    pages.terms(request, editions=_languages(), until=Article.objects.next_change(now))
    return _xml(request, "month", {"entries": entries})


@pages.page
def lists(request: HttpRequest) -> HttpResponse:
    """List an edition's sections, tags and bylines under which readers find something, as of their newest change."""
    now, edition = timezone.now(), current_edition()
    told = Article.objects.filter(edition=edition.language)
    pages.terms(request, editions=[edition.language], until=told.next_change(now))
    return _xml(request, "lists", {"entries": [*_lists(told.live(now), edition)][:LIMIT]})


@pages.page
def news(request: HttpRequest) -> HttpResponse:
    """List the articles of the last 48 hours, each with its own edition's name and language."""
    now = timezone.now()
    listed = Article.objects.live(now).filter(published_at__gt=now - NEWS_AGE, edition__in=_languages())
    entries = _entries(listed.newest_first().defer("body").select_related("edition")[:1000], ())
    oldest = min((entry.article.published_at for entry in entries if entry.article.published_at), default=None)
    changes = [Article.objects.next_change(now), oldest + NEWS_AGE if oldest else None]
    pages.terms(request, editions=_languages(), until=min((at for at in changes if at), default=None))
    return _xml(request, "news", {"entries": entries})


def _lists(live: ArticleQuerySet, edition: EditionFace) -> Iterator[tuple[str, datetime]]:
    """Give the address of each list that is not empty, and when what it shows last changed."""
    changed = Max(Coalesce("changed_at", "published_at"))
    parts = {face.pk: face.url for face in edition.sections}
    for part, at in live.order_by().values_list("section").annotate(at=changed):
        if part in parts:
            yield absolute(parts[part]), at
    newest = dict(live.order_by().values_list("taggings__tag").annotate(at=changed))
    for tag in Tag.objects.filter(pk__in=[key for key in newest if key]).order_by("pk"):
        yield absolute(tag.get_absolute_url()), newest[tag.pk]
    for name, at in sorted(_authors(live.order_by("byline").values_list("byline").annotate(at=changed)).items()):
        if address := of_author(edition.language, name):
            yield absolute(address), at


def _authors(bylines: Iterable[tuple[str, datetime]]) -> dict[str, datetime]:
    """Give each name of some bylines with the newest change of what it stands under."""
    found: dict[str, datetime] = {}
    for byline, at in bylines:
        found |= {name: max(at, found.get(name, at)) for name in names_of(byline)}
    return found


def _languages() -> list[str]:
    return [edition.language for edition in paper().editions]


def _entries(listed: Iterable[Article], siblings: Iterable[Article]) -> list[Entry]:
    told: dict[int, list[Article]] = defaultdict(list)
    for sibling in siblings:
        told[sibling.story_id].append(sibling)
    return [
        Entry(article, absolute(article.get_absolute_url()), modified_at(article), alternates(told[article.story_id]))
        for article in listed
    ]


def _xml(request: HttpRequest, name: str, context: dict[str, object]) -> HttpResponse:
    return render(request, f"articles/sitemaps/{name}.xml", context, content_type="application/xml; charset=utf-8")
