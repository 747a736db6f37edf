"""What the site answers outside its editions."""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseNotModified
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from accounts.addresses import absolute_url
from articles import pages
from articles.models import Photo
from articles.paper import paper
from articles.views import reading

MINUTE, YEAR = 60, 365 * 86400
#: Of a photo whose rights have ended: they may be given anew.
GONE = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


@login_not_required
@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Send a reader to the edition of the first of the browser's languages that has one, or to the default one.

    With a number of WordPress behind the question mark it is an old address.
    """
    if "p" in request.GET and (old := reading.led(request)):
        return old
    frame = paper()
    accepted = (language for language, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")))
    told = (frame.edition(language) or frame.edition(language.partition("-")[0]) for language in accepted)
    edition = next(filter(None, told), frame.default)
    if edition is None:
        raise Http404("There is no edition yet.")
    return redirect(edition.url)


@pages.page
def robots(request: HttpRequest) -> HttpResponse:
    """Open the site to crawlers, but for what is no page."""
    lines = [
        "User-agent: *",
        f"Disallow: /{settings.ADMIN_PATH}/",
        *(f"Disallow: {edition.url}account/" for edition in paper().editions),
        "",
        f"Sitemap: {absolute_url('sitemap_index')}",
        f"Sitemap: {absolute_url('sitemap_news')}",
    ]
    pages.terms(request)
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def indexnow_key(_request: HttpRequest, key: str) -> HttpResponse:
    """Show search engines that what they are told of this site is told by the site (indexnow.org)."""
    if not settings.INDEXNOW_KEY or key != settings.INDEXNOW_KEY:
        raise Http404
    return HttpResponse(key, content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def photo(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve a photo's file as long as the paper may show it (410 then). Names tell the content: none is ever changed.

    Browsers keep it; caches between ask anew each minute, for the rights may be ended at any time (A48).
    """
    ends = list(Photo.objects.of_file(name).values_list("expires_at", flat=True))
    if not ends:
        raise Http404
    now = timezone.now()
    left = max(int((end - now).total_seconds()) if end else YEAR for end in ends)
    if left <= 0:
        return HttpResponse(_("The rights to this photo have ended."), status=HTTPStatus.GONE, headers=GONE)
    response = _file(request, name)
    response.headers["Cache-Control"] = f"public, max-age={min(left, YEAR)}, s-maxage={min(left, MINUTE)}, immutable"
    return response


def _file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer a file by its name, or that the asker has it."""
    tag = f'"{name}"'
    try:
        file = default_storage.open(f"photos/{name}")
    except ConnectionError:
        raise  # a store that is away: it passes
    except (OSError, ValueError):
        raise Http404 from None
    if request.headers.get("If-None-Match") == tag:
        file.close()
        return HttpResponseNotModified(headers={"ETag": tag})
    return FileResponse(file, headers={"ETag": tag})
