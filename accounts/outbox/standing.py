"""How sending stands, for whoever can mend it: what is overdue, since when, and whether a worker lives (A10, A36)."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import OutboxItem, WorkerBeat


@dataclass(frozen=True)
class Standing:
    """What an administrator has to know of the outbox."""

    overdue: int
    given_up: int
    oldest: OutboxItem | None
    #: When a worker was last seen; None: never, or the last one was stopped in order.
    seen_at: datetime | None
    is_worked: bool

    @property
    def is_well(self) -> bool:
        return self.is_worked and not self.overdue and not self.given_up


def standing(now: datetime) -> Standing:
    """Look at the outbox and its workers."""
    last = WorkerBeat.objects.order_by("-beat_at").first()
    return Standing(
        overdue=OutboxItem.objects.overdue(now).count(),
        given_up=OutboxItem.objects.given_up().count(),
        oldest=OutboxItem.objects.oldest(now),
        seen_at=last.beat_at if last else None,
        is_worked=WorkerBeat.objects.alive(now).exists(),
    )
