"""What one moderator decided lately, in figures: for that moderator, and for who leads the desk (C69).

No page sets people side by side. Shares come with the range in which they lie, chance allowed for.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Exists, F, OuterRef, QuerySet

from accounts.models import User
from moderation.enums import RESTRICTIONS, AppealOutcome, AppealState, Measure
from moderation.intervals import Interval, of_share
from moderation.models import Appeal, Decision
from moderation.transparency import CHANGING

#: So far back a moderator's decisions are counted, and the newest of them whose waiting is.
WINDOW, MOST = timedelta(days=91), 20_000


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    count: int
    total: int

    @property
    def share(self) -> float:
        """The share, from 0 to 1."""
        return self.count / self.total if self.total else 0.0

    @property
    def interval(self) -> Interval:
        """Where that share lies, chance allowed for."""
        return of_share(self.count, self.total)


@dataclass(frozen=True)
class OwnFigures:
    """What somebody decided since a moment; what took another decision back is no decision of its own."""

    since: datetime
    decisions: int
    #: Of all decisions, those that restrict somebody.
    restricting: Share
    #: Of those, which were taken back, by whomever.
    taken_back: Share
    #: Of those, against which a letter came.
    contested: Share
    #: Of the letters that somebody else has answered, which changed the decision, wholly or in part.
    changed: Share
    #: How long cases had waited for it, in hours; None where none of it was in a case.
    median_hours: float | None


def of(person: User, now: datetime) -> OwnFigures:
    """Count a moderator's decisions of the last three months. A fixed number of queries."""
    made = Decision.objects.filter(decided_by=person, made_at__gt=now - WINDOW, reverses__isnull=True).order_by()
    made = made.exclude(measure=Measure.UPHOLD)  # an answer to a letter, which is about another's decision
    restricting = made.filter(measure__in=RESTRICTIONS)
    letters = Appeal.objects.filter(contested__in=restricting).exclude(state=AppealState.INCOMPLETE)
    every, strict = made.count(), restricting.count()
    return OwnFigures(
        since=now - WINDOW,
        decisions=every,
        restricting=Share(strict, every),
        taken_back=Share(restricting.filter(is_taken_back()).count(), strict),
        contested=Share(letters.values("contested").distinct().count(), strict),
        changed=_changed(letters, person),
        median_hours=_waited(made),
    )


def is_taken_back() -> Exists:
    """Return the condition that another decision reverses it; to lift a block is clemency, and finds nothing wrong."""
    return Exists(Decision.objects.filter(reverses=OuterRef("pk")).exclude(measure=Measure.LIFT))


def _changed(letters: QuerySet[Appeal], person: User) -> Share:
    answered = letters.filter(decided_by__isnull=False).exclude(decided_by=person)
    answered = answered.exclude(outcome=AppealOutcome.OMITTED)
    return Share(answered.filter(outcome__in=CHANGING).count(), answered.count())


def _waited(made: QuerySet[Decision]) -> float | None:
    in_cases = made.filter(case__isnull=False).order_by("-made_at")
    times = in_cases.annotate(waited=F("made_at") - F("case__opened_at")).values_list("waited", flat=True)[:MOST]
    hours = [time.total_seconds() / 3600 for time in times]
    return round(median(hours), 1) if hours else None
