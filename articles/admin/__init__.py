"""The newsroom in the Django admin."""

from articles.admin import (
    article,
    assignment,
    brief,
    bulk,
    correction,
    digest,
    event,
    link,
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
    "brief",
    "bulk",
    "correction",
    "digest",
    "event",
    "link",
    "paper",
    "photo",
    "placement",
    "push",
    "subscription",
    "tag",
]
