"""The words of the lists, in the open and disguised: ground 12 and whatever ground their entry names."""

from collections.abc import Iterator

from moderation.screening.listed import evidence_of
from moderation.screening.reading import Reading
from moderation.screening.rules.language import spoken
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Find listed words."""
    for match in settings.words_in(spoken(reading)).find(reading):
        yield from evidence_of(match, reading)
