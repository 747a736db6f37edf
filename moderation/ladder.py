"""The ladder of measures against a person, mildest first, as the site sets it (V44; DSA Art. 14(4))."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from accounts.models import User
from moderation.enums import MILDER, Measure
from moderation.models import Decision, Sanction

#: A step taken longer ago moves nobody up any more.
REMEMBERED = timedelta(days=365)


@dataclass(frozen=True)
class Step:
    """One rung: a measure, and for a suspension its days."""

    measure: Measure
    days: int = 0


def steps() -> tuple[Step, ...]:
    """Return the ladder (settings.LADDER)."""
    return tuple(
        Step(Measure(name), int(days or 0)) for name, _, days in (one.partition(":") for one in settings.LADDER)
    )


def taken(person: User, now: datetime) -> int:
    """Count the steps taken against somebody within a year that still stand, blocks that were lifted included."""
    recent = Decision.objects.about(person).filter(made_at__gt=now - REMEMBERED)
    milder = recent.filter(measure__in=MILDER, reversals__isnull=True).count()
    return milder + Sanction.objects.against(person).counted().filter(imposed_at__gt=now - REMEMBERED).count()


def next_step(person: User, now: datetime) -> Step:
    """Return what the ladder proposes next; at its end the last rung again."""
    every = steps()
    return every[min(taken(person, now), len(every) - 1)]
