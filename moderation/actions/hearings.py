"""Hearings before a block: announced, answered or not, then decided by a person (D08, V43)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.actions import restrictions
from accounts.actions.restrictions import Use
from accounts.models import User
from moderation import notices, permissions
from moderation.actions import appeals, cases, procedure, sanctions, statements, suspensions, warnings
from moderation.actions.statements import Reasons
from moderation.enums import Channel, HearingOutcome, SanctionKind
from moderation.models import Comment, Decision, Hearing, Sanction

#: As many characters a reply may have in all.
LONGEST = 40_000


class NotHeardHere(ValueError):
    """On this site a block takes effect at once (settings.BLOCK_MODE)."""


class AlreadyOpen(ValueError):
    """A hearing of this person waits for its decision."""

    def __init__(self, hearing: Hearing) -> None:
        self.hearing = hearing
        super().__init__(f"Hearing {hearing.reference} is open.")


class AlreadyDecided(ValueError):
    """The hearing is decided: nothing is said in it any more."""


class NothingSaid(ValueError):
    """A reply without a word, or an end of a hearing for which nobody says why."""


class TooLong(ValueError):
    """The reply has more characters than anybody reads."""


class Unheard(ValueError):
    """The person has said something that the moderator has not read."""


class StillOpen(ValueError):
    """The person may reply until then, and has not."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(f"The person may reply until {until}.")


class WrongOutcome(ValueError):
    """No moderator ends a hearing so."""


@dataclass(frozen=True)
class Verdict:
    """What a moderator decides after a hearing; `answer` is what they say to the reply."""

    outcome: HearingOutcome
    reasons: Reasons
    answer: str = ""
    days: int = 0


@transaction.atomic
def announce(
    *,
    evidence: Comment,
    moderator: User,
    reasons: Reasons,
    milder_measure_note: str,
    conduct_at: datetime,
    now: datetime,
    use: Use | None = None,
) -> Hearing:
    """Tell the author of `evidence` that a block is intended and why, with the days to reply that the site leaves.

    Nothing is restricted. Raises NotHeardHere, AlreadyOpen, ReasonsMissing, OldConduct and what sanctions.hold does.
    """
    if not procedure.is_heard_here():
        raise NotHeardHere
    person = sanctions.hold(evidence, moderator, use, "hearing", now)
    note = sanctions.spoken_to(milder_measure_note)
    sanctions.ordinal(person, conduct_at)
    if open_now := standing(person):
        raise AlreadyOpen(open_now)
    ends_at = now + timedelta(days=settings.HEARING_DAYS)
    hearing = Hearing.objects.create(
        person=person,
        opened_by=moderator,
        comment=evidence,
        case=cases.open_hearing(due_at=ends_at),
        language=person.language,
        clause=statements.clause_for(statements.rules_in_force(now), reasons.ground, person.language),
        facts=reasons.facts.strip(),
        why=reasons.why.strip(),
        law=reasons.law,
        milder_measure_note=note,
        conduct_at=conduct_at,
        opened_at=now,
        ends_at=ends_at,
    )
    notices.hearing_announced(hearing, now=now)
    return hearing


def standing(person: User) -> Hearing | None:
    """Return the hearing of this person that is not decided; None where there is none."""
    return Hearing.objects.open().of(person).first()


def bounced(*, references: Iterable[str], now: datetime) -> int:
    """Note that letters came back which announce a block, for whoever decides; return how many were ours."""
    letters = Hearing.objects.open().filter(reference__in=references, bounced_at__isnull=True)
    return letters.update(bounced_at=now)


def viewed(*, hearing: Hearing, now: datetime) -> None:
    """Note when the person first saw what is announced."""
    Hearing.objects.filter(pk=hearing.pk, viewed_at__isnull=True).update(viewed_at=now)


@transaction.atomic
def reply(*, hearing: Hearing, words: str, now: datetime, channel: Channel = Channel.FORM) -> Hearing:
    """Take in what the person says, as often as they like until it is decided, and let the hearing wait for a person.

    Raises NothingSaid, TooLong, AlreadyDecided.
    """
    if not words.strip():
        raise NothingSaid
    hearing = _locked(hearing)
    if hearing.decided_at:
        raise AlreadyDecided
    together = appeals.together(hearing.reply, words.strip())
    if len(together) > LONGEST:
        raise TooLong
    if hearing.replied_at is None:
        hearing.replied_at, hearing.channel = now, channel
        cases.advance(case=hearing.case, now=now)
    hearing.reply = together
    hearing.save(update_fields=["reply", "replied_at", "channel"])
    notices.hearing_replied(hearing, now=now)
    return hearing


@transaction.atomic
def decide(
    *,
    hearing: Hearing,
    moderator: User,
    verdict: Verdict,
    heard: int,
    now: datetime,
    use: Use | None = None,
) -> Hearing:
    """End a hearing with a block, something milder or nothing, and tell the person in writing.

    `heard` says how much of the reply the moderator has read: its characters, for it only grows. Raises AlreadyDecided,
    Unheard, StillOpen where a block comes before the reply and the end of the time for one, NothingSaid where a reply
    or an end without a measure gets no answer, and what the measure does.
    """
    hearing = _locked(hearing)
    if hearing.decided_at:
        raise AlreadyDecided
    permissions.demand_unshielded(moderator, hearing.person)
    if len(hearing.reply) != heard:
        raise Unheard
    if verdict.outcome == HearingOutcome.BLOCKED and not hearing.may_be_decided(now):
        raise StillOpen(hearing.ends_at)
    if not verdict.answer.strip() and (hearing.reply or verdict.outcome == HearingOutcome.NOTHING):
        raise NothingSaid
    decision = _measure(hearing, moderator, verdict, now, use)
    procedure.close(hearing, verdict.outcome, moderator=moderator, decision=decision, answer=verdict.answer, now=now)
    if verdict.outcome == HearingOutcome.NOTHING:
        notices.hearing_ended(hearing, now=now)
    return hearing


def _locked(hearing: Hearing) -> Hearing:
    """Hold the person, and then the hearing, until the transaction ends: so do all who decide about somebody."""
    User.objects.select_for_update().get(pk=hearing.person_id)
    related = ("person", "case", "clause__version", "clause__ground")
    return Hearing.objects.select_for_update(of=("self",)).select_related(*related).get(pk=hearing.pk)


def _measure(hearing: Hearing, moderator: User, verdict: Verdict, now: datetime, use: Use | None) -> Decision | None:
    """Take the measure that was decided on; leaving it at nothing takes none."""
    evidence = Comment.objects.with_context().get(pk=hearing.comment_id)
    given: dict[str, Any] = {
        "evidence": evidence,
        "moderator": moderator,
        "reasons": verdict.reasons,
        "procedure": procedure.after(hearing, verdict.answer),
        "case": hearing.case,
        "now": now,
        "use": use,
    }
    match verdict.outcome:
        case HearingOutcome.BLOCKED:
            return _block(hearing, given).imposed_by_decision
        case HearingOutcome.SUSPENDED:
            return suspensions.suspend(days=verdict.days, **given)
        case HearingOutcome.WARNED:
            return warnings.warn(**given)
        case HearingOutcome.NOTHING:
            sanctions.demand(moderator, hearing.person, evidence)
            restrictions.check(person=hearing.person, use=use, staff=moderator, what="hearing", now=now)
            return None
    raise WrongOutcome


def _block(hearing: Hearing, given: dict[str, Any]) -> Sanction:
    return sanctions.impose(
        kind=SanctionKind.BLOCK,
        subject=hearing.person,
        milder_measure_note=hearing.milder_measure_note,
        conduct_at=hearing.conduct_at,
        hearing=hearing,
        **given,
    )
