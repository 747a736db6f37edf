"""Sealed copies: what an open case keeps of a text whose author is erased, who opens it, and its end (C46, V14)."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import TextsAtErasure
from accounts.models import User
from accounts.privacy import dossier, periods, sealing
from moderation import permissions
from moderation.actions import cases, reports
from moderation.enums import Measure, ReportOutcome, SealReason, Status
from moderation.models import Appeal, Comment, Decision, Report, SealedCopy
from moderation.personal_data.retention import SEALED_COPIES


class NotAllowed(PermissionError):
    """This person does not decide the case."""


@transaction.atomic
def make(*, person: User, texts: TextsAtErasure, now: datetime) -> int:
    """Seal the person's texts that an open case is about, before they are erased; return how many.

    That is what is reported and not decided, what a letter is about, and what was removed while the removal can be
    contested. What stays readable without a name (C45) needs no copy.
    """
    copies = [_copy(comment, now) for comment in _needed(person, texts, now)]
    SealedCopy.objects.bulk_create(copies)
    return len(copies)


def of(comment: Comment) -> SealedCopy | None:
    """Return the sealed copy of an erased comment; None where there is none."""
    return SealedCopy.objects.filter(comment=comment).first() if comment.erased_at else None


def until(copy: SealedCopy) -> datetime:
    """Say when the copy's key is destroyed."""
    return copy.counted_from + periods.keep(SEALED_COPIES)


@transaction.atomic
def opened(*, copy: SealedCopy, by: User, purpose: str, now: datetime) -> str:
    """Return the text, after noting who opened it and what for (V58). Raise NotAllowed, sealing.KeyGone."""
    if not permissions.may_open_sealed(by, copy):
        raise NotAllowed
    what = f"sealed copy of comment {copy.comment_id}"
    dossier.log_access(staff=by, person=copy.comment.author, what=what, purpose=purpose, now=now)
    return sealing.opened(copy.key, bytes(copy.data))


def count_anew(*, comment: Comment, why: SealReason, now: datetime) -> None:
    """Count the period of the comment's copy from now on: its case was decided, or contested."""
    if comment.erased_at:
        SealedCopy.objects.filter(comment=comment).update(why=why, counted_from=now)


@transaction.atomic
def destroy(copies: QuerySet[SealedCopy], *, now: datetime) -> int:
    """End these copies, and their keys once that is stored; whoever still waits for a decision is told so (C61)."""
    # held, so that a reporter who contests the answer meanwhile is told, too, or refused
    rows = list(copies.select_related("comment").select_for_update(of=("self",)))
    for copy in rows:
        answer_as_gone(comment=copy.comment, now=now)
    SealedCopy.objects.filter(pk__in=[copy.pk for copy in rows]).delete()
    transaction.on_commit(partial(_destroy_keys, rows, now))
    return len(rows)


@transaction.atomic
def answer_as_gone(*, comment: Comment, now: datetime) -> None:
    """Take an erased comment out of the queue, where nothing is left to decide, and tell who reported it."""
    reports.settle(comment=comment, outcome=ReportOutcome.GONE, now=now)
    for item in comment.case_items.filter(is_open=True).select_related("case"):
        comment.case_items.filter(pk=item.pk).update(is_open=False)
        cases.close_if_done(case=item.case, now=now)


def _destroy_keys(rows: list[SealedCopy], now: datetime) -> None:
    sealing.destroy(copy.key for copy in rows)
    sealing.sweep({str(key) for key in SealedCopy.objects.values_list("key", flat=True)}, now=now)


def _needed(person: User, texts: TextsAtErasure, now: datetime) -> QuerySet[Comment]:
    here = OuterRef("pk")
    removals = Decision.objects.filter(comment=here, measure=Measure.REMOVE)
    recent = removals.filter(made_at__gt=now - periods.keep(SEALED_COPIES))
    found = Comment.objects.by(person).exclude(body="").filter(sealed_copy__isnull=True)
    found = found.annotate(
        is_reported=Exists(Report.objects.open().filter(comment=here)),
        is_contested=Exists(Appeal.objects.open().filter(contested__comment=here)),
    )
    found = found.filter(Q(is_reported=True) | Q(is_contested=True) | (Q(status=Status.REMOVED) & Exists(recent)))
    if texts == TextsAtErasure.KEEP:
        found = found.exclude(status=Status.PUBLISHED, withdrawn_at__isnull=True)
    return found.order_by("pk")


def _copy(comment: Comment, now: datetime) -> SealedCopy:
    version, text = comment.version, comment.body
    why, counted_from = SealReason.REPORTED, now
    if not Report.objects.open().filter(comment=comment).exists():
        why, counted_from, version, text = _contestable(comment, now)
    sealed = sealing.seal(text)
    return SealedCopy(
        comment=comment,
        version=version,
        why=why,
        key=sealed.key,
        data=sealed.data,
        sealed_at=now,
        counted_from=counted_from,
    )


def _contestable(comment: Comment, now: datetime) -> tuple[SealReason, datetime, int, str]:
    """Say why, since when and in which version a decided text is kept: what a redaction took out is the one before."""
    letter = Appeal.objects.open().filter(contested__comment=comment).select_related("contested").first()
    if letter is None:
        removal = comment.decisions.filter(measure=Measure.REMOVE).latest("pk")
        return SealReason.DECIDED, removal.made_at, comment.version, comment.body
    assert letter.contested  # noqa: S101 # found by it
    if letter.contested.measure == Measure.REDACT:
        before = comment.versions.filter(number=letter.contested.comment_version or 0).exclude(body="").first()
        if before:
            return SealReason.LETTER, now, before.number, before.body
    return SealReason.LETTER, now, comment.version, comment.body
