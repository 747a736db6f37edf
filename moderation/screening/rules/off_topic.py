"""Ground 1: how far a comment is from its article and thread. It orders the queue and asks to think again."""

from collections.abc import Iterator
from functools import lru_cache

from moderation.screening.languages import known_as
from moderation.screening.reading import Reading
from moderation.screening.settings import Settings
from moderation.screening.topics import closeness, distance, stems
from moderation.screening.types import Evidence, Facts

GROUND = 1


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:
    """Score a comment by how little its words are those of the title, the text and the thread."""
    about = _topic(reading.draft.title, reading.draft.article)
    said = stems(reading.body)
    if not about:
        return
    known = [language for language in known_as(reading.draft.languages) if language in settings.heads]
    language = next((one for one in known if settings.heads[one].rarity), "")
    rarity = settings.heads[language].rarity if language else b""
    far = distance(closeness(said, about, facts.thread, rarity), facts.thread)
    reading.scores[GROUND] = round(far * 0.6, 3)
    is_long = len(said) >= settings.limit("off_topic_words") and len(about) >= settings.limit("off_topic_article_words")
    if is_long and far >= settings.limit("off_topic_distance", language):
        yield Evidence("distant", GROUND, far * 0.6)


@lru_cache(maxsize=64)
def _topic(title: str, article: str) -> frozenset[str]:
    return stems(title) | stems(article)
