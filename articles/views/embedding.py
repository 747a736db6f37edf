"""What other programs are told of an article by its address: oEmbed 1.0 (oembed.com)."""

from http import HTTPStatus
from io import StringIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator

from articles import pages
from articles.cards import Room, article_at, card

#: Seconds for which an answer is kept on the way: what is taken back is gone from there, too, by then.
KEPT = "public, max-age=60"
MOST_DIGITS = 6


@pages.page
def oembed(request: HttpRequest) -> HttpResponse:
    """Describe the article at `url`, as JSON or XML; 404 for what is none that readers see, 501 for another format."""
    asked = request.GET.get("format", "json")
    if asked not in ("json", "xml"):
        return HttpResponse("", status=HTTPStatus.NOT_IMPLEMENTED, content_type="text/plain; charset=utf-8")
    now = timezone.now()
    article = article_at(request.GET.get("url", ""), now)
    if article is None:
        raise Http404
    said = card(article, Room(_pixels(request, "maxwidth"), _pixels(request, "maxheight")), now)
    response = (
        JsonResponse(said) if asked == "json" else HttpResponse(_xml(said), content_type="text/xml; charset=utf-8")
    )
    response.headers["Cache-Control"] = KEPT
    return response


def _pixels(request: HttpRequest, name: str) -> int | None:
    """Read a limit; what is no number is none."""
    typed = request.GET.get(name, "")
    return int(typed[:MOST_DIGITS]) if typed.isascii() and typed.isdigit() else None


def _xml(said: dict[str, Any]) -> str:
    written = StringIO()
    xml = SimplerXMLGenerator(written, "utf-8", short_empty_elements=False)
    xml.startDocument()
    xml.startElement("oembed", {})  # type: ignore[arg-type] # as Django writes its feeds
    for name, value in said.items():
        xml.addQuickElement(name, str(value))
    xml.endElement("oembed")
    xml.endDocument()
    return written.getvalue()
