"""What readers read: articles, alone and as lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from csp.constants import HEADER
from csp.utils import build_policy
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from accounts.safety.sanitize import show_article
from articles import embeds, entries, live, pages, previews, printed, tellings
from articles.actions import previews as preview_links
from articles.enums import State
from articles.featured import Featured
from articles.live import LiveBlog
from articles.models import Article, Correction, OldAddress, Photo, Tag, Text
from articles.models.addresses import of_author, of_markdown
from articles.models.article import ArticleQuerySet
from articles.pages.stencils import Stencil
from articles.paper import EditionFace, paper

#: Articles on a page of a list: below the first and the three beside it, rows of three are full; rows of two, too.
PAGE = 19
#: What answers that it is gone.
TAKEN_BACK = (State.UNPUBLISHED, State.EXPIRED)


@dataclass(frozen=True)
class Stretch:
    """Some articles of a list, and the key after which it goes on (None: it ends)."""

    articles: list[Article]
    after: int | None


_PAGE = Stencil("articles/article.html")


@pages.page
def byline(request: HttpRequest, name: str) -> HttpResponse:
    """Show what an edition has of somebody, the newest first."""
    now, edition = timezone.now(), current_edition()
    told = Article.objects.filter(edition=edition.language).by(name)
    stretch = stretch_of(told.live(now).newest_first(), request.GET.get("after", ""))
    if not stretch.articles:
        raise Http404
    pages.terms(request, editions=[edition.language], until=changes_at(told, stretch, now), reads=("after",))
    context = {
        "byline": name,
        "page_url": of_author(edition.language, name),
        "stretch": stretch,
        "is_older": request.GET.get("after", ""),
    }
    return render(request, "articles/byline.html", context)


@pages.page
def article(request: HttpRequest, slug: str, pk: int) -> HttpResponse:  # noqa: ARG001 # the whole address is compared
    """Show an article in its edition; below another edition, the one told there, or this with a notice (A5)."""
    now, edition = timezone.now(), current_edition()
    found = tellings.find(pk, now)
    if found is None:
        raise Http404
    asked = found.article
    siblings = [sibling for sibling in found.told if sibling.is_live(now)]
    here = next((sibling for sibling in siblings if sibling.edition_id == edition.language), None)
    if here is None and (gone := answer_for_unseen(request, asked, now)):
        return gone
    address = here.get_absolute_url() if here else asked.address_in(edition.language)
    if request.path != unquote(address):
        return moved(address, is_for_good=here is not None and here.pk == asked.pk)
    before = request.GET.get("before", "") if asked.coverage_began_at else ""
    blog = live.read(asked, key_from(before) if before else None)
    pages.terms(
        request,
        articles=[one.pk for one in (*siblings, *found.picks, *found.akin)],
        tags=[tag.pk for tag in found.tags],
        until=found.until(now),
        reads=("before",) if blog else (),
        markdown=of_markdown(asked),
    )
    seen = [correction for correction in found.corrections if correction.is_public(now)]
    photo = asked.photo_at(now)
    shown = shown_of(
        asked,
        siblings,
        edition,
        seen,
        found.tags,
        photo=photo,
        is_elsewhere=here is None,
        comments=found.featured,
        blog=blog,
    )
    apart = {"article": asked, "request": request, "tags": found.tags, "related": found.related(now)}
    if blog:
        apart["live"] = entries.blog(blog, asked, edition, page=address, is_elsewhere=here is None)
    return framing(HttpResponse(_PAGE.render(shown, request, apart)), asked)


@login_not_required
@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show a revision on the page it would be read on, to whoever has its signed address (A14)."""
    named = previews.number(token)
    now = timezone.now()
    opened = preview_links.opened(preview=named, now=now) if named else None
    if opened is None:
        raise Http404
    revision, now = opened.revision, timezone.now()
    shown = revision.article
    for name, value in vars(Text.of(revision)).items():
        setattr(shown, name, value)
    shown.photo = revision.its_photo()
    shown.published_at = shown.published_at or now
    # Whoever has the address may be signed in: a stencil is for pages that are the same for all.
    tags, photo = Tag.objects.by_keys(revision.tags, shown.edition_id), shown.photo_at(now)
    # what is to be put right, whether readers see it already or not
    corrections = list(Correction.objects.filter(article=shown).to_print(now))
    edition, blog = current_edition(), live.read(shown)
    context = shown_of(shown, [], edition, corrections, tags, photo=photo, is_elsewhere=False, blog=blog) | {
        "article": shown,
        "tags": tags,
        "related": tellings.picked(shown, revision, now),
        "is_preview": True,
        "preview": opened,
        "live": blog and entries.blog(blog, shown, edition, page="", is_elsewhere=False, is_preview=True),
    }
    response = framing(render(request, "articles/article.html", context), shown)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def framing(response: HttpResponse, article: Article) -> HttpResponse:
    """Let a page fill the frames that its article's cards open, and no others."""
    if origins := embeds.origins(show_article(article.body)):
        response.headers[HEADER] = build_policy(update={"frame-src": origins})
    return response


def shown_of(
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
    """Gather what the article page shows, but for its discussion."""
    return {
        "story": printed.story(
            article,
            siblings,
            edition,
            corrections,
            tags,
            photo=photo,
            is_elsewhere=is_elsewhere,
            comments=comments,
            blog=blog,
        ),
        "section": edition.section(article.section_id),
        "is_elsewhere": is_elsewhere,
        "is_live_blog": blog is not None,
        "is_for_people_only": article.for_people_only,
    }


def changes_at(told: ArticleQuerySet, stretch: Stretch, now: datetime) -> datetime | None:
    """Return when the clock changes a list: an article comes or goes, or a photo that is shown now."""
    photos = (article.photo for article in stretch.articles)
    moments = (told.next_change(now), *(photo.expires_at for photo in photos if photo))
    return min((moment for moment in moments if moment and moment > now), default=None)


def current_edition() -> EditionFace:
    """Return the edition of the address; raise Http404 where there is none."""
    edition = paper().edition(translation.get_language())
    if edition is None:
        raise Http404
    return edition


def stretch_of(articles: ArticleQuerySet, after: str) -> Stretch:
    """Cut the stretch that follows the article `after` (its key) out of a list that begins with the newest."""
    if after:
        last = get_object_or_404(
            Article.objects.filter(published_at__isnull=False).only("published_at"), pk=key_from(after)
        )
        articles = articles.older_than(last)
    found = list(articles.for_lists()[: PAGE + 1])
    return Stretch(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def key_from(typed: str) -> int:
    """Read the key after which a list goes on; raise Http404 for what is none."""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 19):
        raise Http404
    return int(typed)


def moved(address: str, *, is_for_good: bool) -> HttpResponse:
    """Lead to another address; a browser asks anew each time, for it keeps a 301, and an address may be taken back."""
    answer = redirect(address, permanent=is_for_good)
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def led(request: HttpRequest) -> HttpResponse | None:
    """Lead from an old address to its article, once that has been out; None where there is none."""
    article = OldAddress.objects.leading_from(request.build_absolute_uri())
    if article is None or article.state(timezone.now()) not in (State.PUBLISHED, *TAKEN_BACK):
        return None
    return moved(article.get_absolute_url(), is_for_good=True)


def answer_for_unseen(request: HttpRequest, article: Article, now: datetime) -> HttpResponse | None:
    """Say what became of an article that was taken back or is over (410); hide one that has not appeared."""
    state = article.state(now)
    if state == State.PUBLISHED:
        return None
    if state not in TAKEN_BACK:
        raise Http404
    return render(request, "articles/gone.html", {"is_expired": state == State.EXPIRED}, status=410)
