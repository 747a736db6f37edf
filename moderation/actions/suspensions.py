"""Suspensions from commenting: for some days, with reasons, ended by the clock (C64; DSA Art. 14(4))."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from accounts.actions.restrictions import Use
from accounts.models import User
from moderation import notices
from moderation.actions import sanctions
from moderation.actions.statements import Reasons
from moderation.enums import Measure, Source
from moderation.models import Case, Comment, Decision, StatementOfReasons

#: The longest suspension; who is to be kept away for longer is blocked, and can write a letter.
MOST_DAYS = 90


class AlreadySuspended(ValueError):
    """A suspension lasts at least as long already."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(f"A suspension lasts until {until}.")


class NotSuspended(LookupError):
    """No suspension lasts any more."""


@transaction.atomic
def suspend(
    *,
    evidence: Comment,
    moderator: User,
    reasons: Reasons,
    days: int,
    now: datetime,
    case: Case | None = None,
    use: Use | None = None,
    procedure: str = "",
) -> Decision:
    """Keep the author of `evidence` from commenting for so many days, from 1 to MOST_DAYS, with a statement of reasons.

    Raises ValueError for another number of days, AlreadySuspended, and what sanctions.hold does.
    """
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(days)
    subject, ends_at = sanctions.hold(evidence, moderator, use, "suspension", now), now + timedelta(days=days)
    if (lasting := standing(subject, now)) and lasting.ends_at and lasting.ends_at >= ends_at:
        raise AlreadySuspended(lasting.ends_at)
    return sanctions.enter(
        measure=Measure.SUSPEND,
        subject=subject,
        moderator=moderator,
        reasons=reasons,
        scope=_scope(subject.language, ends_at),
        ends_at=ends_at,
        procedure=procedure,
        evidence=evidence,
        case=case,
        now=now,
    )


def standing(person: User, now: datetime) -> StatementOfReasons | None:
    """Return the reasons for the suspension that lasts longest; None where there is none."""
    return person.statements.suspending(now).select_related("decision").first()


@transaction.atomic
def end(*, person: User, evidence: Comment, moderator: User, now: datetime) -> int:
    """Let a person comment again before the time, and tell them; return how many suspensions ended.

    `evidence` is the comment on whose card the moderator stands. Raises NotSuspended, sanctions.NotAllowed, OutOfReach.
    """
    subject = User.objects.select_for_update().get(pk=person.pk)
    sanctions.demand(moderator, subject, evidence)
    lasting = list(subject.statements.suspending(now).select_related("decision"))
    if not lasting:
        raise NotSuspended
    for statement in lasting:
        Decision.objects.create(
            measure=Measure.LIFT,
            subject=subject,
            decided_by=moderator,
            source=Source.OWN_INITIATIVE,
            reverses=statement.decision,
            made_at=now,
        )
    notices.suspension_ended(lasting[0], now=now)
    return len(lasting)


def _scope(language: str, ends_at: datetime) -> str:
    """Say in the person's language what is restricted and for how long (DSA Art. 17(3)(a))."""
    with override(language):
        until = date_format(timezone.localtime(ends_at), "DATETIME_FORMAT")
        return gettext(
            "You cannot write or change comments until %(until)s; then you can again, by itself. You can do everything "
            "else, as read, report, withdraw your comments, download your data and delete the account."
        ) % {"until": until}
