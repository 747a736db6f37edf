"""The comment rules, read from the stored grounds."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from accounts import differences
from accounts.enums import Document
from accounts.models import PolicyVersion
from moderation.models import Clause


@login_not_required
@require_safe
def show(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Show the rules in force, or the version that a tombstone or a statement cites (C9)."""
    versions = PolicyVersion.objects.of(Document.RULES)
    chosen = versions.in_force(timezone.now())[:1] if number is None else versions.published().filter(number=number)
    version = get_object_or_404(chosen)
    change = differences.of(version, translation.get_language() or "en")
    context = {
        "change": change,
        "is_in_force": number is None or version == versions.in_force(timezone.now()).first(),
        "clauses": Clause.objects.filter(version=version, language=change.text.language).order_by("ground"),
        "versions": versions.published(),
    }
    return render(request, "moderation/rules.html", context)
