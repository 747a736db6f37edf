"""The comment rules, read from the stored grounds."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from accounts import wording
from accounts.actions import policies
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
    text = policies.text_for(version, translation.get_language() or "en")
    context = {
        "version": version,
        "is_in_force": number is None or version == versions.in_force(timezone.now()).first(),
        "text": text,
        "body": wording.filled(text.body),
        "clauses": Clause.objects.filter(version=version, language=text.language).order_by("ground"),
    }
    return render(request, "moderation/rules.html", context)
