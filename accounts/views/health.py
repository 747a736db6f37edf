"""Whether this process lives, and whether the site can do its work: for the front server and the watch."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import WorkerBeat

#: A worker that has not been seen for so long is gone (QR3).
SILENCE = timedelta(seconds=30)


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
        lately = timezone.now() - SILENCE, timezone.now() + SILENCE  # a beat that is still to come was of another clock
        is_worked = WorkerBeat.objects.filter(beat_at__range=lately).exists()
    except DatabaseError:
        return _plain("the database does not answer", 503)
    return _plain("ready", 200) if is_worked else _plain("no worker has been seen for 30 seconds", 503)


def _plain(words: str, status: int) -> HttpResponse:
    return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=status)
