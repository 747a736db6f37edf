"""How long people wait for the moderators, for a Prometheus server to collect (A36)."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Min

from accounts.metrics import Gauge, seconds
from moderation.models import Appeal, Case


def of_queue(now: datetime) -> Iterator[Gauge]:
    """Say what waits in the queue, since when, and how many letters are overdue."""
    waiting = Case.objects.due(now).order_by().values_list("kind")
    counted = list(waiting.annotate(many=Count("pk"), since=Min("opened_at")))
    late = Appeal.objects.open().filter(due_at__lt=now).count()
    yield Gauge("queue_waiting", "Cases that wait for a moderator.", "kind", {kind: many for kind, many, _ in counted})
    yield Gauge(
        "queue_oldest_seconds",
        "For how long the oldest of them has waited.",
        "kind",
        {kind: seconds(now, since) for kind, _many, since in counted},
    )
    yield Gauge("letters_overdue", "Letters whose answer is due.", "kind", {"letter": late})
