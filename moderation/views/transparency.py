"""The public figures and the public log, as pages, as CSV and as JSON."""

from datetime import datetime
from itertools import chain
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.models import Checkpoint
from accounts.safety.spreadsheet import attachment
from moderation import public_log, transparency
from moderation.forms.public_log import LogForm
from moderation.models import Clause
from moderation.transparency import Figures

#: How old figures may be that no night has counted.
FRESH_SECONDS = 600
FIRST_YEAR = 2000


@login_not_required
@require_safe
def show(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Show one calendar year; the current one is counted up to now."""
    now = timezone.now()
    counted = _year(year or now.year, now)
    years = transparency.years(now)
    data = counted.as_data()
    clauses = Clause.objects.in_force(now).filter(language=get_language() or "en")
    headings = dict(clauses.values_list("ground", "heading"))
    grounds = [row | {"heading": headings.get(row["number"], row["code"])} for row in data["grounds"]]
    context = {"figures": counted, "data": data, "grounds": grounds, "year": counted.start.year, "years": years}
    context["checkpoint"] = Checkpoint.objects.newest()
    return render(request, "moderation/transparency.html", context)


@login_not_required
@require_safe
def as_json(_request: HttpRequest, year: int) -> HttpResponse:
    return JsonResponse(_year(year, timezone.now()).as_data(), json_dumps_params={"indent": 2})


@login_not_required
@require_safe
def as_csv(_request: HttpRequest, year: int) -> HttpResponse:
    """Write one figure a line."""
    lines = _lines("", _year(year, timezone.now()).as_data())
    return attachment(f"transparency-{year}.csv", [("figure", "value"), *lines])


@login_not_required
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Show the public log of decisions, narrowed as the reader asks (C79)."""
    form = LogForm(request.GET)
    context = {"form": form, "year": timezone.now().year, "ground": None}
    if not form.is_valid():
        return render(request, "moderation/public_log.html", context, status=400)
    said = form.cleaned_data
    ground = said["ground"].pk if said["ground"] else None
    shown = public_log.stretch(before=said["before"], ground=ground, reference=said["reference"])
    context |= {"entries": shown.entries, "before": shown.before, "ground": ground}
    return render(request, "moderation/public_log.html", context)


@login_not_required
@require_safe
def log_as_csv(_request: HttpRequest, year: int) -> HttpResponse:
    """Write the log of a year, a decision a line."""
    entries = public_log.between(*_bounds(year, timezone.now()))
    rows = (
        (one.day, one.measure, one.ground, one.rules, int(one.is_contested), one.outcome or "", int(one.is_taken_back))
        for one in entries
    )
    head = ("day", "measure", "ground", "rules_version", "contested", "outcome", "taken_back")
    return attachment(f"decisions-{year}.csv", chain([head], rows))


def _bounds(year: int, now: datetime) -> tuple[datetime, datetime]:
    """Say when a year begins and ends; raise Http404 for one that has nothing."""
    if not FIRST_YEAR <= year <= now.year:
        raise Http404
    return transparency.bounds(year, now)


def _year(year: int, now: datetime) -> Figures:
    """Return a year as the last night counted it; one that no night has is counted now, and kept for a while."""
    start, end = _bounds(year, now)
    if found := transparency.taken(year):
        return found
    counted = cache.get(key := f"transparency:{year}")
    if not isinstance(counted, Figures):
        counted = transparency.figures(start, end)
        cache.set(key, counted, FRESH_SECONDS)
    return counted


def _lines(prefix: str, value: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 # JSON values
    """Flatten nested figures to dotted names."""
    if isinstance(value, dict):
        return [line for key, item in value.items() for line in _lines(f"{prefix}.{key}".strip("."), item)]
    if isinstance(value, list):
        return [
            line
            for item in value
            for line in _lines(f"{prefix}.{item['number']}", {k: v for k, v in item.items() if k != "number"})
        ]
    return [(prefix, value)]
