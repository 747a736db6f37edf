"""How comments come into the moderators' queue: one open case for each, one for a whole campaign of near-copies."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from moderation.enums import CaseKind, Status
from moderation.models import Case, CaseComment, Comment


@transaction.atomic
def put(*, comment: Comment, reasons: Iterable[str], risk: int, now: datetime, by_report: bool = False) -> Case:
    """Let a comment wait for a person: in the case it is in, in its closed one opened again (C14), or in a new one."""
    case = _waiting(comment) or _reopened(comment, now) or _opened(comment, now)
    case.items.filter(comment=comment).update(version=comment.version)
    _weigh(case, comment, reasons, risk, by_report=by_report)
    return case


@transaction.atomic
def join(*, comment: Comment, copied: Iterable[Comment], reasons: Iterable[str], risk: int, now: datetime) -> Case:
    """Put a near-copy into one case with the comments it copies (C84): the campaign is decided as one."""
    case = _campaign_of(copied) or put(comment=comment, reasons=reasons, risk=risk, now=now)
    for member in (*copied, comment):
        _add(case, member)
    case.kind = CaseKind.CAMPAIGN
    case.save(update_fields=["kind"])
    _weigh(case, comment, reasons, risk)
    return case


def _waiting(comment: Comment) -> Case | None:
    return Case.objects.waiting().filter(items__comment=comment, items__is_open=True).order_by("pk").first()


def _reopened(comment: Comment, now: datetime) -> Case | None:
    """Open the comment's last case again: its decisions show who approved it, and when."""
    item = comment.case_items.filter(case__closed_at__isnull=False).select_related("case").order_by("-pk").first()
    if item is None:
        return None
    item.is_open = True
    item.save(update_fields=["is_open"])
    case = item.case
    case.closed_at, case.opened_at, case.risk, case.report_count = None, now, 0, 0
    case.save(update_fields=["closed_at", "opened_at", "risk", "report_count"])
    return case


def _opened(comment: Comment, now: datetime) -> Case:
    """Open a case. Where another writer was quicker, theirs is the one."""
    try:
        with transaction.atomic():
            case = Case.objects.create(article_id=comment.article_id, opened_at=now)
            CaseComment.objects.create(case=case, comment=comment, version=comment.version)
    except IntegrityError:
        found = _waiting(comment)
        if found is None:
            raise
        return found
    return case


def _campaign_of(copied: Iterable[Comment]) -> Case | None:
    """Find the case that already waits for one of the copied comments."""
    waiting = Case.objects.waiting().filter(items__comment__in=copied, items__is_open=True)
    return waiting.order_by("pk").first()


def _add(case: Case, comment: Comment) -> None:
    """Add a comment to a case, unless it waits in one."""
    if not comment.case_items.filter(is_open=True).exists():
        CaseComment.objects.update_or_create(
            case=case, comment=comment, defaults={"version": comment.version, "is_open": True}
        )


def _weigh(case: Case, comment: Comment, reasons: Iterable[str], risk: int, *, by_report: bool = False) -> None:
    """Note why the case waits; its risk is the highest of its parts.

    The first statement locks the row, so that the reasons read after it are the newest and none is lost.
    """
    row = Case.objects.filter(pk=case.pk)
    row.update(risk=Greatest("risk", risk), report_count=F("report_count") + int(by_report))
    if comment.status == Status.HELD:
        row.update(is_held=True)
    grounds = row.values_list("grounds", flat=True).get()
    row.update(grounds=sorted({*grounds, *reasons}))
    case.refresh_from_db()
