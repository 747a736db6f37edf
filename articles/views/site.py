"""What the site answers outside its editions."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from articles import pages
from articles.paper import paper


@login_not_required
@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Send a reader to the edition of the first of the browser's languages that has one, or to the default one."""
    frame = paper()
    accepted = (language for language, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")))
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
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap_index')}",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap_news')}",
    ]
    pages.terms(request)
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def photo(_request: HttpRequest, name: str) -> HttpResponse | FileResponse:
    """Serve a photo where no web server in front does. Names tell the content: a photo is never changed."""
    path = f"photos/{name}"
    url = default_storage.url(path)
    if not url.startswith("/"):
        return redirect(url)
    try:
        response = FileResponse(default_storage.open(path))
    except (OSError, ValueError):
        raise Http404 from None
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
