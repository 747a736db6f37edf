"""What programs read of the paper: its articles as Markdown, and where these are (A63)."""

from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from accounts.addresses import absolute
from articles import live, pages, tellings
from articles.markdown import index, story
from articles.models import Article
from articles.models.addresses import of_markdown
from articles.paper import paper
from articles.views.reading import answer_for_unseen, current_edition, moved


@pages.page
def text(request: HttpRequest, slug: str, pk: int) -> HttpResponse:  # noqa: ARG001 # the whole address is compared
    """Give an article as Markdown, in its own edition alone; 404 for one that is meant for people alone."""
    now, edition = timezone.now(), current_edition()
    found = tellings.find(pk, now)
    if found is None:
        raise Http404
    asked = found.article
    if gone := answer_for_unseen(request, asked, now):
        return gone
    address = of_markdown(asked)
    if not address:
        raise Http404
    if request.path != unquote(address):
        return moved(address, is_for_good=True)
    siblings = [sibling for sibling in found.told if sibling.is_live(now)]
    pages.terms(request, articles=[one.pk for one in siblings], until=found.until(now))
    written = story.written(
        asked,
        siblings,
        edition,
        [correction for correction in found.corrections if correction.is_public(now)],
        photo=asked.photo_at(now),
        blog=live.read(asked),
    )
    # Searched is the page, of which this is another form (RFC 6596).
    headers = {"Link": f'<{absolute(asked.get_absolute_url())}>; rel="canonical"'}
    return HttpResponse(written, content_type=story.CONTENT_TYPE, headers=headers)


@pages.page
def llms(request: HttpRequest) -> HttpResponse:
    """Say where the newest articles of all editions are as Markdown."""
    now, frame = timezone.now(), paper()
    served = [edition.language for edition in frame.editions]
    listed = Article.objects.live(now).filter(for_people_only=False).defer("body").newest_first()
    newest = {language: list(listed.filter(edition=language)[: index.MOST]) for language in served}
    pages.terms(request, editions=served, until=Article.objects.next_change(now))
    return HttpResponse(index.written(frame, newest), content_type="text/plain; charset=utf-8")
