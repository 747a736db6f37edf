"""Grounds 3, 4, 8, 9, 13 and 14: words that say little alone and much beside one another."""

from collections.abc import Iterator

from moderation.screening.reading import Reading
from moderation.screening.rules.language import spoken
from moderation.screening.settings import Settings
from moderation.screening.types import Action, Evidence, Facts


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Find a drug beside an offer, a child beside desire, a call beside a target; what weighs less only orders."""
    for seen in settings.matchers.lexicon(spoken(reading)).seen(reading.texts):
        ground = settings.table[f"together.{seen.kind}"].ground
        if ground is not None:
            reading.weights[ground] = max(seen.weight, reading.weights.get(ground, 0.0))
        start, end = reading.words[seen.first].start, reading.words[seen.last].end
        yield Evidence(
            seen.kind,
            ground,
            seen.weight,
            *reading.folded.origin(start, end),
            action=None if seen.weight >= settings.limit("together_weight") else Action.NONE,
            entry=seen.entry,
        )
