"""Taking back a wrong decision about a comment: its text and place come back, and the reports that led to it fall."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from moderation.actions import facts, ledger, reports
from moderation.actions.ledger import Text
from moderation.enums import MILDER, Measure, Source, Status
from moderation.models import Case, Comment, CommentVersion, Decision


@transaction.atomic
def undo(
    *,
    contested: Decision,
    moderator: User,
    now: datetime,
    source: Source = Source.COMPLAINT,
    case: Case | None = None,
    is_in_part: bool = False,
    measure: Measure = Measure.RESTORE,
) -> Decision:
    """Take a removal or a redaction back, with the reports that it answered (C40, D16).

    A decision that something else has overtaken (a colleague restored the comment, or removed it anew) is only noted
    as wrong: what stands in its place stands. Where it was wrong in part alone, the reports were right; what has been
    overtaken cannot be changed in part and is refused (ledger.StaleComment). `measure` is Measure.HOLD where the
    comment had waited until then: it waits again, and no report falls. A warning or a suspension took no comment
    away: it counts no more.
    """
    assert contested.comment_id  # noqa: S101 # a decision about a comment
    if contested.measure in MILDER:
        return note(contested=contested, moderator=moderator, source=source, case=case, now=now)
    comment = Comment.objects.with_context().get(pk=contested.comment_id)
    is_standing = still_counts(contested, comment)
    if is_in_part and not is_standing:
        raise ledger.StaleComment(comment)
    if not is_in_part and measure == Measure.RESTORE:
        reports.reverse(removal=contested, now=now)
    if not is_standing:
        return note(contested=contested, moderator=moderator, source=source, case=case, now=now)
    return ledger.record(
        comment=comment,
        measure=measure,
        decided_by=moderator,
        source=source,
        reverses=contested,
        case=case,
        text=_earlier_text(comment, contested) if contested.measure == Measure.REDACT else None,
        now=now,
    )


def note(
    *,
    contested: Decision,
    moderator: User,
    now: datetime,
    source: Source = Source.OWN_INITIATIVE,
    case: Case | None = None,
) -> Decision:
    """Write down that a decision was wrong, and leave the comment as it is."""
    return Decision.objects.create(
        measure=Measure.ANNUL,
        subject=contested.subject,
        decided_by=moderator,
        source=source,
        reverses=contested,
        case=case,
        made_at=now,
    )


def standing(comment: Comment) -> Decision | None:
    """Return the removal or the redaction that stands and can be taken back; None where there is none."""
    restrictions = comment.decisions.filter(measure__in=(Measure.REMOVE, Measure.REDACT), reversals__isnull=True)
    last = restrictions.order_by("-pk").first()
    return last if last and still_counts(last, comment) else None


def still_counts(contested: Decision, comment: Comment) -> bool:
    """Say whether the comment is as this decision left it, and what it took away is still kept."""
    if contested.measure == Measure.REDACT:
        is_unchanged = comment.version == (contested.comment_version or 0) + 1
        is_redacted = is_unchanged and comment.redacted_at is not None and comment.status == Status.PUBLISHED
        return is_redacted and bool(_earlier_text(comment, contested).body)
    last = comment.decisions.filter(measure=Measure.REMOVE).order_by("-pk").first()
    return comment.status == Status.REMOVED and last == contested and bool(comment.body)


def _earlier_text(comment: Comment, redaction: Decision) -> Text:
    before = CommentVersion.objects.get(comment=comment, number=redaction.comment_version or 0)
    return Text(before.body, before.html, **vars(facts.prints(before.body, comment.article)))
