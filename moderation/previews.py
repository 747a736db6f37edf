"""What a change of the screening would have done to last month's comments, before it counts (C90)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from moderation import replay
from moderation.actions import tuning
from moderation.actions.tuning import Changes, Shift
from moderation.models import ListEntry
from moderation.replay import Replay


@dataclass(frozen=True)
class Preview:
    """What other numbers and policies would have done, and what other lists: each by itself, where there are any."""

    result: Replay | None
    shift: Shift | None


def preview(changes: Changes, *, now: datetime, off: Sequence[ListEntry] = (), on: Sequence[ListEntry] = ()) -> Preview:
    """Try numbers and policies, and lists without the entries `off` and with those `on`."""
    screened = changes.screened
    return Preview(
        result=replay.replay(screened, now=now) if screened else None,
        shift=tuning.shift(off=off, on=on, now=now) if off or on else None,
    )
