"""What moderators decide about comments. Each judges the comment as they saw it, or is refused.

`version` is the text they had on screen and `status` what it said of the comment; left out, the status is not compared.
`use` is what the comment of somebody whose data is only kept is decided for all the same.
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts.actions import restrictions
from accounts.actions.restrictions import Use
from accounts.locale import as_read_in
from accounts.models import User
from accounts.safety.sanitize import clean_comment
from moderation import lifecycle, notices, permissions
from moderation.actions import cases, ledger, reports, seals, statements, undoing
from moderation.actions.statements import Reasons
from moderation.enums import Measure, ReportOutcome, SealReason, Source, Status
from moderation.models import Case, Comment, Decision


class NotAModerator(PermissionError):
    """This person may not decide about comments."""


class NothingRedacted(ValueError):
    """The redacted text is the same as before, or empty, or erased: remove the comment instead."""


def publish(
    *,
    comment: Comment,
    version: int,
    moderator: User,
    now: datetime,
    status: str = "",
    case: Case | None = None,
    use: Use | None = None,
) -> Decision:
    """Publish a held comment, or confirm a published one. Raises ledger.StaleComment if it is not as it was seen."""
    measure = Measure.KEEP if comment.placed_at and comment.is_readable else Measure.PUBLISH
    comment = as_seen(comment, version, status, moderator, use=use, now=now)
    return _decide(comment=comment, measure=measure, moderator=moderator, now=now, case=case)


@transaction.atomic
def remove(
    *,
    comment: Comment,
    version: int,
    moderator: User,
    reasons: Reasons,
    now: datetime,
    status: str = "",
    case: Case | None = None,
    use: Use | None = None,
) -> Decision:
    """Remove a comment under a ground, with its statement of reasons in the same transaction (V1, C33).

    The text stays, sealed, until the time to complain is over (C31). Raises ledger.StaleComment where the author or
    a colleague has changed it meanwhile, lifecycle.IllegalTransition where the comment is removed already.
    """
    return restrict(
        comment=as_seen(comment, version, status, moderator, use=use, now=now),
        measure=Measure.REMOVE,
        moderator=moderator,
        reasons=reasons,
        now=now,
        case=case,
    )


@transaction.atomic
def redact(
    *,
    comment: Comment,
    version: int,
    moderator: User,
    body: str,
    reasons: Reasons,
    now: datetime,
    status: str = "",
    case: Case | None = None,
    use: Use | None = None,
) -> Decision:
    """Replace the text by `body`, which leaves out what breaks a rule; mark it and tell the author (product 7)."""
    if comment.erased_at or not body.strip() or body.strip() == comment.body.strip():
        raise NothingRedacted
    return restrict(
        comment=as_seen(comment, version, status, moderator, use=use, now=now),
        measure=Measure.REDACT,
        moderator=moderator,
        reasons=reasons,
        now=now,
        case=case,
        text=ledger.Text(body.strip(), clean_comment(body.strip())),
    )


@transaction.atomic
def restore(
    *,
    comment: Comment,
    version: int,
    moderator: User,
    now: datetime,
    status: str = "",
    case: Case | None = None,
    use: Use | None = None,
) -> Decision:
    """Bring a wrongly removed comment back to its place, or what was taken out of it, without waiting for a letter.

    The author is told. Raises lifecycle.IllegalTransition where no restriction stands that could be taken back.
    """
    fresh = as_seen(comment, version, status, moderator, use=use, now=now)
    wrong = undoing.standing(fresh)
    if wrong is None:
        raise lifecycle.IllegalTransition(Status(fresh.status), Measure.RESTORE)
    decision = undoing.undo(
        contested=wrong,
        moderator=moderator,
        source=reports.source_for(fresh),
        case=case or open_case(fresh),
        now=now,
    )
    _settle(fresh, decision.case, ReportOutcome.KEPT, now)
    if wrong.statement:
        notices.decision_taken_back(wrong.statement, now=now)
    return decision


@transaction.atomic
def _decide(
    *,
    comment: Comment,
    measure: Measure,
    moderator: User,
    now: datetime,
    case: Case | None,
) -> Decision:
    """Record a decision that restricts nobody."""
    case = case or open_case(comment)
    decision = ledger.record(
        comment=comment,
        measure=measure,
        decided_by=moderator,
        source=reports.source_for(comment),
        case=case,
        now=now,
    )
    _settle(comment, case, ReportOutcome.KEPT, now)
    return decision


def restrict(
    *,
    comment: Comment,
    measure: Measure,
    moderator: User,
    reasons: Reasons,
    now: datetime,
    case: Case | None,
    text: ledger.Text | None = None,
    source: Source | None = None,
) -> Decision:
    """Issue the statement, record the decision that carries it, and settle reports and case.

    For who has seen the comment as it is and may decide, inside a transaction of the caller's.
    """
    case = case or open_case(comment)
    detected = statements.is_detected(comment, reasons.ground, case)
    reasons = replace(reasons, source=source or reports.source_for(comment), is_detected_automatically=detected)
    statement = statements.issue(
        person=comment.author,
        measure=measure,
        reasons=reasons,
        scope=_scope(comment, measure),
        content_at=comment.submitted_at,
        now=now,
    )
    decision = ledger.record(
        comment=comment,
        measure=measure,
        decided_by=moderator,
        ground=reasons.ground,
        rules_version=statement.clause.version,
        statement=statement,
        source=reasons.source,
        case=case,
        text=text,
        now=now,
    )
    _settle(comment, case, ReportOutcome.REMOVED, now)
    return decision


def as_seen(comment: Comment, version: int, status: str, moderator: User, *, use: Use | None, now: datetime) -> Comment:
    """Load the comment anew, for somebody who may decide and who has seen it as it is.

    What is only kept is decided for a reason of GDPR Art. 18(2) alone. Raises restrictions.Restricted, and OutOfReach
    for somebody whose role holds in other parts of the paper.
    """
    if not permissions.may_moderate(moderator):
        raise NotAModerator
    fresh = Comment.objects.with_context().get(pk=comment.pk)
    permissions.demand(moderator, permissions.DECIDE, fresh.article)
    permissions.demand_unshielded(moderator, fresh.author)
    if fresh.version != version or status not in ("", fresh.status):
        raise ledger.StaleComment(fresh)
    restrictions.check(person=fresh.author, use=use, staff=moderator, what=f"comment {fresh.pk}", now=now)
    return fresh


def _settle(comment: Comment, case: Case | None, outcome: ReportOutcome, now: datetime) -> None:
    """Close what the decision answers: the comment's reports, and its case when nothing else in it waits."""
    reports.settle(comment=comment, outcome=outcome, now=now)
    seals.count_anew(comment=comment, why=SealReason.DECIDED, now=now)
    if case:
        case.items.filter(comment=comment).update(is_open=False)
        cases.close_if_done(case=case, now=now)


def open_case(comment: Comment) -> Case | None:
    return Case.objects.waiting().filter(items__comment=comment, items__is_open=True).order_by("pk").first()


def _scope(comment: Comment, measure: Measure) -> str:
    """Say in the author's language what was restricted, and for how long (Art. 17(3)(a))."""
    with as_read_in(comment.author.language):
        submitted = timezone.localtime(comment.submitted_at)
        context = {"date": date_format(submitted, "DATETIME_FORMAT"), "title": comment.article.title}
        if measure == Measure.REDACT:
            what = gettext("Part of your comment of %(date)s under “%(title)s” was taken out. The rest stays.")
        else:
            what = gettext("Your comment of %(date)s under “%(title)s” was removed. Nobody but the moderators sees it.")
        end = gettext("This has no end, unless the decision is taken back.")
        return f"{what % context} {end}"
