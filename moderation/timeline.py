"""What happened around a decision, who decides next, and how many days are left (C87). Names nobody, quotes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from moderation.actions import appeals
from moderation.enums import AppealKind, AppealState, Measure, Who
from moderation.models import Appeal, Decision, Hearing, StatementOfReasons

#: What came before a block and led up to it, and how it ended.
LADDER = (Measure.WARN, Measure.SUSPEND, Measure.BLOCK, Measure.CLOSE, Measure.LIFT, Measure.ANNUL)
#: After these something else may still be asked for: a comment that waits is decided anew, a lifted block counts.
NOT_THE_END = (Measure.HOLD, Measure.LIFT)


@dataclass(frozen=True)
class Step:
    """Something that happened: when, what, by whom, and under which rule where one was applied."""

    at: datetime
    said: str
    who: Who
    ground: int | None = None
    version: int | None = None


@dataclass(frozen=True)
class Next:
    """What may come next: from whom, and until when, if there is an end to it."""

    who: Who
    said: str
    until: datetime | None = None
    days_left: int | None = None


@dataclass(frozen=True)
class Timeline:
    """The steps, the oldest first, and what may come next; nothing where all is over."""

    steps: list[Step]
    nexts: list[Next]


def find(reference: str, now: datetime) -> Timeline | None:
    """Return the line of time that a statement or a letter belongs to, by its reference; None for another one."""
    statement = StatementOfReasons.objects.filter(reference=reference).select_related("decision").first()
    if statement:
        return of(statement.decision, now)
    letter = Appeal.objects.filter(reference=reference).select_related("contested").first()
    return of_letter(letter, now) if letter else None


def of_letter(letter: Appeal, now: datetime) -> Timeline:
    """Return the line of the decision that a letter is about; of the letter alone while it does not say which."""
    if letter.contested:
        return of(letter.contested, now)
    return Timeline(_in_order(_of_letters([letter])), list(_waiting([letter], now)))


def of(decision: Decision, now: datetime) -> Timeline:
    """Return the line of a decision with what led up to it and what became of it. A fixed number of queries."""
    letters = list(Appeal.objects.filter(contested=decision).order_by("received_at", "pk"))
    answered = {letter.decided_at for letter in letters}
    ends = Decision.objects.filter(reverses=decision).select_related("rules_version").order_by("pk")
    steps = [*_before(decision), *_of_letters(letters)]
    steps += [_decided(end) for end in ends if end.made_at not in answered]
    is_over = any(end.measure not in NOT_THE_END for end in ends)
    return Timeline(_in_order(steps), list(_nexts(decision, letters, now, is_over=is_over)))


def _before(decision: Decision) -> Iterator[Step]:
    """Return the comment, what was decided about the person before, the decision, and how its reasons arrived."""
    if decision.comment:
        yield Step(decision.comment.submitted_at, _("The comment was sent."), Who.PERSON)
    if decision.measure in (Measure.BLOCK, Measure.CLOSE):
        earlier = Decision.objects.filter(subject=decision.subject_id, measure__in=LADDER, pk__lt=decision.pk)
        yield from map(_decided, earlier.select_related("rules_version", "statement").order_by("pk"))
        yield from _heard(decision)
    yield _decided(decision)
    if statement := decision.statement:
        if statement.delivered_at:
            yield Step(statement.delivered_at, _("The reasons were delivered by mail."), Who.SITE)
        if statement.viewed_at:
            yield Step(statement.viewed_at, _("The reasons were opened."), Who.PERSON)


def _heard(decision: Decision) -> Iterator[Step]:
    """Return how the person was heard before, where the site did so."""
    if hearing := Hearing.objects.filter(decision=decision).first():
        yield Step(hearing.opened_at, _("A block was announced, with time to reply."), Who.MODERATOR)
        if hearing.replied_at:
            yield Step(hearing.replied_at, _("A reply came."), Who.PERSON)


def _decided(decision: Decision) -> Step:
    who = Who.MODERATOR if decision.decided_by_id else Who.SITE
    version = decision.rules_version.number if decision.rules_version else None
    return Step(decision.made_at, _measure(decision), who, decision.ground_id if version else None, version)


def _measure(decision: Decision) -> str:
    """Say what was decided."""
    statement = decision.statement
    if decision.measure == Measure.SUSPEND and statement and statement.ends_at:
        return _("Commenting was suspended until %(day)s.") % {"day": _day(statement.ends_at)}
    said = {
        Measure.REMOVE: _("The comment was removed."),
        Measure.REDACT: _("A part of the comment was taken out."),
        Measure.WARN: _("A warning was given."),
        Measure.BLOCK: _("The account was blocked."),
        Measure.CLOSE: _("The account was deleted by the moderators."),
        Measure.LIFT: _("Access was restored. The sanction still counts."),
        Measure.ANNUL: _("The decision was annulled as wrong and no longer counts."),
        Measure.RESTORE: _("The decision was taken back: the comment stands again."),
        Measure.HOLD: _("The decision was taken back: the comment waits for another one."),
    }
    return said.get(Measure(decision.measure)) or str(Measure(decision.measure).label).capitalize()


def _of_letters(letters: list[Appeal]) -> Iterator[Step]:
    for letter in letters:
        about = {"reference": letter.reference, "kind": letter.get_kind_display(), "by": letter.get_channel_display()}
        yield Step(letter.received_at, _("Letter %(reference)s came by %(by)s: %(kind)s.") % about, Who.PERSON)
        if letter.completed_at and letter.completed_at.date() > letter.received_at.date():
            yield Step(letter.completed_at, _("What was missing in letter %(reference)s came.") % about, Who.PERSON)
        if letter.decided_at:
            about["outcome"] = letter.get_outcome_display()
            yield Step(
                letter.decided_at, _("Letter %(reference)s was answered: %(outcome)s.") % about, _answerer(letter)
            )


def _answerer(letter: Appeal) -> Who:
    """Say who answered: the rule alone, the one who had decided where there is no other, or another."""
    if letter.decided_by_id is None:
        return Who.RULE
    return Who.MODERATOR if letter.decided_by_id == letter.contested_by_id else Who.ANOTHER


def _nexts(decision: Decision, letters: list[Appeal], now: datetime, *, is_over: bool) -> Iterator[Next]:
    yield from _waiting(letters, now)
    statement = decision.statement
    if is_over or statement is None:
        return
    if decision.measure == Measure.SUSPEND and statement.ends_at and statement.ends_at > now:
        yield _next(Who.RULE, _("The suspension ends by itself."), statement.ends_at, now)
    asked = {letter.kind for letter in letters if letter.state != AppealState.DECIDED}
    closes = appeals.window_closes(statement)
    sanction = getattr(decision, "sanction", None)
    is_final = bool(sanction and sanction.is_final)
    for kind in appeals.kinds_for(statement):
        if kind in asked or (kind == AppealKind.RESTORATION and is_final):
            continue
        # restoration may be asked for at any time, and so may the review of a second sanction
        has_end = kind == AppealKind.COMPLAINT or (kind == AppealKind.REVIEW and not is_final)
        if not has_end or closes is None or closes > now:
            yield _next(Who.PERSON, _letter_about(kind), closes if has_end else None, now)


def _waiting(letters: list[Appeal], now: datetime) -> Iterator[Next]:
    for letter in letters:
        if letter.state == AppealState.OPEN:
            said = _("answers letter %(reference)s; not who took the decision, unless there is nobody else")
            yield _next(Who.ANOTHER, said % {"reference": letter.reference}, letter.due_at, now)
        elif letter.state == AppealState.INCOMPLETE:
            said = _("completes letter %(reference)s as the answer to it asks; it keeps the day on which it came")
            yield _next(Who.PERSON, said % {"reference": letter.reference}, None, now)


def _letter_about(kind: AppealKind) -> str:
    return {
        AppealKind.RESTORATION: _("may ask the moderators to restore access"),
        AppealKind.REVIEW: _("may ask for a review of the decision"),
        AppealKind.COMPLAINT: _("may complain about the decision"),
    }[kind]


def _next(who: Who, said: str, until: datetime | None, now: datetime) -> Next:
    left = (timezone.localdate(until) - timezone.localdate(now)).days if until else None
    return Next(who, said, until, left)


def _in_order(steps: Iterator[Step] | list[Step]) -> list[Step]:
    return sorted(steps, key=lambda step: step.at)


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
