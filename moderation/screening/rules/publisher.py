"""Ground 6: an insult beside the publisher's own names."""

from collections.abc import Iterator

from moderation.screening.folding import fold
from moderation.screening.reading import Reading
from moderation.screening.rules.language import spoken
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

GROUND = 6
#: Grounds whose words are insults when they stand near a name.
INSULTS = frozenset({2, 5, 12, 18})


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:
    """Find the names of the site, its publisher or its staff; with an insult near, ask for another person's look."""
    text = reading.folded.text
    places = [
        (start, start + len(name))
        for name in map(fold, facts.publisher_names)
        if len(name) > 2 and (start := text.find(name)) >= 0
    ]
    if not places:
        return
    languages = spoken(reading)
    insults = [
        match
        for matcher in (settings.words_in(languages), settings.phrases_in(languages))
        for match in matcher.find(reading)
        if match.entry.ground in INSULTS
    ]
    reach = settings.limit("publisher_reach")
    for start, end in places:
        if any(insult.start - reach < end and start < insult.end + reach for insult in insults):
            first, last = reading.folded.origin(start, end)
            yield Evidence("insult", GROUND, 0.7, first, last)
