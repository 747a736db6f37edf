"""Ground 17: more comments than a person writes."""

from collections.abc import Iterator
from datetime import timedelta

from moderation.screening.reading import Reading
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

GROUND = 17


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Find a writer, or a network block, that posts faster than the limits allow."""
    if facts.now is not None:
        since = facts.now - timedelta(seconds=settings.limit("flood_window_seconds"))
        recent = [earlier for earlier in facts.by_author if earlier.submitted_at and earlier.submitted_at > since]
        most = settings.limit("flood_comments")
        if len(recent) >= most:
            yield Evidence("author", GROUND, min(1.0, 0.5 + len(recent) / (4 * most)))
    if facts.network_posts >= settings.limit("flood_network_comments"):
        yield Evidence("network", GROUND, 0.6)
