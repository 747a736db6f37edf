"""Many comments decided at one moment, each for itself, and all of it taken back at once (C62, C84).

A sweep has no row of its own: it is what one person decided at one moment, and the ledger says that already.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F

from accounts.actions import restrictions
from accounts.models import User
from articles.reach import OutOfReach, reach
from moderation import lifecycle, notices, permissions
from moderation.actions import cases, decisions, ledger, queue, reports, undoing
from moderation.actions.decisions import NotAModerator
from moderation.actions.statements import Reasons
from moderation.enums import AppealState, Measure, Source, Status
from moderation.models import Appeal, Case, Comment, Decision

#: As many are looked at on one page, and decided in one transaction.
MOST = 50
#: What was published is hidden again so soon after only: later it has been read and answered, and to hide it would be a
#: restriction without a statement.
HIDDEN_AGAIN = timedelta(hours=1)


class AnsweredComplaint(ValueError):
    """Somebody else has upheld the decision when its author complained."""


#: What leaves a comment as it is, whatever becomes of the others.
OBSTACLES = (
    ledger.StaleComment,
    lifecycle.IllegalTransition,
    cases.TakenByAnother,
    AnsweredComplaint,
    restrictions.Restricted,
    OutOfReach,
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


def foreseen(*, decision: Decision, moderator: User) -> Done:
    """Say which decisions of the sweep still stand and would be taken back, and which are left, and why."""
    done = Done()
    for one, comment in _members(decision, moderator):
        if why := _obstacle(one, comment):
            done.skipped.append(Skipped(comment, why))
        else:
            done.decisions.append(one)
    return done


@transaction.atomic
def undo(*, decision: Decision, moderator: User, now: datetime) -> Done:
    """Take back everything that was decided in the sweep of this decision, as far as it still stands.

    What was removed or redacted comes back, its author and who reported it are told; but what had waited until then
    waits again, and its author is told that. What was published or left up waits again with its reports: hidden where
    it was held before and has been published for less than HIDDEN_AGAIN, in readers' sight otherwise.
    """
    _check(moderator)
    done = Done()
    for one, comment in _members(decision, moderator):
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


def _members(decision: Decision, moderator: User) -> list[tuple[Decision, Comment]]:
    """Return what was decided together, as far as it is the moderator's to decide."""
    theirs = reach(moderator, permissions.DECIDE).within("comment__article")
    sweep = list(Decision.objects.of_sweep(decision).filter(theirs).select_related("case"))
    comments = Comment.objects.with_context().in_bulk([one.comment_id for one in sweep])
    return [(one, comments[one.comment_id]) for one in sweep if one.comment_id]


def _obstacle(decision: Decision, comment: Comment) -> Exception | None:
    """Say what stands against taking a decision back: something has overtaken it, or a complaint has confirmed it."""
    if comment.author.restricted_at is not None:
        return restrictions.Restricted()
    if decision.measure in (Measure.REMOVE, Measure.REDACT):
        if Appeal.objects.filter(contested=decision, state=AppealState.DECIDED).exists():
            return AnsweredComplaint()
        return None if undoing.standing(comment) == decision else ledger.StaleComment(comment)
    last = comment.decisions.order_by("-pk").first()
    is_standing = last == decision and comment.is_readable and decisions.open_case(comment) is None
    return None if is_standing and not decision.reversals.exists() else ledger.StaleComment(comment)


def _undo(decision: Decision, comment: Comment, moderator: User, now: datetime) -> Decision:
    if why := _obstacle(decision, comment):
        raise why
    was_held = _was_held(decision, comment)
    if decision.measure in (Measure.REMOVE, Measure.REDACT):
        _leave_to_others(decisions.open_case(comment), moderator, now)
        if was_held:
            return _hold_again(decision, comment, moderator, now)
        return decisions.restore(comment=comment, version=comment.version, moderator=moderator, now=now)
    is_hidden = was_held and now - decision.made_at < HIDDEN_AGAIN
    case = _let_wait(decision, comment, now, is_hidden=is_hidden)
    if not is_hidden:
        return undoing.note(contested=decision, moderator=moderator, now=now)
    return ledger.record(
        comment=comment, measure=Measure.HOLD, decided_by=moderator, reverses=decision, case=case, now=now
    )


def _was_held(decision: Decision, comment: Comment) -> bool:
    """Say whether the comment was waiting, and could not be read, when this was decided."""
    earlier = comment.decisions.filter(pk__lt=decision.pk).order_by("pk").values_list("measure", flat=True)
    return lifecycle.replay(map(Measure, earlier)) == Status.HELD


def _let_wait(decision: Decision, comment: Comment, now: datetime, *, is_hidden: bool) -> Case:
    """Let a comment wait for a person as before, and with it the reports that the decision answered."""
    was, risk = decision.case, decision.case.risk if decision.case else 0
    if was and decisions.open_case(comment) is None:
        # another copy of the same campaign may have opened it already
        was.items.filter(comment=comment, case__closed_at__isnull=True).update(is_open=True)
    case = queue.put(comment=comment, reasons=was.grounds if was else (), risk=risk, now=now)
    is_held = is_hidden or case.items.filter(is_open=True, comment__status=Status.HELD).exists()
    waiting = F("report_count") + reports.reopen(decision=decision)
    Case.objects.filter(pk=case.pk).update(is_held=is_held, report_count=waiting)
    return case


def _hold_again(decision: Decision, comment: Comment, moderator: User, now: datetime) -> Decision:
    """Take back the removal or the redaction of a comment that nobody had let stand, and tell its author so."""
    held = undoing.undo(
        contested=decision,
        moderator=moderator,
        source=Source.OWN_INITIATIVE,
        case=_let_wait(decision, comment, now, is_hidden=True),
        measure=Measure.HOLD,
        now=now,
    )
    if decision.statement:
        notices.decision_taken_back(decision.statement, is_waiting=True, now=now)
    return held
