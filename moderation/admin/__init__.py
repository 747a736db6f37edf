"""The moderators' desk in the Django admin."""

from moderation.admin import case, comment, entries, records, thread, tuning, watch

__all__ = ["case", "comment", "entries", "records", "thread", "tuning", "watch"]
