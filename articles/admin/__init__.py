"""The newsroom in the Django admin."""

from articles.admin import (
    article,
    assignment,
    correction,
    digest,
    event,
    paper,
    photo,
    placement,
    push,
    subscription,
    tag,
)

__all__ = [
    "article",
    "assignment",
    "correction",
    "digest",
    "event",
    "paper",
    "photo",
    "placement",
    "push",
    "subscription",
    "tag",
]
