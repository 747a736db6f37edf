"""The moderators' desk in the Django admin."""

from moderation.admin import case, comment, records

__all__ = ["case", "comment", "records"]
