"""A member's own pages, outside of any article (C51)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.safety.keys import key_from
from accounts.signed_in import signed_in
from moderation import notices, own
from moderation.models import Misuse, StatementOfReasons


@never_cache
@require_safe
def comments(request: HttpRequest) -> HttpResponse:
    """List what the member wrote, and what became of it."""
    stretch = own.comments(signed_in(request), _before(request))
    rows = [(one, [(it, _token(it.statement)) for it in one.restrictions]) for one in stretch.rows]  # type: ignore[attr-defined] # prefetched
    return render(request, "moderation/own/comments.html", {"rows": rows, "before": stretch.before})


@never_cache
@require_safe
def replies(request: HttpRequest) -> HttpResponse:
    """List what others answered."""
    stretch = own.replies(signed_in(request), timezone.now(), _before(request))
    return render(request, "moderation/own/replies.html", {"rows": stretch.rows, "before": stretch.before})


@never_cache
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """List what the member reported."""
    person = signed_in(request)
    stretch = own.reports(person, _before(request))
    pause = Misuse.objects.of(person).pausing(timezone.now()).first()
    context = {"rows": stretch.rows, "before": stretch.before, "pause": pause}
    return render(request, "moderation/own/reports.html", context)


@never_cache
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """List what was decided about the member, each with its reasons, below what is intended."""
    person = signed_in(request)
    stretch = own.decisions(person, _before(request))
    rows = [(one, _token(one)) for one in stretch.rows]
    hearings = [] if _before(request) else [(one, notices.hearing_token(one)) for one in own.hearings(person)]
    context = {"rows": rows, "hearings": hearings, "before": stretch.before}
    return render(request, "moderation/own/decisions.html", context)


def _token(statement: StatementOfReasons | None) -> str:
    return notices.statement_token(statement) if statement else ""


def _before(request: HttpRequest) -> int | None:
    """Read behind which row the page goes on; raise Http404."""
    said = request.GET.get("before", "")
    return key_from(said) if said else None
