"""Where decisions are written down, and with each one the comment's status, place, counts and finished card.

Nothing here relies on row locks: a comment is changed by an UPDATE that names the state it was judged in, and a
comment that has changed meanwhile is refused (StaleComment). Rows are written in one order everywhere (comment,
parent, thread), so that two writers wait for each other instead of for ever.
"""

from copy import copy
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, F, IntegerField, QuerySet

from accounts.models import PolicyVersion, User
from accounts.prepared import Given, PreparedEntry, PreparedInsert, PreparedUpdate
from accounts.rows import made
from articles import pages
from moderation import cards, lifecycle
from moderation.actions import answered
from moderation.enums import Measure, Source, Status
from moderation.models import Case, Comment, CommentVersion, Decision, Ground, StatementOfReasons, Thread

#: Columns that tell whether a comment is still what somebody judged.
JUDGED = ("status", "version", "withdrawn_at", "erased_at", "chosen_at", "corrected_at")


class StaleComment(Exception):
    """The comment changed since it was loaded: somebody edited, withdrew or decided it."""

    def __init__(self, comment: Comment) -> None:
        self.comment = comment
        super().__init__(f"Comment {comment} has changed meanwhile. Load it again and decide on what it says now.")


@dataclass(frozen=True)
class Text:
    """A comment's wording: as typed, cleaned, and its fingerprints for finding repeats."""

    body: str
    html: str
    digest: int | None = None
    band_1: int | None = None
    band_2: int | None = None
    band_3: int | None = None
    band_4: int | None = None
    sketch: int | None = None


@transaction.atomic(savepoint=False)
def enter(*, comment: Comment, measure: Measure, now: datetime, last_number: int | None = None) -> Decision:
    """Store a new comment at the end of its thread, with its first decision: the screening's.

    `last_number` is the thread's newest as far as the caller knows; when it still is, a statement is saved.
    """
    _begin(comment, measure, now)
    if comment.is_readable and comment.parent_id:
        _count_replies(comment, 1, comment.parent_id)
    _put(comment, _next_number(comment, last_number))
    _COMMENT.store(comment)
    if comment.is_readable and (counts := answered.of_thread(comment, 1)):
        Thread.objects.filter(article=comment.article_id).update(**counts)
    pages.touch(article=comment.article_id)
    return _write(comment, measure=measure, version=comment.version, now=now)


def enter_at_once(*, comment: Comment, measure: Measure, now: datetime, last_number: int) -> bool:
    """Do what `enter` does in one statement, and say whether that was done.

    It is not where the database takes no such statement, for a reply or a question to experts (which change more), and
    when anything is no longer as the caller knows it: then nothing is stored, and `enter` finds out what is the matter.
    """
    if comment.parent_id or comment.part or not _ENTRY.is_possible:
        return False
    _begin(comment, measure, now)
    _put(comment, last_number + 1)
    known = {"article": comment.article_id, "readable": int(comment.is_readable), "last": last_number}
    try:
        _ENTRY.store(comment, _decision(comment, measure=measure, version=comment.version, now=now), **known)
    except IntegrityError:
        return False
    pages.touch(article=comment.article_id)
    return True


@transaction.atomic
def record(
    *,
    comment: Comment,
    measure: Measure,
    now: datetime,
    version: int | None = None,
    decided_by: User | None = None,
    ground: Ground | None = None,
    rules_version: PolicyVersion | None = None,
    case: Case | None = None,
    source: Source = Source.OWN_INITIATIVE,
    statement: StatementOfReasons | None = None,
    omission: str = "",
    reverses: Decision | None = None,
    text: Text | None = None,
) -> Decision:
    """Write a decision down and bring the comment to the state it implies; `text` replaces its wording.

    `version` is the one that was judged, if that may be another than the loaded one. Load the comment with
    `Comment.objects.with_context()`. Raises lifecycle.IllegalTransition where the table has no line, and StaleComment
    when the comment is no longer what was judged; `comment` then still holds the old values.
    """
    judged = comment.version
    if version not in (None, judged):
        raise StaleComment(comment)
    changes: dict[str, Any] = {"status": lifecycle.after(Status(comment.status), measure)}
    if changes["status"] == Status.PUBLISHED and comment.placed_at is None:
        changes["placed_at"] = now
    ruling = cards.Ruling(ground.number, rules_version.number) if ground and rules_version else None
    if text is None:
        change(comment=comment, ruling=ruling, **changes)
    else:
        changes |= _marks(measure, now, is_reversal=reverses is not None)
        _reword(comment, text, by=decided_by or comment.author, now=now, ruling=ruling, **changes)
        judged = judged if measure == Measure.REDACT else comment.version
    return _write(
        comment,
        measure=measure,
        version=judged,
        now=now,
        decided_by=decided_by,
        ground=ground,
        rules_version=rules_version,
        case=case,
        source=source,
        statement=statement,
        omission=omission,
        reverses=reverses,
    )


def _marks(measure: Measure, now: datetime, *, is_reversal: bool) -> dict[str, datetime | None]:
    """Say what shows that the wording was changed: an author's edit, a redaction, or that a redaction was undone."""
    if measure == Measure.REDACT:
        return {"redacted_at": now}
    return {"redacted_at": None} if is_reversal else {"edited_at": now}


@transaction.atomic
def change(*, comment: Comment, ruling: cards.Ruling | None = None, **changes: Any) -> None:  # columns
    """Write columns of a comment, with its card and the counts that follow; refuse a comment that changed meanwhile.

    An editor's choice was made for a text that can be read, and goes with it.
    """
    changed = copy(comment)
    for column, value in changes.items():
        setattr(changed, column, value)
    if comment.chosen_at and not (changed.is_readable and changed.version == comment.version):
        changed.chosen_at = changes["chosen_at"] = None
    changed.card = cards.render(changed, ruling)
    as_judged = Comment.objects.filter(pk=comment.pk, **{column: getattr(comment, column) for column in JUDGED})
    if not as_judged.update(card=changed.card, **changes):
        raise StaleComment(comment)
    _count(comment, changed.is_readable - comment.is_readable)
    for column, value in {**changes, "card": changed.card}.items():
        setattr(comment, column, value)
    pages.touch(article=comment.article_id)
    if comment.corrected_at:  # the edition's page of corrections leads to it
        pages.touch(edition=comment.article.edition_id)


def _begin(comment: Comment, measure: Measure, now: datetime) -> None:
    comment.status = lifecycle.after(None, measure)
    comment.placed_at = now if comment.status == Status.PUBLISHED else None


def _put(comment: Comment, number: int) -> None:
    """Give a new comment its number, and what follows from it."""
    comment.number = number
    comment.path, comment.depth = place_of(comment)
    comment.card = cards.render(comment)


def _next_number(comment: Comment, last_number: int | None) -> int:
    """Take the next number of the thread: the UPDATE's own lock makes the value read after it ours."""
    taken = {"article": comment.article_id, "readable": int(comment.is_readable)}
    if last_number is not None and _RAISE_KNOWN.send(last=last_number, **taken):
        return last_number + 1
    if not _RAISE.send(**taken):
        Thread.objects.bulk_create([Thread(article_id=comment.article_id)], ignore_conflicts=True)
        _RAISE.send(**taken)
    return Thread.objects.values_list("last_number", flat=True).get(article=comment.article_id)


def _thread() -> QuerySet[Thread]:
    return Thread.objects.filter(article=Given("article", BigIntegerField()))


def _thread_as_known() -> QuerySet[Thread]:
    return _thread().filter(last_number=Given("last", IntegerField()))


_RAISED = {
    "last_number": F("last_number") + 1,
    "published_count": F("published_count") + Given("readable", IntegerField()),
}
_RAISE, _RAISE_KNOWN = PreparedUpdate(_thread, **_RAISED), PreparedUpdate(_thread_as_known, **_RAISED)
_COMMENT, _DECISION = PreparedInsert(Comment), PreparedInsert(Decision)
_ENTRY = PreparedEntry[Comment](_RAISE_KNOWN, "last_number", (Comment, "number"), (Decision, "comment_id"))


def place_of(comment: Comment) -> tuple[str, int]:
    """Give the comment's path and depth: below its parent, or beside it where indentation ends (C3)."""
    own = f"{comment.number:0{Comment.PATH_STEP}}"
    if comment.parent is None:
        return own, 0
    depth = min(comment.parent.depth + 1, Comment.MAX_DEPTH)
    return comment.parent.path[: depth * Comment.PATH_STEP] + own, depth


def _reword(
    comment: Comment,
    text: Text,
    *,
    by: User,
    now: datetime,
    ruling: cards.Ruling | None,
    **changes: Any,  # columns
) -> None:
    """Replace the wording and keep the one before; the version is taken first, so that only one writer has it."""
    before = CommentVersion(
        comment=comment,
        number=comment.version,
        body=comment.body,
        html=comment.html,
        replaced_at=now,
        replaced_by=by,
    )
    change(comment=comment, ruling=ruling, version=comment.version + 1, **asdict(text), **changes)
    before.save(force_insert=True)


def _count(comment: Comment, gained: int) -> None:
    """Keep the counts of readable comments, on the comment that was answered and on the thread."""
    if not gained:
        return
    if comment.parent_id:
        _count_replies(comment, gained, comment.parent_id)
    counts = {"published_count": F("published_count") + gained, **answered.of_thread(comment, gained)}
    Thread.objects.filter(article=comment.article_id).update(**counts)


def _count_replies(comment: Comment, gained: int, parent: int) -> None:
    more = answered.of_question(comment, gained)
    Comment.objects.filter(pk=parent).update(reply_count=F("reply_count") + gained, **more)


def _write(comment: Comment, **columns: Any) -> Decision:  # columns
    return _DECISION.store(_decision(comment, **columns))


def _decision(comment: Comment, *, version: int, now: datetime, **columns: Any) -> Decision:  # columns
    return made(Decision, subject=comment.author, comment=comment, comment_version=version, made_at=now, **columns)
