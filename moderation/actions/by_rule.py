"""Letters that the rules answer: they leave a moderator nothing to decide, and have their answer the same day."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from accounts.locale import as_read_in
from moderation import notices
from moderation.enums import AppealOutcome, AppealState
from moderation.models import Appeal


def refuse_restoration(appeal: Appeal, now: datetime) -> Appeal:
    """Answer a request to restore access after a second sanction the same day, with reasons (product 12)."""
    with override(appeal.language):
        appeal.answer = gettext(
            "This is the second sanction against your account. Under the comment rules access cannot be restored after "
            "a second one, and no moderator can make an exception. If you think that one of the two decisions was "
            "wrong, ask for a review: if it was, the decision is annulled and no longer counts."
        )
    return _answered(appeal, AppealOutcome.UPHELD, now)


def refuse_late(appeal: Appeal, closed: datetime, now: datetime) -> Appeal:
    """Answer a letter by mail that came when the time to contest was over; the form refuses it itself."""
    with as_read_in(appeal.language):
        day = date_format(timezone.localtime(closed), "DATE_FORMAT")
        appeal.answer = gettext("The time to complain ended on %(day)s.") % {"day": day}
    return _answered(appeal, AppealOutcome.OMITTED, now)


def _answered(appeal: Appeal, outcome: AppealOutcome, now: datetime) -> Appeal:
    """Close a letter that leaves a moderator nothing to decide."""
    appeal.state = AppealState.DECIDED
    appeal.outcome = outcome
    appeal.decided_at = now
    appeal.save()
    notices.letter_decided(appeal, now=now)
    return appeal
