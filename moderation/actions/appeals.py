"""Letters to the moderators: lodged by form or mail, answered by another person than the one who decided."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext, override

from accounts.models import User
from moderation import notices, permissions
from moderation.actions import amending, by_rule, cases, sanctions, seals, undoing
from moderation.actions.amending import Amendment
from moderation.enums import (
    MILDER,
    AppealKind,
    AppealOutcome,
    AppealState,
    Channel,
    Measure,
    SanctionState,
    SealReason,
    Source,
)
from moderation.models import Appeal, Decision, Sanction, StatementOfReasons

#: DSA Art. 20(1): six months, counted from the day the person was informed.
WINDOW = timedelta(days=184)

OUTCOMES: dict[AppealKind, tuple[AppealOutcome, ...]] = {
    AppealKind.RESTORATION: (AppealOutcome.UPHELD, AppealOutcome.LIFTED, AppealOutcome.ANNULLED),
    AppealKind.REVIEW: (AppealOutcome.UPHELD, AppealOutcome.ANNULLED, AppealOutcome.OMITTED),
    AppealKind.COMPLAINT: (
        AppealOutcome.UPHELD,
        AppealOutcome.PARTLY,
        AppealOutcome.ANNULLED,
        AppealOutcome.OMITTED,
    ),
}


class NothingToContest(LookupError):
    """No decision stands against this person that a letter of this kind could be about."""


class ExplanationMissing(ValueError):
    """The letter does not explain the acts that led to the measure."""


class WindowClosed(ValueError):
    """The six months in which the decision could be contested are over."""

    def __init__(self, closed_at: datetime) -> None:
        self.closed_at = closed_at
        super().__init__(f"The time to complain ended on {closed_at:%Y-%m-%d}.")


class AlreadyOpen(ValueError):
    """A letter about the same decision waits for its answer."""

    def __init__(self, appeal: Appeal) -> None:
        self.appeal = appeal
        super().__init__(f"Letter {appeal.reference} about this is open.")


class NotYours(PermissionError):
    """The moderator took the contested decision, and somebody else can answer."""


class AnswerMissing(ValueError):
    """Every outcome needs a written answer (DSA Art. 20(5))."""


class WrongOutcome(ValueError):
    """This outcome does not exist for this kind of letter, or not for a second sanction."""


class AlreadyDecided(ValueError):
    """Another moderator has answered the letter."""


def window_closes(statement: StatementOfReasons) -> datetime | None:
    """Return when contesting ends; None while nothing proves that the person was informed (V12)."""
    informed = [moment for moment in (statement.delivered_at, statement.viewed_at) if moment]
    if not informed or (statement.bounced_at and not statement.viewed_at):
        return None
    return min(informed) + WINDOW


def kinds_for(statement: StatementOfReasons) -> tuple[AppealKind, ...]:
    """Return the letters that can be written about the decision behind a statement, the usual one first."""
    sanction = Sanction.objects.filter(imposed_by_decision__statement=statement).first()
    if sanction is None:
        return (AppealKind.COMPLAINT,)
    if sanction.state != SanctionState.IN_FORCE:
        return (AppealKind.REVIEW,)
    if sanction.is_final:
        return (AppealKind.REVIEW, AppealKind.RESTORATION)
    return (AppealKind.RESTORATION, AppealKind.REVIEW)


@transaction.atomic
def lodge(
    *,
    kind: AppealKind,
    person: User,
    contested: Decision,
    subject: str,
    explanation: str,
    now: datetime,
    channel: Channel = Channel.FORM,
) -> Appeal:
    """File a complete letter and put it into the moderators' queue.

    It completes a letter by mail that lacked something, and keeps the day of that (D11). A request to restore access
    after a second sanction is answered at once, with reasons, by the rule (V7); a review is always accepted (D18).
    Raises ExplanationMissing, NothingToContest, WindowClosed, AlreadyOpen.
    """
    if not explanation.strip():
        raise ExplanationMissing
    sanction = _sanction_of(contested, person, kind)
    appeal = _begun(kind, person, contested) or Appeal(channel=channel, received_at=now)
    appeal.kind, appeal.person, appeal.sanction, appeal.language = kind, person, sanction, person.language
    appeal.contested, appeal.contested_by = contested, contested.decided_by
    if closed := _closed_before(appeal):
        raise WindowClosed(closed)
    appeal.subject, appeal.user_id = subject.strip()[:200], person.public_id
    appeal.explanation = together(appeal.explanation, explanation.strip())
    return enter(appeal, now)


@transaction.atomic
def decide(
    *,
    appeal: Appeal,
    moderator: User,
    outcome: AppealOutcome,
    answer: str,
    now: datetime,
    amendment: Amendment | None = None,
) -> Decision:
    """Answer a letter in writing and carry the outcome out; `amendment` says what holds where it was right in part.

    Raises AnswerMissing, NotYours, WrongOutcome, AlreadyDecided, sanctions.NotInForce, and what amending.amend does.
    On a site with a single moderator the exception to "another person" is kept and printed in the answer (V10, C37).
    """
    if not answer.strip():
        raise AnswerMissing
    if outcome == AppealOutcome.PARTLY and amendment is None:
        raise amending.AmendmentMissing
    note = _sole_moderator_note(appeal, moderator)
    if outcome not in outcomes_for(appeal):
        raise WrongOutcome
    decided = Appeal.objects.filter(pk=appeal.pk, state=AppealState.OPEN).update(
        state=AppealState.DECIDED,
        outcome=outcome,
        answer=answer.strip(),
        decided_by=moderator,
        decided_at=now,
        sole_moderator_note=note,
    )
    if not decided:
        raise AlreadyDecided
    appeal.refresh_from_db()
    decision = _carry_out(appeal, moderator, now, amendment)
    if appeal.contested and appeal.contested.comment:
        seals.count_anew(comment=appeal.contested.comment, why=SealReason.DECIDED, now=now)
    if appeal.case:
        cases.close(case=appeal.case, now=now)
    notices.letter_decided(appeal, now=now)
    return decision


def outcomes_for(appeal: Appeal) -> tuple[AppealOutcome, ...]:
    """Return the outcomes a moderator may choose: a second sanction is never lifted, an ended one not again."""
    outcomes = OUTCOMES[AppealKind(appeal.kind)]
    sanction = appeal.sanction
    if sanction is None:
        is_whole = bool(appeal.contested and appeal.contested.measure in MILDER)
        return tuple(one for one in outcomes if not (is_whole and one == AppealOutcome.PARTLY))
    gone: set[AppealOutcome] = set()
    if sanction.is_final or sanction.state != SanctionState.IN_FORCE:
        gone.add(AppealOutcome.LIFTED)
    if sanction.state == SanctionState.ANNULLED:
        gone |= {AppealOutcome.ANNULLED, AppealOutcome.UPHELD}
    left = [outcome for outcome in outcomes if outcome not in gone]
    if sanction.state != SanctionState.IN_FORCE and AppealOutcome.OMITTED not in left:
        left.append(AppealOutcome.OMITTED)
    return tuple(left)


def enter(appeal: Appeal, now: datetime) -> Appeal:
    """Put a complete letter into the queue, or answer it by the rule; raise AlreadyOpen."""
    if other := waiting(appeal):
        raise AlreadyOpen(other)
    appeal.completed_at = now
    appeal.missing = []
    appeal.state = AppealState.OPEN
    appeal.due_at = now + Appeal.ANSWER_WITHIN
    if appeal.kind == AppealKind.RESTORATION and appeal.sanction and appeal.sanction.is_final:
        return by_rule.refuse_restoration(appeal, now)
    if closed := _closed_before(appeal):
        return by_rule.refuse_late(appeal, closed, now)
    appeal.case = cases.open_letter(now=now)
    try:
        with transaction.atomic():
            appeal.save()
    except IntegrityError:
        other = waiting(appeal)
        if other is None:
            raise
        raise AlreadyOpen(other) from None
    notices.letter_received(appeal, now=now)
    return appeal


def waiting(appeal: Appeal) -> Appeal | None:
    """Find another letter of the same kind about the same decision that is not answered yet."""
    others = Appeal.objects.filter(person=appeal.person, kind=appeal.kind, contested=appeal.contested)
    return others.exclude(state=AppealState.DECIDED).exclude(pk=appeal.pk).first()


def together(said: str, more: str) -> str:
    """Put what somebody adds below what they said before, unless they only repeat it."""
    return said if more in said else "\n\n".join(filter(None, (said, more)))


def _begun(kind: AppealKind, person: User, contested: Decision) -> Appeal | None:
    """Find the incomplete letter by mail that this one completes, of this person or from their mailbox."""
    about = Q(person=person, kind=kind, contested=contested) | Q(
        person__isnull=True, sender=(person.email or "-").lower()
    )
    return Appeal.objects.filter(about, state=AppealState.INCOMPLETE).order_by("received_at").first()


def _closed_before(appeal: Appeal) -> datetime | None:
    """Say when the time to contest ended if the letter came later; a review of a final sanction never does (D18)."""
    is_final = bool(appeal.sanction and appeal.sanction.is_final)
    if appeal.kind == AppealKind.RESTORATION or is_final or not (appeal.contested and appeal.contested.statement):
        return None
    closes = window_closes(appeal.contested.statement)
    return closes if closes and appeal.received_at > closes else None


def _sanction_of(contested: Decision, person: User, kind: AppealKind) -> Sanction | None:
    """Return the sanction that the contested decision imposed; refuse what the person cannot contest."""
    if contested.subject_id != person.pk:
        raise NothingToContest
    sanction = Sanction.objects.filter(imposed_by_decision=contested).first()
    contests_sanction = kind != AppealKind.COMPLAINT
    if contests_sanction != bool(sanction):
        raise NothingToContest
    if sanction and kind == AppealKind.RESTORATION and sanction.state != SanctionState.IN_FORCE:
        raise NothingToContest
    return sanction


def _sole_moderator_note(appeal: Appeal, moderator: User) -> str:
    """Let the decider through, with a note where nobody else could have answered; raise NotYours."""
    if permissions.may_answer(moderator, appeal):
        return ""
    others = User.objects.filter(is_active=True, blocked_at__isnull=True, is_staff=True).exclude(pk=moderator.pk)
    if moderator.pk != appeal.contested_by_id or any(permissions.may_answer(other, appeal) for other in others):
        raise NotYours
    with override(appeal.language):
        return gettext("This site has one moderator only, who also took the decision you contest.")


def _carry_out(appeal: Appeal, moderator: User, now: datetime, amendment: Amendment | None) -> Decision:
    """Write the decision that follows from the outcome."""
    assert appeal.person  # noqa: S101 # a complete letter names its person (constraint)
    is_alone = bool(appeal.sole_moderator_note)
    match appeal.outcome, appeal.sanction:
        case AppealOutcome.LIFTED, Sanction() as sanction:
            return sanctions.lift(sanction=sanction, moderator=moderator, now=now, is_only_moderator=is_alone)
        case AppealOutcome.ANNULLED, Sanction() as sanction:
            return sanctions.annul(sanction=sanction, moderator=moderator, now=now, is_only_moderator=is_alone)
        case AppealOutcome.ANNULLED, None:
            assert appeal.contested  # noqa: S101 # a complaint contests a decision
            return undoing.undo(contested=appeal.contested, moderator=moderator, case=appeal.case, now=now)
        case AppealOutcome.PARTLY, None if amendment and appeal.contested:
            return amending.amend(
                contested=appeal.contested, amendment=amendment, moderator=moderator, case=appeal.case, now=now
            )
    judged = appeal.contested if appeal.kind == AppealKind.COMPLAINT else None
    return Decision.objects.create(
        measure=Measure.UPHOLD,
        subject=appeal.person,
        comment=judged.comment if judged else None,
        comment_version=judged.comment_version if judged else None,
        decided_by=moderator,
        source=Source.COMPLAINT,
        case=appeal.case,
        made_at=now,
    )
