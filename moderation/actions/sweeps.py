"""Many comments decided at one moment, each for itself, and all of it taken back at once (C62, C84).

A sweep has no row of its own: it is what one person decided at one moment, and the ledger says that already.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import transaction

from accounts.actions import restrictions
from accounts.models import User
from moderation import lifecycle, permissions
from moderation.actions import cases, decisions, ledger, queue, undoing
from moderation.actions.decisions import NotAModerator
from moderation.actions.statements import Reasons
from moderation.enums import AppealState, Measure
from moderation.models import Appeal, Case, Comment, Decision

#: As many are looked at on one page, and decided in one transaction.
MOST = 50


class AnsweredComplaint(ValueError):
    """Somebody else has upheld the decision when its author complained."""


#: What leaves a comment as it is, whatever becomes of the others.
OBSTACLES = (
    ledger.StaleComment,
    lifecycle.IllegalTransition,
    cases.TakenByAnother,
    AnsweredComplaint,
    restrictions.Restricted,
)


@dataclass(frozen=True)
class Item:
    """A comment as the moderator had it on screen, and why it is removed; without reasons it may stand."""

    comment: Comment
    version: int
    status: str
    reasons: Reasons | None = None


@dataclass(frozen=True)
class Skipped:
    """A comment that stays as it is, and what stood against the decision."""

    comment: Comment
    why: Exception


@dataclass
class Done:
    """What a sweep came to."""

    decisions: list[Decision] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


@transaction.atomic
def decide(*, items: Iterable[Item], moderator: User, now: datetime) -> Done:
    """Remove each comment that has its reasons and let the others stand, as if each were decided on its own.

    What has changed since it was seen, and what a colleague has open, is left alone and named.
    """
    _check(moderator)
    done = Done()
    for item in items:
        _attempt(done, item.comment, partial(_decide, item, moderator, now))
    return done


def foreseen(*, decision: Decision) -> Done:
    """Say which decisions of the sweep still stand and would be taken back, and which are left, and why."""
    done = Done()
    for one, comment in _members(decision):
        if why := _obstacle(one, comment):
            done.skipped.append(Skipped(comment, why))
        else:
            done.decisions.append(one)
    return done


@transaction.atomic
def undo(*, decision: Decision, moderator: User, now: datetime) -> Done:
    """Take back everything that was decided in the sweep of this decision, as far as it still stands.

    What was removed or redacted comes back, its author and who reported it are told; what was published waits again.
    """
    _check(moderator)
    done = Done()
    for one, comment in _members(decision):
        _attempt(done, comment, partial(_undo, one, comment, moderator, now))
    return done


def _check(moderator: User) -> None:
    if not permissions.may_moderate(moderator):
        raise NotAModerator


def _attempt(done: Done, comment: Comment, act: Callable[[], Decision]) -> None:
    """Decide about one comment wholly or not at all, whatever becomes of the others."""
    try:
        with transaction.atomic():
            done.decisions.append(act())
    except OBSTACLES as why:
        done.skipped.append(Skipped(comment, why))


def _decide(item: Item, moderator: User, now: datetime) -> Decision:
    _leave_to_others(decisions.open_case(item.comment), moderator, now)
    act = partial(decisions.remove, reasons=item.reasons) if item.reasons else decisions.publish
    return act(comment=item.comment, version=item.version, status=item.status, moderator=moderator, now=now)


def _leave_to_others(case: Case | None, moderator: User, now: datetime) -> None:
    """Refuse what a colleague has open (C26)."""
    if case and case.taken_by and case.leased_until and case.taken_by != moderator and case.leased_until > now:
        raise cases.TakenByAnother(case.taken_by, case.leased_until)


def _members(decision: Decision) -> list[tuple[Decision, Comment]]:
    sweep = list(Decision.objects.of_sweep(decision).select_related("case"))
    comments = Comment.objects.with_context().in_bulk([one.comment_id for one in sweep])
    return [(one, comments[one.comment_id]) for one in sweep if one.comment_id]


def _obstacle(decision: Decision, comment: Comment) -> Exception | None:
    """Say what stands against taking a decision back: something has overtaken it, or a complaint has confirmed it."""
    if comment.author.restricted_at is not None:
        return restrictions.Restricted()
    if decision.measure in (Measure.REMOVE, Measure.REDACT):
        if Appeal.objects.filter(contested=decision, state=AppealState.DECIDED).exists():
            return AnsweredComplaint()
        return None if undoing.still_counts(decision, comment) else ledger.StaleComment(comment)
    last = comment.decisions.order_by("-pk").first()
    is_standing = last == decision and comment.is_readable and decisions.open_case(comment) is None
    return None if is_standing else ledger.StaleComment(comment)


def _undo(decision: Decision, comment: Comment, moderator: User, now: datetime) -> Decision:
    if why := _obstacle(decision, comment):
        raise why
    if decision.measure in (Measure.REMOVE, Measure.REDACT):
        _leave_to_others(decisions.open_case(comment), moderator, now)
        return decisions.restore(comment=comment, version=comment.version, moderator=moderator, now=now)
    return _let_wait(decision, comment, moderator, now)


def _let_wait(decision: Decision, comment: Comment, moderator: User, now: datetime) -> Decision:
    """Let a comment wait for a person as before: hidden where it was held, in readers' sight where it stood."""
    was, risk = decision.case, decision.case.risk if decision.case else 0
    case = queue.put(comment=comment, reasons=was.grounds if was else (), risk=risk, now=now)
    if decision.measure == Measure.KEEP:
        return decision
    Case.objects.filter(pk=case.pk).update(is_held=True)
    return ledger.record(
        comment=comment, measure=Measure.HOLD, decided_by=moderator, reverses=decision, case=case, now=now
    )
