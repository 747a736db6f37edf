"""How the site fares, in figures that name nobody: for a Prometheus server to collect (A36)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Min
from django.utils.module_loading import import_string

from accounts.models import Duty, OutboxItem, WorkerBeat

if TYPE_CHECKING:
    from prometheus_client.core import Metric


@dataclass(frozen=True)
class Gauge:
    """A figure as it stands now, under each value of one label; seconds and counts, as the name's end says."""

    name: str
    says: str
    label: str
    values: dict[str, float]


def written(now: datetime) -> bytes:
    """Write the figures of all apps (settings.METRICS) in the text format of Prometheus."""
    # A megabyte that most sites never need.
    from prometheus_client import CollectorRegistry, generate_latest  # noqa: PLC0415 # as said above

    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Collector(now))
    return generate_latest(registry)


def of_work(now: datetime) -> Iterator[Gauge]:
    """Say what waits in the outbox, since when, and whether the worker and its duties go on."""
    waiting = OutboxItem.objects.waiting().order_by().values_list("channel")
    counted = list(waiting.annotate(many=Count("pk"), since=Min("not_before")))
    given_up = OutboxItem.objects.filter(given_up_at__isnull=False).order_by().values_list("channel")
    beats = WorkerBeat.objects.values_list("name", "beat_at")
    done = Duty.objects.values_list("name", "finished_at")
    yield Gauge(
        "outbox_waiting", "Effects that wait for the worker.", "channel", {one: many for one, many, _ in counted}
    )
    yield Gauge(
        "outbox_overdue_seconds",
        "For how long the oldest of them could have been delivered.",
        "channel",
        {channel: seconds(now, since) for channel, _many, since in counted},
    )
    yield Gauge(
        "outbox_given_up", "Effects that nobody tries any more.", "channel", dict(given_up.annotate(Count("pk")))
    )
    yield Gauge(
        "worker_silent_seconds", "Since a worker was last seen.", "worker", {n: seconds(now, at) for n, at in beats}
    )
    yield Gauge(
        "duty_finished_seconds",
        "Since a duty was last done.",
        "duty",
        {name: seconds(now, at) for name, at in done if at},
    )


def seconds(now: datetime, since: datetime) -> float:
    """Say how long ago it was; nothing where a clock was ahead."""
    return max(0.0, (now - since).total_seconds())


class _Collector:
    def __init__(self, now: datetime) -> None:
        self._now = now

    def collect(self) -> "Iterator[Metric]":
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415 # as above

        for path in settings.METRICS:
            for gauge in import_string(path)(self._now):
                family = GaugeMetricFamily(f"gazette_{gauge.name}", gauge.says, labels=[gauge.label])
                for value, figure in gauge.values.items():
                    family.add_metric([value], figure)
                yield family
