"""Ground 1: how far a comment is from its article. It orders the queue; people decide."""

from collections.abc import Iterator
from functools import lru_cache

from moderation.screening.fingerprints import WORDS
from moderation.screening.folding import fold
from moderation.screening.reading import Reading
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

GROUND = 1
#: Short words carry no topic in the languages we know; five letters stand for the word and its endings.
SHORTEST, STEM = 4, 5


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Score a comment by the share of its longer words that the article's title and text do not know."""
    about = _topic(f"{reading.draft.title} {reading.draft.article}")
    if len(about) < settings.limit("off_topic_article_words"):
        return
    said = {word[:STEM] for word in reading.vocabulary if len(word) >= SHORTEST}
    if len(said) < settings.limit("off_topic_words"):
        return
    distance = 1 - len(said & about) / len(said)
    reading.scores[GROUND] = distance * 0.6
    if distance >= settings.limit("off_topic_distance"):
        yield Evidence("distant", GROUND, distance * 0.6)


@lru_cache(maxsize=64)
def _topic(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in WORDS.findall(fold(text)) if len(word) >= SHORTEST)
