"""Whether this process lives, and whether the site can do its work: for the front server and the watch."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import metrics as figures
from accounts.models import WorkerBeat


@login_not_required
@never_cache
@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process answers at all."""
    return _plain("alive", 200)


@login_not_required
@never_cache
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and a worker was seen lately, else 503 with what is missing."""
    try:
        is_worked = WorkerBeat.objects.alive(timezone.now()).exists()
    except DatabaseError:
        return _plain("the database does not answer", 503)
    return _plain("ready", 200) if is_worked else _plain("no worker has been seen for 30 seconds", 503)


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Tell a program that watches the site how it fares, if it has the token (RFC 6750, 2.1)."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        refused = _plain("send METRICS_TOKEN as bearer token", 401)
        refused.headers["WWW-Authenticate"] = "Bearer"
        return refused
    return HttpResponse(figures.written(timezone.now()), content_type="text/plain; version=0.0.4; charset=utf-8")


def _plain(words: str, status: int) -> HttpResponse:
    return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=status)
