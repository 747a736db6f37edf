"""The phrases of the lists: threats, urging, offers, despair. Signs of advertising are weighed elsewhere."""

from collections.abc import Iterator

from moderation.screening.listed import evidence_of_first
from moderation.screening.reading import Reading
from moderation.screening.rules.advertising import GROUND as ADVERTISING
from moderation.screening.rules.language import spoken
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Find listed phrases, each with its entry's ground and action."""
    languages = spoken(reading)
    places = settings.matchers.phrases(languages).places(reading)
    found = [match for match in places if match.entry.ground != ADVERTISING]
    if found:
        yield from evidence_of_first(found, reading, settings.matchers.excuses(languages))
