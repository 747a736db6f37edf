"""The moderators' desk in the Django admin."""

from moderation.admin import case, comment, records, tuning

__all__ = ["case", "comment", "records", "tuning"]
