"""Blocks and deletions of accounts: at once or after a hearing, never without reasons."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Coalesce

from accounts.actions import restrictions
from accounts.actions.restrictions import Use
from accounts.models import Closure, Session, User
from articles.reach import OutOfReach
from moderation import permissions
from moderation.actions import leaving, reports, statements
from moderation.actions import procedure as ways
from moderation.actions.statements import Reasons
from moderation.enums import HearingOutcome, Measure, SanctionKind, SanctionState, Source
from moderation.models import Case, Comment, Decision, Hearing, Sanction

MEASURE = {SanctionKind.BLOCK: Measure.BLOCK, SanctionKind.CLOSURE: Measure.CLOSE}


class NotAllowed(PermissionError):
    """This person may not sanction that one."""


class AlreadySanctioned(ValueError):
    """A sanction is in force already: there is nothing to add to it."""


class OldConduct(ValueError):
    """The conduct lies before the restoration from the earlier sanction, and was answered by it (due-process D19)."""

    def __init__(self, restored_at: datetime) -> None:
        self.restored_at = restored_at
        super().__init__(f"The conduct lies before the restoration of {restored_at:%Y-%m-%d}.")


class FinalSanction(ValueError):
    """A second sanction is never lifted. If it is wrong, annul it."""


class NotInForce(ValueError):
    """The sanction has ended already."""


@transaction.atomic
def impose(
    *,
    kind: SanctionKind,
    subject: User,
    moderator: User,
    reasons: Reasons,
    milder_measure_note: str,
    conduct_at: datetime,
    now: datetime,
    evidence: Comment | None = None,
    case: Case | None = None,
    use: Use | None = None,
    hearing: Hearing | None = None,
    procedure: str = "",
    urgency: str = "",
) -> Sanction:
    """Block `subject`, or delete the account, at once and with its statement of reasons.

    `conduct_at` is when the person did what the sanction answers. Where people are heard before a block, it follows a
    `hearing` (`hearings.decide`), which `procedure` cites, or says why it could not wait: `urgency`. Raises NotAllowed,
    AlreadySanctioned, OldConduct, HearingNeeded and, where the milder measure is not spoken to, ReasonsMissing (DSA
    Art. 14(4)); restrictions.Restricted without a `use` that the law allows of what is only kept.
    """
    demand(moderator, subject, evidence)
    note = spoken_to(milder_measure_note)
    restrictions.check(person=subject, use=use, staff=moderator, what="sanction", now=now)
    _shut_out(subject, now, hidden_until=now + leaving.SEALED_FOR if kind == SanctionKind.CLOSURE else None)
    how = ways.way(kind, subject, hearing, urgency.strip())
    counts_as = ordinal(subject, conduct_at)
    decision = enter(
        measure=MEASURE[kind],
        subject=subject,
        moderator=moderator,
        reasons=reasons,
        scope=ways.scope(kind, counts_as, subject.language),
        procedure=ways.urgent(how.urgency, subject.language) if how.urgency else procedure,
        evidence=evidence,
        case=case,
        now=now,
    )
    imposed = Sanction.objects.create(
        subject=subject, kind=kind, ordinal=counts_as, imposed_at=now, imposed_by_decision=decision,
        milder_measure_note=note, **how.columns,
    )  # fmt: skip
    if how.overtaken:
        ways.close(how.overtaken, HearingOutcome.OVERTAKEN, moderator=moderator, decision=decision, now=now)
    return imposed


def spoken_to(note: str) -> str:
    """Return what a moderator says of a milder measure; raise ReasonsMissing where it is nothing (DSA Art. 14(4))."""
    if not note.strip():
        raise statements.ReasonsMissing
    return note.strip()


def hold(evidence: Comment, moderator: User, use: Use | None, what: str, now: datetime) -> User:
    """Return the author of a comment, held until the transaction ends, against whom this person takes a milder measure.

    Raises NotAllowed, AlreadySanctioned (whoever is blocked feels nothing milder), OutOfReach, restrictions.Restricted.
    """
    subject = User.objects.select_for_update().get(pk=evidence.author_id)
    demand(moderator, subject, evidence)
    restrictions.check(person=subject, use=use, staff=moderator, what=what, now=now)
    if subject.blocked_at:
        raise AlreadySanctioned
    return subject


def demand(moderator: User, subject: User, evidence: Comment | None) -> None:
    """Raise NotAllowed where this person may not act against that one, OutOfReach where the comment is not theirs."""
    if not permissions.may_sanction(moderator, subject):
        raise NotAllowed
    permissions.demand_unshielded(moderator, subject)
    if evidence:
        permissions.demand(moderator, permissions.SANCTION, evidence.article)
    elif moderator.is_limited:
        raise OutOfReach  # a sanction for nothing that stands in a part of the paper


def enter(
    *,
    measure: Measure,
    subject: User,
    moderator: User,
    reasons: Reasons,
    scope: str,
    evidence: Comment | None,
    case: Case | None,
    now: datetime,
    ends_at: datetime | None = None,
    procedure: str = "",
) -> Decision:
    """Write a measure against a person into the ledger, with its statement of reasons (DSA Art. 17)."""
    reasons = _as_found(reasons, evidence, case)
    statement = statements.issue(
        person=subject,
        measure=measure,
        reasons=reasons,
        scope=scope,
        ends_at=ends_at,
        procedure=procedure,
        content_at=evidence.submitted_at if evidence else subject.joined_at,
        now=now,
    )
    return Decision.objects.create(
        measure=measure,
        subject=subject,
        comment=evidence,
        comment_version=evidence.version if evidence else None,
        case=case,
        ground=reasons.ground,
        rules_version=statements.rules_in_force(now),
        decided_by=moderator,
        source=reasons.source,
        statement=statement,
        made_at=now,
    )


def _as_found(reasons: Reasons, evidence: Comment | None, case: Case | None) -> Reasons:
    """Say what led to the comment behind the sanction, and whether a program pointed at it (Art. 17(3)(b), (c))."""
    if evidence is None:
        return reasons
    detected = statements.is_detected(evidence, reasons.ground, case)
    source = (
        reports.source_for(evidence, is_answered=True) if reasons.source == Source.OWN_INITIATIVE else reasons.source
    )
    return replace(reasons, source=source, is_detected_automatically=detected)


def ordinal(subject: User, conduct_at: datetime) -> int:
    """Count the sanction after those before it; raise OldConduct where the last of them has answered this conduct."""
    earlier = list(Sanction.objects.against(subject).counted())
    if earlier and (restored_at := earlier[-1].ended_at) and conduct_at <= restored_at:
        raise OldConduct(restored_at)
    return len(earlier) + 1


@transaction.atomic
def lift(*, sanction: Sanction, moderator: User, now: datetime, is_only_moderator: bool = False) -> Decision:
    """Restore access as clemency: the sanction goes on counting. Raises FinalSanction, NotInForce, NotAllowed."""
    sanction.refresh_from_db()
    if sanction.is_final:
        raise FinalSanction
    _check_reviewer(sanction, moderator, is_only_moderator=is_only_moderator)
    decision = _end(sanction, Measure.LIFT, moderator, now)
    changed = Sanction.objects.filter(pk=sanction.pk, state=SanctionState.IN_FORCE, ordinal=1).update(
        state=SanctionState.LIFTED, ended_at=now, ended_by_decision=decision
    )
    if not changed:
        raise NotInForce
    _let_in(sanction.subject, now)
    return decision


@transaction.atomic
def annul(*, sanction: Sanction, moderator: User, now: datetime, is_only_moderator: bool = False) -> Decision:
    """Undo a wrong sanction: access comes back, it no longer counts, and a second one becomes the first (D18).

    Raises NotInForce, NotAllowed.
    """
    sanction.refresh_from_db()
    _check_reviewer(sanction, moderator, is_only_moderator=is_only_moderator)
    was_in_force = sanction.state == SanctionState.IN_FORCE
    decision = _end(sanction, Measure.ANNUL, moderator, now)
    changed = (
        Sanction.objects.filter(pk=sanction.pk)
        .exclude(state=SanctionState.ANNULLED)
        .update(state=SanctionState.ANNULLED, ordinal=None, ended_at=now, ended_by_decision=decision)
    )
    if not changed:
        raise NotInForce
    Sanction.objects.against(sanction.subject).counted().filter(ordinal=2).update(ordinal=1)
    if was_in_force:
        _let_in(sanction.subject, now)
    leaving.correct_traces(person=sanction.subject)
    return decision


def _check_reviewer(sanction: Sanction, moderator: User, *, is_only_moderator: bool) -> None:
    """Refuse whoever may not answer letters, and the one who imposed the sanction unless nobody else could end it."""
    imposed_it = sanction.imposed_by_decision.decided_by_id == moderator.pk
    if not permissions.may_review(moderator, sanction) or (imposed_it and not is_only_moderator):
        raise NotAllowed


def _end(sanction: Sanction, measure: Measure, moderator: User, now: datetime) -> Decision:
    """Write the decision that ends the sanction."""
    return Decision.objects.create(
        measure=measure,
        subject=sanction.subject,
        decided_by=moderator,
        source=Source.COMPLAINT,
        reverses=sanction.imposed_by_decision,
        made_at=now,
    )


def _shut_out(subject: User, now: datetime, hidden_until: datetime | None) -> None:
    """Close the account and end every session, or raise: the UPDATE decides between two moderators at once."""
    shut = User.objects.filter(pk=subject.pk, blocked_at__isnull=True, erased_at__isnull=True)
    closing_at = Coalesce(Value(hidden_until, DateTimeField()), F("closing_at"))
    if not shut.update(blocked_at=now, closing_at=closing_at, session_epoch=F("session_epoch") + 1):
        raise AlreadySanctioned
    Session.objects.filter(user=subject).delete()
    was_hidden = subject.closing_at is not None
    subject.refresh_from_db(fields=["blocked_at", "closing_at", "session_epoch"])
    if subject.closing_at and not was_hidden:
        leaving.hide(person=subject, now=now)


def _let_in(subject: User, now: datetime) -> None:
    """Open the account again; a deletion that the person asked for goes on."""
    own = (
        Closure.objects.filter(person=subject, cancelled_at__isnull=True, erased_at__isnull=True).order_by("pk").first()
    )
    User.objects.filter(pk=subject.pk).update(blocked_at=None, closing_at=own.erase_at if own else None)
    was_hidden = subject.closing_at is not None
    subject.refresh_from_db(fields=["blocked_at", "closing_at"])
    if was_hidden and not subject.closing_at:
        leaving.show(person=subject, now=now)
