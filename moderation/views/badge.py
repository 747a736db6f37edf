"""What the badges beside names mean."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moderation.badges import BadgeKind


@login_not_required
@require_safe
def explain(request: HttpRequest) -> HttpResponse:
    """Tell what each badge vouches for, and who gives it; each has its anchor (C54)."""
    return render(request, "moderation/badges.html", {"kinds": BadgeKind})
