"""Looking at a link within the site: the application is asked in this process, as a reader would, without network."""

from contextvars import copy_context
from functools import cache
from io import BytesIO
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http.response import FileResponse, HttpResponseBase
from django.utils import translation

from articles.enums import Trouble
from articles.links.answers import Answer
from articles.links.found import parted
from articles.links.terms import terms

REDIRECTS = (301, 302, 303, 307, 308)


@cache
def _application() -> BaseHandler:
    """Return our own application with all that stands before its views."""
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def look(address: str) -> Answer:
    """Ask for a path of our own, and follow where it leads as long as that is ours."""
    answer = None
    for _step in range(terms().steps + 1):
        # what a request leaves behind in its context, as its name and its language, is not the asker's
        answer = copy_context().run(_ask, address)
        status, leads_to = answer
        if not leads_to:
            return Answer(status)
        kept = parted(urljoin(settings.SITE_URL + address, leads_to))
        if kept is None or kept[1]:
            return Answer(status)  # to another site
        address = kept[0]
    return Answer(trouble=Trouble.CIRCLE)


def _ask(address: str) -> tuple[int, str]:
    """Return the status that the application answers, and where it leads."""
    with translation.override(translation.get_language()):
        response: HttpResponseBase = _application().get_response(_request(address))
    if isinstance(response, FileResponse) and response.file_to_stream:
        response.file_to_stream.close()  # not the response: no request of this thread has ended
    is_redirect = response.status_code in REDIRECTS
    return response.status_code, response.headers.get("Location", "") if is_redirect else ""


def _request(address: str) -> WSGIRequest:
    """Make the request of a reader without cookie at the site's own address."""
    parts, site = urlsplit(address), urlsplit(settings.SITE_URL)
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),  # as PEP 3333 has it
            "QUERY_STRING": parts.query,
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
            "HTTP_HOST": site.netloc,
            "HTTP_X_FORWARDED_PROTO": site.scheme,  # heard by a site that trusts its proxy
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
        }
    )
