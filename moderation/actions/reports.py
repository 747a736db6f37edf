"""Reports by readers and notices of illegal content by anybody (DSA Art. 16)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from moderation import notices, reporters, risk
from moderation.actions import queue
from moderation.enums import Measure, ReportKind, ReportOutcome, SealReason, Source
from moderation.models import Comment, Decision, Ground, Misuse, Report, SealedCopy


class NothingToReport(ValueError):
    """The comment is no longer shown to anybody."""


class AlreadyReported(ValueError):
    """This reader's report on the comment is being looked at."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(f"Report {report.reference} on this comment is still open.")


class Paused(ValueError):
    """Nobody looks at what this person reports until then: they sent unfounded reports again and again (D20)."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(f"Reports of this person wait until {until}.")


@dataclass(frozen=True)
class Complaint:
    """What a reader says of a comment: a ground of the rules, or, with `ground` empty, that the law is broken."""

    ground: Ground | None = None
    text: str = ""
    name: str = ""
    email: str = ""
    is_in_good_faith: bool = False
    is_about_abuse: bool = False
    #: Somebody's life or safety is in danger: looked at at once, whoever says it.
    is_danger: bool = False
    language: str = "en"

    @property
    def kind(self) -> ReportKind:
        return ReportKind.GROUND if self.ground else ReportKind.ILLEGAL


@transaction.atomic
def lodge(
    *, comment: Comment, complaint: Complaint, reporter: User | None, now: datetime, is_objection: bool = False
) -> Report:
    """Take a report in, with a reference, and let the comment wait for a person, approved before or not (C14).

    Who reports the same version again under the same ground after it was decided has the answer at once: duplicate;
    but not who objects to that decision. Of who is paused a report under the rules is refused (Paused), and a notice
    waits for the end, unless it is about danger to somebody or the abuse of a child (DSA Art. 23(2)).
    """
    if not comment.is_readable and not (is_objection and _waits_sealed(comment, now)):
        raise NothingToReport
    waits_until = None if is_objection else _paused_until(complaint, reporter, now)
    report = _stored(comment, complaint, reporter, now)
    if waits_until:
        report.waits_until = waits_until
    elif not is_objection and _is_answered(report):
        report.outcome, report.decided_at = ReportOutcome.DUPLICATE, now
    else:
        report.case = queue.put(
            comment=comment, reasons=[reason(complaint)], risk=_risk(comment), now=now, by_report=True
        )
    report.save(update_fields=["case", "outcome", "decided_at", "waits_until"])
    notices.report_received(report, now=now)
    return report


def take_up(*, now: datetime) -> str:
    """Let the notices of people whose pause is over wait for a moderator; return how many."""
    due = list(Report.objects.open().filter(waits_until__lte=now).order_by("pk").values_list("pk", flat=True))
    return f"{sum(_taken_up(key, now) for key in due)} notices taken up"


@transaction.atomic
def _taken_up(key: int, now: datetime) -> bool:
    """Put a notice into the queue that waited; say whether it still did."""
    report = Report.objects.open().select_for_update().filter(pk=key, waits_until__lte=now).first()
    if report is None:
        return False
    comment = Comment.objects.with_context().get(pk=report.comment_id)
    if comment.erased_at is None or _waits_sealed(comment, now):
        why = reason(Complaint(is_about_abuse=report.is_about_abuse))
        report.case = queue.put(comment=comment, reasons=[why], risk=_risk(comment), now=now, by_report=True)
    else:
        report.outcome, report.decided_at = ReportOutcome.GONE, now
    report.waits_until = None
    report.save(update_fields=["case", "outcome", "decided_at", "waits_until"])
    return True


@transaction.atomic
def contest(*, report: Report, words: str, sender: str, now: datetime) -> Report:
    """Let the comment wait for a person again, with what its reporter says against the decision (due-process D05).

    What is erased is looked at by its sealed copy.
    Raises NothingToReport where it is gone already, AlreadyReported where the same is being looked at.
    """
    if report.outcome == ReportOutcome.OPEN:
        raise AlreadyReported(report)
    complaint = Complaint(
        ground=report.ground,
        text=words or report.text,
        name=report.name or ("" if report.reporter else sender),
        email=report.email or ("" if report.reporter else sender),
        is_in_good_faith=report.is_in_good_faith,
        is_about_abuse=report.is_about_abuse,
        language=report.language,
    )
    comment = Comment.objects.with_context().get(pk=report.comment_id)
    return lodge(comment=comment, complaint=complaint, reporter=report.reporter, now=now, is_objection=True)


@transaction.atomic
def settle(*, comment: Comment, outcome: ReportOutcome, now: datetime) -> int:
    """Answer every open report on a comment that has been decided (C13); return how many."""
    waiting = list(comment.reports.filter(outcome=ReportOutcome.OPEN).select_related("reporter").order_by("pk"))
    for report in waiting:
        report.outcome, report.decided_at = outcome, now
        report.save(update_fields=["outcome", "decided_at"])
        notices.report_decided(report, now=now)
    return len(waiting)


@transaction.atomic
def reverse(*, removal: Decision, now: datetime) -> int:
    """Close the reports that a wrong removal answered as unfounded, and tell their senders (C40); return how many."""
    answered = Report.objects.filter(comment=removal.comment_id, outcome=ReportOutcome.REMOVED)
    fallen = list(answered.filter(decided_at=removal.made_at).select_related("reporter").order_by("pk"))
    for report in fallen:
        report.outcome, report.decided_at = ReportOutcome.UNFOUNDED, now
        report.save(update_fields=["outcome", "decided_at"])
        notices.report_reversed(report, now=now)
    return len(fallen)


@transaction.atomic
def reopen(*, decision: Decision) -> int:
    """Let the reports wait again that a decision answered which is taken back; return how many.

    Whoever has reported the comment anew since waits already.
    """
    about = Report.objects.filter(comment=decision.comment_id)
    answered = about.filter(outcome__in=(ReportOutcome.KEPT, ReportOutcome.REMOVED), decided_at=decision.made_at)
    anew = about.open().filter(reporter__isnull=False).values("reporter")
    if comment := decision.comment:
        _waits_sealed(comment, decision.made_at)
    return answered.exclude(reporter__in=anew).update(outcome=ReportOutcome.OPEN, decided_at=None)


def source_for(comment: Comment, *, is_answered: bool = False) -> Source:
    """Say what a decision about the comment answers (Art. 17(3)(b)): a notice, a report, or nobody.

    Where the comment `is_answered`, what led to its removal counts as well as what still waits.
    """
    outcomes = (ReportOutcome.OPEN, ReportOutcome.REMOVED) if is_answered else (ReportOutcome.OPEN,)
    kinds = set(comment.reports.filter(outcome__in=outcomes).values_list("kind", flat=True))
    if ReportKind.ILLEGAL in kinds:
        return Source.NOTICE
    return Source.REPORT if kinds else Source.OWN_INITIATIVE


def reason(complaint: Complaint) -> str:
    """Name what is reported, for the queue's list."""
    if complaint.ground:
        return f"report:{complaint.ground.number}"
    return "report:abuse" if complaint.is_about_abuse else "report:illegal"


def record_of(author: User) -> risk.Record:
    """Count how people decided about the author's earlier comments."""
    decided = Decision.objects.filter(
        subject=author, decided_by__isnull=False, comment__isnull=False, reversals__isnull=True
    )
    return risk.Record(
        approved=decided.filter(measure__in=(Measure.PUBLISH, Measure.KEEP, Measure.RESTORE)).count(),
        removed=decided.filter(measure=Measure.REMOVE).count(),
    )


def _waits_sealed(comment: Comment, now: datetime) -> bool:
    """Let the sealed copy of an erased comment be decided by; say whether there is one."""
    copies = SealedCopy.objects.filter(comment=comment, comment__erased_at__isnull=False)
    return bool(copies.update(why=SealReason.REPORTED, counted_from=now))


def _paused_until(complaint: Complaint, reporter: User | None, now: datetime) -> datetime | None:
    """Say until when a notice waits because its sender is paused; raise Paused for a report under the rules."""
    if reporter is None or complaint.is_about_abuse or complaint.is_danger:
        return None
    pause = Misuse.objects.of(reporter).pausing(now).first()
    if pause and pause.ends_at and complaint.ground:
        raise Paused(pause.ends_at)
    return pause.ends_at if pause else None


def _stored(comment: Comment, complaint: Complaint, reporter: User | None, now: datetime) -> Report:
    report = Report(
        comment=comment,
        reporter=reporter,
        kind=complaint.kind,
        ground=complaint.ground,
        text=complaint.text,
        name=complaint.name,
        email=complaint.email,
        is_in_good_faith=complaint.is_in_good_faith,
        is_about_abuse=complaint.is_about_abuse,
        language=complaint.language,
        received_at=now,
    )
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError:
        earlier = Report.objects.filter(comment=comment, reporter=reporter, outcome=ReportOutcome.OPEN)
        found = earlier.order_by("pk").first() if reporter else None
        if found is None:
            raise
        raise AlreadyReported(found) from None
    return report


def _is_answered(report: Report) -> bool:
    """Say whether this reader has had an answer to this very report since the comment was last edited."""
    if report.reporter is None or report.kind == ReportKind.ILLEGAL:
        return False
    earlier = Report.objects.filter(
        comment=report.comment_id,
        reporter=report.reporter_id,
        ground=report.ground_id,
        outcome__in=(ReportOutcome.KEPT, ReportOutcome.UNFOUNDED),
        decided_at__gte=report.comment.edited_at or report.comment.submitted_at,
    )
    return earlier.exists()


def _risk(comment: Comment) -> int:
    """Weigh a reported comment: its reports, what the screening saw of this version, the author's record."""
    waiting = list(comment.reports.filter(outcome=ReportOutcome.OPEN).select_related("reporter"))
    seen = comment.findings.filter(version=comment.version).values_list("action", "score")
    return risk.total(
        risk.of_findings([(action, score or 0.0) for action, score in seen]),
        risk.of_reports(
            reporters.credits_of(waiting),
            is_illegal=any(one.kind == ReportKind.ILLEGAL for one in waiting),
            is_abuse=any(one.is_about_abuse for one in waiting),
        ),
        record=record_of(comment.author),
    )
