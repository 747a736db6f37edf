"""A removal or redaction that was right in part: what was wrong is taken back, what was right stands (V13)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.safety.sanitize import clean_comment
from moderation.actions import decisions, ledger, undoing
from moderation.actions.statements import Reasons
from moderation.enums import Measure, Source
from moderation.models import Case, Comment, CommentVersion, Decision


class AmendmentMissing(ValueError):
    """A decision is changed in part, and nobody says what holds instead."""


@dataclass(frozen=True)
class Amendment:
    """What holds instead: its reasons and the text that comes back; without text only the ground changes."""

    reasons: Reasons
    body: str = ""


@transaction.atomic
def amend(
    *, contested: Decision, amendment: Amendment, moderator: User, now: datetime, case: Case | None = None
) -> Decision:
    """Take the contested decision back and restrict anew, with a statement of its own; the reports stand.

    Raises ledger.StaleComment where something else has overtaken the decision, decisions.NothingRedacted where the
    text would come back whole: then the decision was wrong, and is annulled.
    """
    undoing.undo(contested=contested, moderator=moderator, case=case, now=now, is_in_part=True)
    assert contested.comment  # noqa: S101 # only decisions about comments are taken back so
    comment = Comment.objects.with_context().get(pk=contested.comment.pk)
    if comment.erased_at:
        raise ledger.StaleComment(comment)
    body = amendment.body.strip() or _left_by(contested)
    if body == comment.body.strip():
        raise decisions.NothingRedacted
    return decisions.restrict(
        comment=comment,
        measure=Measure.REDACT if body else Measure.REMOVE,
        moderator=moderator,
        reasons=amendment.reasons,
        source=Source.COMPLAINT,
        case=case,
        text=ledger.Text(body, clean_comment(body)) if body else None,
        now=now,
    )


def _left_by(contested: Decision) -> str:
    """Return the text that a redaction left; a removal left none."""
    if contested.measure != Measure.REDACT:
        return ""
    version = (contested.comment_version or 0) + 1
    return CommentVersion.objects.values_list("body", flat=True).get(comment=contested.comment_id, number=version)
