"""A ground whose marks people mostly do not uphold only orders the queue from then on (screening.md, Watch it)."""

from datetime import datetime

from moderation import upheld
from moderation.actions import tuning
from moderation.actions.tuning import Changes
from moderation.enums.screening import ScreeningAction
from moderation.models import PolicyRow


def review(*, now: datetime) -> str:
    """Let the marks of such grounds ask for nothing any more; name the grounds.

    Only what marks is changed, not what holds or asks the writer, and by a ruleset that says so and can be taken back.
    """
    weak = {ground for ground, tally in upheld.by_ground(now).items() if tally.is_mostly_wrong}
    marking = PolicyRow.objects.filter(ground__in=weak - {None}, action=ScreeningAction.FLAG)
    changes = {row.pk: ScreeningAction.NONE.value for row in marking}
    if not changes:
        return ""
    tuning.change(Changes(policy=changes), by=None, now=now)
    return f"Marks under {', '.join(f'ground {ground}' for ground in sorted(filter(None, weak)))} only order the queue."
