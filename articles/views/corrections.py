"""What an edition has put right, for readers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from articles import pages, printed, sharing
from articles.models import Article, Correction
from articles.models.correction import CorrectionQuerySet
from articles.paper import EditionFace
from articles.views.reading import current_edition, key_from

#: Corrections on a page.
PAGE = 20


@pages.page
def corrections(request: HttpRequest) -> HttpResponse:
    """List an edition's corrections, the newest first (A28)."""
    now, edition, after = timezone.now(), current_edition(), request.GET.get("after", "")
    listed = Correction.objects.public(now).to_print(now).filter(article__edition=edition.language)
    found = _stretch(listed, after)
    corrected = Article.objects.filter(edition=edition.language, corrections__isnull=False)
    pages.terms(request, editions=[edition.language], until=corrected.next_change(now), reads=("after",))
    context = {
        "corrections": [_listed(correction, edition) for correction in found[:PAGE]],
        "after": found[PAGE - 1].pk if len(found) > PAGE else None,
        "page_url": sharing.corrections_address(edition),
        "alternates": sharing.editions_corrections(),
        "is_older": after,
    }
    return render(request, "articles/corrections.html", context)


def _stretch(listed: CorrectionQuerySet, after: str) -> list[Correction]:
    """Return a page of corrections, and one more if there is one, that follow the one whose key is `after`."""
    if after:
        listed = listed.older_than(get_object_or_404(Correction, pk=key_from(after), public_at__isnull=False))
    found = listed.newest_first().select_related("article", "superseded_by").defer("article__body")
    return list(found[: PAGE + 1])


def _listed(correction: Correction, edition: EditionFace) -> dict[str, object]:
    """Give what the page shows of a correction: its article, and itself."""
    article, later = correction.article, getattr(correction, "superseded_by", None)
    url = article.get_absolute_url()
    return {"title": article.title, "url": url, "note": printed.correction(correction, later, edition, page=url)}
