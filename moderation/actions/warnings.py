"""Warnings: the mildest measure against a person, read and acknowledged before the next comment (C65)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, override

from accounts.actions.restrictions import Use
from accounts.models import User
from moderation.actions import sanctions
from moderation.actions.statements import Reasons
from moderation.enums import Measure
from moderation.models import Case, Comment, Decision, StatementOfReasons


class AlreadyWarned(ValueError):
    """A warning for the same comment stands."""


@transaction.atomic
def warn(
    *,
    evidence: Comment,
    moderator: User,
    reasons: Reasons,
    now: datetime,
    case: Case | None = None,
    use: Use | None = None,
    procedure: str = "",
) -> Decision:
    """Warn the author of `evidence`, with a statement of reasons that can be contested as a removal can.

    Raises AlreadyWarned and what sanctions.hold does.
    """
    subject = sanctions.hold(evidence, moderator, use, "warning", now)
    if Decision.objects.filter(comment=evidence, measure=Measure.WARN, reversals__isnull=True).exists():
        raise AlreadyWarned
    return sanctions.enter(
        measure=Measure.WARN,
        subject=subject,
        moderator=moderator,
        reasons=reasons,
        scope=_scope(subject.language),
        procedure=procedure,
        evidence=evidence,
        case=case,
        now=now,
    )


def unread(person: User) -> QuerySet[StatementOfReasons]:
    """Return the warnings that this person has to acknowledge, the oldest first."""
    return person.statements.unacknowledged().select_related("clause__version").order_by("pk")


def acknowledge(*, person: User, references: Collection[str], now: datetime) -> int:
    """Note that a member has read these of their warnings, as they say; return how many were new.

    Whoever has read a warning has been informed: the time to complain runs at the latest from here (DSA Art. 20(1)).
    """
    read = person.statements.unacknowledged().filter(reference__in=references)
    return read.update(acknowledged_at=now, viewed_at=Coalesce(F("viewed_at"), now))


def _scope(language: str) -> str:
    """Say in the person's language what a warning does and for how long (DSA Art. 17(3)(a))."""
    with override(language):
        return gettext(
            "You are warned. Nothing is taken from your account. Before your next comment you confirm that you have "
            "read this, which ends the warning’s effect; it stays on record while decisions about you are kept."
        )
