"""Misuse of reports: a warning first, then a pause, with the four factors (DSA Art. 23(2)-(3); D20, V46)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.actions import restrictions
from accounts.models import User
from moderation import notices, permissions
from moderation.actions import appeals, reports, sanctions
from moderation.enums import MisuseStep
from moderation.models import Misuse, Report

#: A warning, and the reports that are counted, are not older than this.
REMEMBERED = timedelta(days=365)
#: Fewer manifestly unfounded reports are no habit.
FREQUENT = 3
MOST_DAYS = 90
#: As many characters of an objection are kept.
LONGEST = 20_000


class NobodysReport(ValueError):
    """No member sent the report, so that there is nobody to warn."""


class FactorsMissing(ValueError):
    """The facts, or how grave they are, are not spoken to."""


class TooFew(ValueError):
    """So few unfounded reports are no misuse, or the person has sent fewer than that."""


class NoWarning(ValueError):
    """Nobody is paused who was not warned within a year."""


class NothingSince(ValueError):
    """The person has reported nothing since the warning."""


class AlreadyPaused(ValueError):
    """A pause lasts already."""


class AlreadyWarned(ValueError):
    """A warning stands: what follows it is a pause."""


class NotStanding(ValueError):
    """It was taken back, or the pause is over."""


@dataclass(frozen=True)
class Factors:
    """What a moderator says of the misuse (Art. 23(3)); of how many reports it is, is counted."""

    unfounded: int
    facts: str
    gravity: str
    intention: str = ""


def count(person: User, now: datetime) -> int:
    """Count what somebody has reported within a year."""
    return Report.objects.filter(reporter=person, received_at__gt=now - REMEMBERED).count()


def warning_of(person: User, now: datetime) -> Misuse | None:
    """Return the newest warning that a pause can follow."""
    warnings = Misuse.objects.of(person).standing().filter(step=MisuseStep.WARNING, made_at__gt=now - REMEMBERED)
    return warnings.first()


@transaction.atomic
def warn(*, report: Report, moderator: User, factors: Factors, now: datetime) -> Misuse:
    """Warn who sent this report of what follows if they go on.

    Raises NobodysReport, FactorsMissing, TooFew, AlreadyWarned, sanctions.NotAllowed, OutOfReach, Restricted.
    """
    person = _hold(report, moderator, now)
    if warning_of(person, now):
        raise AlreadyWarned
    return _enter(person, moderator, factors, now, step=MisuseStep.WARNING)


@transaction.atomic
def pause(*, report: Report, moderator: User, factors: Factors, days: int, now: datetime) -> Misuse:
    """Look at nothing that who sent this report reports for so many days, from 1 to MOST_DAYS.

    It follows a warning and a report sent after it. Letters about the person's own block or removal are untouched.
    Raises ValueError for another number of days, NoWarning, NothingSince, AlreadyPaused, and what `warn` does.
    """
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(days)
    person = _hold(report, moderator, now)
    if Misuse.objects.of(person).pausing(now).exists():
        raise AlreadyPaused
    warning = warning_of(person, now)
    if warning is None:
        raise NoWarning
    if not Report.objects.filter(reporter=person, received_at__gt=warning.made_at).exists():
        raise NothingSince
    given = {"step": MisuseStep.PAUSE, "warning": warning, "ends_at": now + timedelta(days=days)}
    return _enter(person, moderator, factors, now, **given)


@transaction.atomic
def take_back(*, misuse: Misuse, moderator: User, now: datetime) -> Misuse:
    """Take a warning back, or end a pause; what waited for its end is looked at now. Raises NotAllowed, NotStanding."""
    person = User.objects.select_for_update().get(pk=misuse.person_id)
    if not permissions.may_sanction(moderator, person):
        raise sanctions.NotAllowed
    is_over = misuse.ends_at is not None and misuse.ends_at <= now
    standing = Misuse.objects.standing().filter(pk=misuse.pk)
    if is_over or not standing.update(taken_back_by=moderator, taken_back_at=now):
        raise NotStanding
    misuse.refresh_from_db()
    for resting in misuse.pauses.pausing(now):  # without its warning no pause stands
        take_back(misuse=resting, moderator=moderator, now=now)
    if misuse.step == MisuseStep.PAUSE:
        Report.objects.open().filter(reporter=person, waits_until__isnull=False).update(waits_until=now)
        reports.take_up(now=now)
    notices.misuse_taken_back(misuse, now=now)
    return misuse


@transaction.atomic
def object_to(*, misuse: Misuse, words: str) -> None:
    """Keep what somebody says against a warning or a pause, for whoever may take it back."""
    kept = Misuse.objects.select_for_update().get(pk=misuse.pk)
    kept.objection = appeals.together(kept.objection, words.strip())[:LONGEST]
    kept.save(update_fields=["objection"])


def _hold(report: Report, moderator: User, now: datetime) -> User:
    """Return who sent the report, held until the transaction ends, if this person may act against them."""
    if report.reporter_id is None:
        raise NobodysReport
    person = User.objects.select_for_update().get(pk=report.reporter_id)
    sanctions.demand(moderator, person, report.comment)
    restrictions.check(person=person, use=None, staff=moderator, what="misuse of reports", now=now)
    return person


def _enter(person: User, moderator: User, factors: Factors, now: datetime, **columns: object) -> Misuse:
    of_all = count(person, now)
    if not factors.facts.strip() or not factors.gravity.strip():
        raise FactorsMissing
    if not FREQUENT <= factors.unfounded <= of_all:
        raise TooFew
    made = Misuse.objects.create(
        person=person,
        language=person.language,
        facts=factors.facts.strip(),
        unfounded=factors.unfounded,
        of_all=of_all,
        gravity=factors.gravity.strip(),
        intention=factors.intention.strip(),
        made_by=moderator,
        made_at=now,
        **columns,
    )
    notices.misuse_told(made, now=now)
    return made
