"""Where a person is sent after a form: never off the site (quality QS4)."""

from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

#: Longer addresses are nobody's page.
LONGEST = 2000


def next_url(request: HttpRequest, default: str) -> str:
    """Return the `next` of the form or address when it lies on this site, else `default`."""
    return _ours(request, request.POST.get("next") or request.GET.get("next") or "", default)


def came_from(request: HttpRequest, default: str) -> str:
    """Return the page of this site on which the form was that was just sent, else `default`."""
    sent_from = request.headers.get("Referer", "")
    is_from_here = url_has_allowed_host_and_scheme(sent_from, {request.get_host()}, require_https=request.is_secure())
    return _ours(request, urlunsplit(("", "", *urlsplit(sent_from)[2:])) if is_from_here else "", default)


def is_ours(request: HttpRequest, wanted: str) -> bool:
    """Say whether an address is a path of this site."""
    stays = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return stays and wanted.startswith("/") and len(wanted) <= LONGEST


def _ours(request: HttpRequest, wanted: str, default: str) -> str:
    return wanted if is_ours(request, wanted) else default
