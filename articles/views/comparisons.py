"""What changed in an article with a correction, where the newsroom shows it (A58)."""

from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from articles import pages, printed, tellings
from articles.models import Comparison
from articles.views.reading import answer_for_unseen, current_edition, moved


@pages.page
def comparison(request: HttpRequest, slug: str, pk: int, correction: int) -> HttpResponse:  # noqa: ARG001 # the whole address is compared
    """Show what changed with a correction, in the article's own edition, for as long as readers see the article."""
    now, edition = timezone.now(), current_edition()
    found = tellings.find(pk, now)
    if found is None:
        raise Http404
    article = found.article
    if gone := answer_for_unseen(request, article, now):
        return gone
    noted = next((one for one in found.corrections if one.pk == correction and one.is_public(now)), None)
    if noted is None or noted.compared is None:
        raise Http404
    shown = get_object_or_404(Comparison.objects.select_related("before", "after"), pk=noted.compared)
    if request.path != unquote(noted.changes_url()):
        return moved(noted.changes_url(), is_for_good=True)
    pages.terms(request, articles=[article.pk], until=found.until(now))
    later = next((one for one in found.corrections if one.supersedes_id == noted.pk and one.is_public(now)), None)
    url = article.get_absolute_url()
    context = {
        "title": article.title,
        "url": url,
        "note": printed.correction(noted, later, edition, page=url) | {"changes": ""},
        "parts": printed.changes(shown.before, shown.after, article, now),
        "is_for_people_only": article.for_people_only,
    }
    return render(request, "articles/comparison.html", context)
