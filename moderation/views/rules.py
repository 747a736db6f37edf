"""The comment rules, read from the stored grounds."""

from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from accounts import differences
from accounts.enums import Document
from accounts.models import PolicyVersion
from moderation import measures, transparency
from moderation.models import Clause, RuleExample
from moderation.models.ground import ClauseQuerySet

APPLIED = "transparency:applied"
#: How old counts may be that no night has made.
FRESH_SECONDS = 600


@login_not_required
@require_safe
def show(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Show the rules in force, or the version that a tombstone or a statement cites (C9)."""
    versions = PolicyVersion.objects.of(Document.RULES)
    chosen = versions.in_force(timezone.now())[:1] if number is None else versions.published().filter(number=number)
    version = get_object_or_404(chosen)
    change = differences.of(version, translation.get_language() or "en")
    is_in_force = number is None or version == versions.in_force(timezone.now()).first()
    applied = _applied() if is_in_force else None
    examples = _examples(change.text.language) if is_in_force else {}
    context = {
        "change": change,
        "is_in_force": is_in_force,
        "applied": applied,
        "clauses": [
            (one, applied.shown(one.ground_id) if applied else None, examples.get(one.ground_id))
            for one in _clauses(change)
        ],
        "versions": versions.published(),
        "measures": measures.in_force(),
    }
    return render(request, "moderation/rules.html", context)


@login_not_required
@require_safe
def as_json(_request: HttpRequest, number: int) -> HttpResponse:
    """Write a version of the rules for programs: each clause keeps its `id` in every version (V61).

    What moderators do is said as it is done now, whatever the version.
    """
    version = get_object_or_404(PolicyVersion.objects.of(Document.RULES).published(), number=number)
    change = differences.of(version, translation.get_language() or "en")
    clauses = [
        {
            "id": clause.ground.code,
            "number": clause.ground_id,
            "heading": clause.heading,
            "text": clause.text,
            "allowed": clause.allowed,
            "not_allowed": clause.not_allowed,
        }
        for clause in _clauses(change).select_related("ground")
    ]
    rules = {
        "title": change.text.title,
        "language": change.text.language,
        "version": version.number,
        "effective_at": version.effective_at,
        "clauses": clauses,
        "measures": measures.in_force(),
    }
    return JsonResponse(rules, json_dumps_params={"indent": 2})


def _applied() -> transparency.Applied:
    """Return how often each ground was applied, by last night's count; before the first night it is counted now."""
    if found := transparency.taken_applied():
        return found
    counted = cache.get(APPLIED)
    if not isinstance(counted, transparency.Applied):
        counted = transparency.count_applied(timezone.now())
        cache.set(APPLIED, counted, FRESH_SECONDS)
    return counted


def _examples(language: str) -> dict[int, list[RuleExample]]:
    """Return the examples that the newsroom shows beside the rules in force, by ground."""
    public = RuleExample.objects.public(language)
    return {ground: list(rows) for ground, rows in groupby(public, lambda example: example.ground_id)}


def _clauses(change: differences.Change) -> ClauseQuerySet:
    """Return the clauses of a version in the language in which it is shown."""
    return Clause.objects.filter(version=change.version, language=change.text.language).order_by("ground")
