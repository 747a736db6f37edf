"""The phrases of the lists: threats, urging, offers, despair."""

from collections.abc import Iterator

from moderation.screening.reading import Reading
from moderation.screening.rules.language import spoken
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

SCORES = {1: 0.4, 2: 0.6, 3: 0.8, 4: 0.95}


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Find listed phrases, each with its entry's ground and action."""
    for match in settings.phrases_in(spoken(reading)).find(reading):
        entry = match.entry
        start, end = reading.folded.origin(match.start, match.end)
        yield Evidence(
            kind="phrase",
            ground=entry.ground,
            score=SCORES.get(entry.severity, 0.6),
            start=start,
            end=end,
            detail=entry.detail or "listed phrase",
            action=entry.action,
        )
