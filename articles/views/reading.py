"""What readers read: the front page, sections and articles of an edition."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any
from urllib.parse import unquote

from django.contrib.auth.decorators import login_not_required
from django.db import DEFAULT_DB_ALIAS
from django.db.models import (
    BigIntegerField,
    Case,
    F,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
    prefetch_related_objects,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from accounts.prepared import Given, Prepared
from articles import pages, previews, printed, sharing
from articles.actions import previews as preview_links
from articles.enums import State, Status
from articles.models import Article, Correction, Photo, Story, Text
from articles.models.article import ArticleQuerySet
from articles.pages.stencils import Stencil
from articles.paper import EditionFace, paper

#: Articles on a page of a list: below the first and the three beside it, rows of three are full; rows of two, too.
PAGE = 19


@dataclass(frozen=True)
class Stretch:
    """Some articles of a list, and the key after which it goes on (None: it ends)."""

    articles: list[Article]
    after: int | None


#: Columns of an article, its story, the story's photo and a correction, in this order, as one question asks for them.
_ARTICLE, _STORY, _PHOTO, _CORRECTION = (
    [one.attname for one in model._meta.concrete_fields] for model in (Article, Story, Photo, Correction)
)
_KEY = _ARTICLE.index("id")
#: Where those of the story, of the photo and of the correction begin.
_BEGIN = [*accumulate(map(len, (_ARTICLE, _STORY, _PHOTO)))]


def _tellings() -> QuerySet[Article, Any]:
    """Ask for an article with all that its page shows, and for the others that tell its story, without their text.

    Each comes once, or once for each of its corrections.
    """
    pk = Given("pk", BigIntegerField())
    story = Article.objects.filter(pk=pk).values("story")
    is_seen = Q(pk=pk) | Q(status=Status.PUBLISHED)
    text = Case(When(pk=pk, then=F("body")), default=Value(""), output_field=TextField())
    told = Article.objects.filter(is_seen, story=Subquery(story)).annotate(text=text)
    columns = [*("text" if name == "body" else name for name in _ARTICLE)]
    columns += [f"story__{name}" for name in _STORY] + [f"story__photo__{name}" for name in _PHOTO]
    columns += [f"corrections__{name}" for name in _CORRECTION]
    return told.values_list(*columns)


def _told(row: Sequence[Any]) -> Article:
    """Make the objects of a row; the way through a queryset costs more than finding it."""
    story_at, photo_at, correction_at = _BEGIN
    article = Article.from_db(DEFAULT_DB_ALIAS, _ARTICLE, row[:story_at])
    story = article.story = Story.from_db(DEFAULT_DB_ALIAS, _STORY, row[story_at:photo_at])
    story.photo = Photo.from_db(DEFAULT_DB_ALIAS, _PHOTO, row[photo_at:correction_at]) if story.photo_id else None
    return article


def _corrected(rows: Iterable[Sequence[Any]], pk: int) -> list[Correction]:
    """Make the corrections of an article out of the rows of its story."""
    found = [row[_BEGIN[-1] :] for row in rows if row[_KEY] == pk and row[_BEGIN[-1]] is not None]
    return [Correction.from_db(DEFAULT_DB_ALIAS, _CORRECTION, row) for row in found]


_TELLINGS = Prepared(_tellings)
_PAGE = Stencil("articles/article.html")


@pages.page
def home(request: HttpRequest) -> HttpResponse:
    """Show an edition's articles, the newest first."""
    now, edition = timezone.now(), current_edition()
    told = Article.objects.filter(edition=edition.language)
    stretch = stretch_of(told.live(now), request.GET.get("after", ""))
    pages.terms(request, editions=[edition.language], until=told.next_change(now), reads=("after",))
    links = sharing.editions_home()
    context = {"stretch": stretch, "alternates": links, "is_older": request.GET.get("after", "")}
    return render(request, "articles/home.html", context)


@pages.page
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a section's articles, the newest first."""
    now, edition = timezone.now(), current_edition()
    chosen = next((face for face in edition.sections if face.slug == slug), None)
    if chosen is None:
        raise Http404
    told = Article.objects.filter(edition=edition.language, story__section=chosen.pk)
    stretch = stretch_of(told.live(now), request.GET.get("after", ""))
    pages.terms(request, editions=[edition.language], until=told.next_change(now), reads=("after",))
    context = {
        "section": chosen,
        "stretch": stretch,
        "alternates": sharing.editions_section(chosen),
        "is_older": request.GET.get("after", ""),
    }
    return render(request, "articles/section.html", context)


@pages.page
def byline(request: HttpRequest, name: str) -> HttpResponse:
    """Show what an edition has under a byline, the newest first."""
    now, edition = timezone.now(), current_edition()
    told = Article.objects.filter(edition=edition.language, byline=name)
    stretch = stretch_of(told.live(now), request.GET.get("after", ""))
    if not stretch.articles:
        raise Http404
    pages.terms(request, editions=[edition.language], until=told.next_change(now), reads=("after",))
    context = {
        "byline": name,
        "page_url": stretch.articles[0].byline_address(),
        "stretch": stretch,
        "is_older": request.GET.get("after", ""),
    }
    return render(request, "articles/byline.html", context)


@pages.page
def article(request: HttpRequest, slug: str, pk: int) -> HttpResponse:  # noqa: ARG001 # the whole address is compared
    """Show an article in its edition; below another edition, the one told there, or this with a notice (A5)."""
    now, edition = timezone.now(), current_edition()
    asked, told, corrections = _asked(pk)
    siblings = [sibling for sibling in told if sibling.state(now) == State.PUBLISHED]
    here = next((sibling for sibling in siblings if sibling.edition_id == edition.language), None)
    if here is None and (gone := answer_for_unseen(request, asked, now)):
        return gone
    address = here.get_absolute_url() if here else asked.address_in(edition.language)
    if request.path != unquote(address):
        moved = redirect(address, permanent=here is not None and here.pk == asked.pk)
        moved.headers["Cache-Control"] = "no-cache"  # browsers keep a 301 for good, and an address may be taken back
        return moved
    pages.terms(request, articles=[sibling.pk for sibling in siblings], until=next_change(told, now))
    seen = [correction for correction in corrections if correction.is_public(now)]
    shown = shown_of(asked, siblings, edition, seen, is_elsewhere=here is None)
    return HttpResponse(_PAGE.render(shown, request, {"article": asked, "request": request}))


@login_not_required
@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show a revision on the page it would be read on, to whoever has its signed address (A14)."""
    named = previews.number(token)
    opened = preview_links.opened(preview=named, now=timezone.now()) if named else None
    if opened is None:
        raise Http404
    revision = opened.revision
    shown = revision.article
    for name, value in vars(Text.of(revision)).items():
        setattr(shown, name, value)
    shown.published_at = shown.published_at or timezone.now()
    # Whoever has the address may be signed in: a stencil is for pages that are the same for all.
    context = shown_of(shown, [], current_edition(), list(shown.corrections.all()), is_elsewhere=False) | {
        "article": shown,
        "is_preview": True,
        "preview": opened,
    }
    response = render(request, "articles/article.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _asked(pk: int) -> tuple[Article, list[Article], list[Correction]]:
    """Load an article with all that its page shows, what is published of its story, and what was put right in it.

    Raises Http404.
    """
    rows = _TELLINGS.rows(pk=pk)
    told = [_told(row) for row in {row[_KEY]: row for row in rows}.values()]
    asked = next((article for article in told if article.pk == pk), None)
    if asked is None:
        raise Http404
    if asked.story.photo_id:
        prefetch_related_objects([asked], "story__photo__renditions")
    return asked, [article for article in told if article.status == Status.PUBLISHED], _corrected(rows, pk)


def shown_of(
    article: Article,
    siblings: Sequence[Article],
    edition: EditionFace,
    corrections: Sequence[Correction],
    *,
    is_elsewhere: bool,
) -> dict[str, Any]:
    """Gather what the article page shows, but for its discussion."""
    return {
        "story": printed.story(article, siblings, edition, corrections, is_elsewhere=is_elsewhere),
        "section": edition.section(article.story.section_id),
        "is_elsewhere": is_elsewhere,
    }


def next_change(articles: Iterable[Article], now: datetime) -> datetime | None:
    """Return the moment after `now` at which the first of these published articles appears or disappears."""
    moments = [moment for article in articles for moment in (article.published_at, article.expires_at)]
    return min((moment for moment in moments if moment and moment > now), default=None)


def current_edition() -> EditionFace:
    """Return the edition of the address; raise Http404 where there is none."""
    edition = paper().edition(translation.get_language())
    if edition is None:
        raise Http404
    return edition


def stretch_of(articles: ArticleQuerySet, after: str) -> Stretch:
    """Cut the stretch that follows the article `after` (its key) out of a list."""
    if after:
        last = get_object_or_404(
            Article.objects.filter(published_at__isnull=False).only("published_at"), pk=key_from(after)
        )
        articles = articles.older_than(last)
    found = list(articles.newest_first().for_lists()[: PAGE + 1])
    return Stretch(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def key_from(typed: str) -> int:
    """Read the key after which a list goes on; raise Http404 for what is none."""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 19):
        raise Http404
    return int(typed)


def answer_for_unseen(request: HttpRequest, article: Article, now: datetime) -> HttpResponse | None:
    """Say what became of an article that was taken back or is over (410); hide one that has not appeared."""
    state = article.state(now)
    if state == State.PUBLISHED:
        return None
    if state not in (State.UNPUBLISHED, State.EXPIRED):
        raise Http404
    return render(request, "articles/gone.html", {"is_expired": state == State.EXPIRED}, status=410)
