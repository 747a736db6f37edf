"""Ground 19: a text that shouts."""

from collections.abc import Iterator

from moderation.screening.letters import alternates
from moderation.screening.reading import Reading
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

GROUND = 19


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Find a text written all or mostly in capitals. Acronyms and scripts without case are left alone."""
    body = reading.body
    if body.islower():
        return
    words = body.split()
    wavering = [word for word in words if not (word.islower() or word.istitle()) and alternates(word)]
    if len(wavering) >= settings.limit("capitals_words") and 2 * len(wavering) >= len(words):
        yield Evidence("alternating", GROUND, len(wavering) / len(words), 0, len(body))
        return
    shouted = [word for word in words if word.isupper() and len(word) > 1 and word.upper() != word.lower()]
    if len(shouted) < settings.limit("capitals_words"):
        return
    cased = sum(len(word) for word in words if word.upper() != word.lower())
    if cased < settings.limit("capitals_letters") or max(map(len, shouted)) < settings.limit("capitals_longest"):
        return
    share = sum(map(len, shouted)) / cased
    if share >= settings.limit("capitals_share"):
        yield Evidence("shouting", GROUND, share, 0, len(body))
