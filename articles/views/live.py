"""What is new in a live blog, for pages that are open (A44)."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone

from articles import entries, live, pages
from articles.models import Article
from articles.views.reading import current_edition, key_from

#: Milliseconds after which a browser asks anew (WHATWG HTML, 9.2.5).
RETRY = 20_000


@pages.page
def stream(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell by server-sent events what is newer than the entry `after`: how much, and its markup.

    The stream ends at once and names when to come again: no thread waits for anybody, and as long as nothing is new
    the page store answers all who have the same entries with the same few bytes.
    """
    now, edition, after = timezone.now(), current_edition(), key_from(request.GET.get("after", ""))
    told = Article.objects.live(now).filter(coverage_began_at__isnull=False).defer("body").select_related("edition")
    article = get_object_or_404(told, pk=pk)
    found = live.new(article, after)
    pages.terms(request, articles=[pk], until=article.expires_at, reads=("after",))
    events = [f"retry: {RETRY}\n\n"]
    if found:
        page = article.address_in(edition.language)
        shown = [entries.entry(one, article, edition, page=page) for one in found[: live.MOST_NEW]]
        html = render_to_string("components/_live_entries.html", {"entries": shown, "edition": edition})
        said = {"newest": found[0].pk, "count": len(shown), "html": html, "is_all": len(found) <= live.MOST_NEW}
        events.append(f"id: {found[0].pk}\nevent: entries\ndata: {json.dumps(said)}\n\n")
    if article.coverage_ended_at:
        events.append("event: ended\ndata:\n\n")
    answer = HttpResponse("".join(events), content_type="text/event-stream; charset=utf-8")
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
