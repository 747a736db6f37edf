"""The newsroom in the Django admin."""

from articles.admin import article, paper, photo

__all__ = ["article", "paper", "photo"]
