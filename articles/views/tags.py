"""What an edition has under a tag, for readers."""

from datetime import datetime
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles import pages
from articles.models import Article, Tag
from articles.models.article import ArticleQuerySet
from articles.views.reading import changes_at, current_edition, moved, stretch_of


@pages.page
def tag(request: HttpRequest, slug: str, pk: int) -> HttpResponse:  # noqa: ARG001 # the whole address is compared
    """Show what stands under a tag, the newest first (A25)."""
    now, after = timezone.now(), request.GET.get("after", "")
    chosen, told = asked(pk, now)
    address = chosen.get_absolute_url()
    if request.path != unquote(address):
        return moved(address, is_for_good=True)
    stretch = stretch_of(told.live(now), after)
    pages.terms(
        request,
        editions=[chosen.edition_id],
        until=changes_at(Article.objects.filter(edition=chosen.edition_id), stretch, now),
        reads=("after",),
    )
    context = {"tag": chosen, "page_url": address, "stretch": stretch, "is_older": after}
    return render(request, "articles/tag.html", context)


def asked(pk: int, now: datetime) -> tuple[Tag, ArticleQuerySet]:
    """Return the tag of the address, or the one that it was merged into, with its articles; raise Http404.

    A tag under which readers find nothing is none to them: what a draft is about is nobody's business yet.
    """
    found = Tag.objects.filter(edition=current_edition().language).led_to(pk, now)
    if found is None:
        raise Http404
    return found, Article.objects.under(found)
