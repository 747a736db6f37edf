"""Where a person is sent after a form: never off the site (quality QS4)."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

#: Longer addresses are nobody's page.
LONGEST = 2000


def next_url(request: HttpRequest, default: str) -> str:
    """Return the `next` of the form or address when it lies on this site, else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours and wanted.startswith("/") and len(wanted) <= LONGEST else default
