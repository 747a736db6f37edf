"""The public figures, counted each night and stored, so that no reader waits for the counting (C76, C77)."""

from datetime import datetime

from django.db import transaction

from moderation import transparency
from moderation.models import TakenFigures


@transaction.atomic
def take(*, now: datetime) -> str:
    """Count every year that is shown, and the grounds, once a day by UTC; say so where something was counted."""
    if TakenFigures.objects.filter(of=TakenFigures.GROUNDS, taken_at__gte=transparency.midnight(now)).exists():
        return ""
    for year in transparency.years(now):
        start, end = transparency.bounds(year, now)
        _store(str(year), transparency.figures(start, end).as_stored(), now)
    _store(TakenFigures.GROUNDS, transparency.count_applied(now).as_stored(), now)
    return "The public figures were counted."


def _store(of: str, data: dict[str, object], now: datetime) -> None:
    TakenFigures.objects.update_or_create(of=of, defaults={"taken_at": now, "data": data})
