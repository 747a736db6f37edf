"""The words of the lists, in the open and disguised: ground 12 and whatever ground their entry names."""

from collections.abc import Iterator

from moderation.screening.reading import Reading
from moderation.screening.rules.language import spoken
from moderation.screening.settings import Settings
from moderation.screening.types import Action, Evidence, Facts

HATRED, PROFANITY = 2, 12
#: How sure an entry of each severity makes us.
SCORES = {1: 0.3, 2: 0.6, 3: 0.8, 4: 0.95}


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Find listed words. A disguise is evidence by itself: it lifts a word that is only frowned at to a nudge."""
    for match in settings.words_in(spoken(reading)).find(reading):
        entry = match.entry
        start, end = reading.folded.origin(match.start, match.end)
        if entry.ground == HATRED:
            # a slur is an oath whatever it is aimed at
            yield Evidence("oath", PROFANITY, 0.7, start, end, disguised=match.disguised)
        yield Evidence(
            kind="word",
            ground=entry.ground,
            score=min(0.99, SCORES.get(entry.severity, 0.6) + (0.1 if match.disguised else 0)),
            start=start,
            end=end,
            disguised=match.disguised,
            detail=entry.detail or "listed word",
            action=max(entry.action, Action.NUDGE) if match.disguised else entry.action,
        )
