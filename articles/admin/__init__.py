"""The newsroom in the Django admin."""

from articles.admin import article, event, paper, photo

__all__ = ["article", "event", "paper", "photo"]
