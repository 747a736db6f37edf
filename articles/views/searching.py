"""What readers look for: an edition's articles by their words (A29).

No page of results is kept, by us or by anybody on the way: what people look for is theirs, and hardly two look for the
same. What a search may cost is bounded instead (`articles.search`).
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles import pages
from articles.search.engines import TookTooLong
from articles.search.finding import NoSuchPlace, find
from articles.search.form import SearchForm
from articles.search.marking import Result
from articles.views.reading import current_edition


@pages.page
def results(request: HttpRequest) -> HttpResponse:
    """Show what an edition has told about something; without a question, the form."""
    edition = current_edition()
    if not request.GET.get("q", "").strip():
        pages.terms(request, reads=SearchForm.names())
        return render(request, "articles/search.html", {"form": SearchForm(edition=edition)})
    form = SearchForm(request.GET, edition=edition)
    status, found = _answer(request, form) if form.is_valid() else (400, {})
    response = render(request, "articles/search.html", {"form": form, "is_asked": True} | found, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _answer(request: HttpRequest, form: SearchForm) -> tuple[int, dict[str, Any]]:
    """Look for what a valid form asks; say what came of it as a status and for the template."""
    try:
        found = find(form.asked(), now=timezone.now())
    except NoSuchPlace:
        raise Http404 from None
    except TookTooLong:
        return 503, {"took_too_long": True}
    parameters = request.GET.copy()
    parameters["after"] = found.after
    shown = [Result(article, found.question) for article in found.articles]
    return 200, {"found": found, "results": shown, "further": parameters.urlencode() if found.after else ""}
