"""The newsroom in the Django admin."""

from articles.admin import article, correction, digest, event, paper, photo, push, subscription, tag

__all__ = ["article", "correction", "digest", "event", "paper", "photo", "push", "subscription", "tag"]
