"""A line of time for whoever knows the reference of a statement or a letter, on paper or by mail (C87)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from moderation import timeline


@login_not_required
@never_cache
@require_safe
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """Tell what happened and who decides next, and nothing about people."""
    found = timeline.find(reference, timezone.now())
    if found is None:
        raise Http404
    return render(request, "moderation/timeline.html", {"reference": reference, "timeline": found})
