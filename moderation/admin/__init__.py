"""The moderators' desk in the Django admin."""

from moderation.admin import (
    badge,
    case,
    choice,
    comment,
    entries,
    follow,
    harassment,
    imported,
    mistake,
    records,
    sealed,
    thread,
    tuning,
    watch,
    webhook,
)

__all__ = [
    "badge",
    "case",
    "choice",
    "comment",
    "entries",
    "follow",
    "harassment",
    "imported",
    "mistake",
    "records",
    "sealed",
    "thread",
    "tuning",
    "watch",
    "webhook",
]
