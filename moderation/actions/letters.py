"""Letters that come by e-mail: put together from their parts, then treated as any other."""

from datetime import datetime

from django.db import transaction

from moderation import notices
from moderation.actions import appeals
from moderation.enums import AppealKind, AppealState, Channel
from moderation.letters import Letter
from moderation.models import Appeal, Sanction


@transaction.atomic
def receive(*, letter: Letter, now: datetime) -> Appeal:
    """File a letter that came by mail; the same message twice is one letter.

    An incomplete letter is answered with what is missing. What comes later is added to it, and it keeps the day it
    first came (D11). Raises AlreadyOpen where an earlier letter about the sanction waits for its answer.
    """
    if letter.message_id and (known := Appeal.objects.filter(message_id=letter.message_id).order_by("pk").first()):
        return known
    appeal = _earlier_part(letter) or Appeal(
        kind=AppealKind.RESTORATION,
        channel=Channel.EMAIL,
        state=AppealState.INCOMPLETE,
        sender=letter.sender,
        received_at=min(letter.sent_at or now, now),
    )
    appeal.message_id = letter.message_id
    appeal.subject = appeal.subject or letter.subject
    appeal.user_id = appeal.user_id or letter.user_id
    appeal.explanation = appeal.explanation or letter.explanation
    appeal.missing = missing_parts(appeal)
    _find_person(appeal)
    if appeal.missing:
        appeal.save()
        notices.letter_incomplete(appeal, now=now)
        return appeal
    return appeals.enter(appeal, now)


def missing_parts(appeal: Appeal) -> list[str]:
    """Name the parts of the letter that are missing, in the order in which people are told."""
    return [part for part in ("subject", "user_id", "explanation") if not getattr(appeal, part).strip()]


def _earlier_part(letter: Letter) -> Appeal | None:
    """Find the incomplete letter that this message goes on: by its reference, or by sender."""
    waiting = Appeal.objects.filter(state=AppealState.INCOMPLETE, sender=letter.sender)
    if letter.reference:
        return waiting.filter(reference=letter.reference).first()
    return waiting.order_by("-received_at").first()


def _find_person(appeal: Appeal) -> None:
    """Find whose account the letter is about. An ID that fits nobody under a sanction counts as missing."""
    if not appeal.user_id:
        return
    sanction = Sanction.objects.in_force().filter(subject__public_id=appeal.user_id).select_related("subject").first()
    if sanction is None:
        appeal.user_id = ""
        appeal.missing = missing_parts(appeal)
        return
    appeal.person = sanction.subject
    appeal.language = sanction.subject.language
    appeal.sanction = sanction
    appeal.contested = sanction.imposed_by_decision
    appeal.contested_by = sanction.imposed_by_decision.decided_by
