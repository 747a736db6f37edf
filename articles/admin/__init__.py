"""The newsroom in the Django admin."""

from articles.admin import article, correction, event, paper, photo, tag

__all__ = ["article", "correction", "event", "paper", "photo", "tag"]
