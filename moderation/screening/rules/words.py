"""The words of the lists, in the open and disguised: ground 12 and whatever ground their entry names."""

from collections.abc import Iterator
from dataclasses import replace

from moderation.screening.listed import evidence_of
from moderation.screening.reading import Reading
from moderation.screening.rules.language import spoken
from moderation.screening.settings import Settings
from moderation.screening.types import Action, Evidence, Facts

#: Whether a word is an insult depends on what is said with it.
MILD = (5, 18)


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Find listed words. One that only asks to think again is let be in a text that reads like accepted ones."""
    languages = spoken(reading)
    excuses = settings.matchers.excuses(languages)
    for match in settings.matchers.words(languages).find(reading):
        for evidence in evidence_of(match, reading, excuses):
            is_mild = evidence.action == Action.NUDGE and evidence.ground in MILD and not evidence.disguised
            share = _share(reading, evidence.ground, match.entry.ground) if is_mild else 1.0
            is_let_be = share < settings.limit("mild_share") / 100
            yield replace(evidence, action=Action.NONE) if is_let_be else evidence


def _share(reading: Reading, *grounds: int | None) -> float:
    """The share of accepted comments that are cleaner, by the first ground of which enough was learned."""
    return next((reading.shares[ground] for ground in grounds if ground in reading.shares), 1.0)
