"""The moderators' desk in the Django admin."""

from moderation.admin import case, choice, comment, entries, follow, mistake, records, sealed, thread, tuning, watch

__all__ = [
    "case",
    "choice",
    "comment",
    "entries",
    "follow",
    "mistake",
    "records",
    "sealed",
    "thread",
    "tuning",
    "watch",
]
