"""What readers come to first: the front page of an edition, and the pages of its sections."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from articles import pages, sharing
from articles.front import Page, front
from articles.paper import EditionFace, SectionFace
from articles.views.reading import PAGE, Stretch, changes_at, current_edition, stretch_of


@pages.page
def home(request: HttpRequest) -> HttpResponse:
    """Show an edition's front page; further on, its articles, the newest first."""
    return _answer(request, Page(current_edition().language), None)


@pages.page
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a section's page; further on, its articles, the newest first."""
    edition = current_edition()
    chosen = next((face for face in edition.sections if face.slug == slug), None)
    if chosen is None:
        raise Http404
    return _answer(request, Page(edition.language, chosen.pk), chosen)


def preview(request: HttpRequest, edition: EditionFace, chosen: SectionFace | None, at: datetime) -> HttpResponse:
    """Show a front page as it will stand at a moment, to whom the desk lets see it (A53). No cache keeps it."""
    shown = front(Page(edition.language, chosen.pk if chosen else None), at, length=PAGE)
    with translation.override(edition.language):
        response = _render(request, chosen, Stretch(shown.articles, shown.after), shown_at=at)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Content-Language"] = edition.language
    return response


def _answer(request: HttpRequest, page: Page, chosen: SectionFace | None) -> HttpResponse:
    now, after, told = timezone.now(), request.GET.get("after", ""), page.told()
    moments = []
    if after:
        stretch = stretch_of(told.live(now).newest_first(), after)
    else:
        shown = front(page, now, length=PAGE)
        stretch, moments = Stretch(shown.articles, shown.after), [shown.changes_at]
    moments.append(changes_at(told, stretch, now))
    until = min(filter(None, moments), default=None)
    pages.terms(request, editions=[page.edition], until=until, reads=("after",))
    return _render(request, chosen, stretch, is_older=after)


def _render(request: HttpRequest, chosen: SectionFace | None, stretch: Stretch, **more: Any) -> HttpResponse:
    links = sharing.editions_section(chosen) if chosen else sharing.editions_home()
    context = {"section": chosen, "stretch": stretch, "alternates": links, **more}
    return render(request, "articles/section.html" if chosen else "articles/home.html", context)
