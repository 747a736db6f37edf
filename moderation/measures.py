"""What moderators do against people on this site, as its settings say it: told to readers and to programs (D02)."""

from typing import Any

from django.conf import settings

from moderation import ladder
from moderation.actions import appeals, misuse, suspensions
from moderation.models import Appeal


def in_force() -> dict[str, Any]:
    """Return how blocks come about, the usual steps and what misuse of reports leads to, as page and as JSON."""
    return {
        "block_mode": settings.BLOCK_MODE,
        "reply_days": settings.HEARING_DAYS,
        "steps": [{"measure": str(step.measure), "days": step.days} for step in ladder.steps()],
        "longest_suspension_days": suspensions.MOST_DAYS,
        "longest_pause_days": misuse.MOST_DAYS,
        "second_block_is_final": True,
        "answer_within_days": Appeal.ANSWER_WITHIN.days,
        "contest_within_days": appeals.WINDOW.days,
    }
