"""Ground 17: no language at all. One word over and over, a wall of emoji, hands on the keyboard."""

from collections import Counter
from collections.abc import Iterator

from moderation.screening.letters import implausible
from moderation.screening.reading import Reading, Word
from moderation.screening.remembering import Remembered
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

GROUND = 17
_IMPLAUSIBLE = Remembered(implausible)


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Find repetition and mashing. Letter statistics speak only of Latin letters."""
    whole = (0, len(reading.body))
    if _is_wall(reading, settings):
        yield Evidence("signs", GROUND, 0.8, *whole)
    words = _said(reading)
    if len(words) >= settings.limit("nonsense_repeated"):
        different = len(set(words))
        share = settings.limit("nonsense_repeated_share")
        # each of the other words stands there once at least: mostly that settles it
        may_repeat = len(words) - different + 1 >= share * len(words)
        most = Counter(words).most_common(1)[0][1] / len(words) if may_repeat else 0.0
        if most >= share or different / len(words) <= settings.limit("nonsense_variety"):
            yield Evidence("one word", GROUND, 0.9, *whole)
            return
    odd = set(filter(_IMPLAUSIBLE.__getitem__, reading.vocabulary))
    mashed = [word for word in reading.words if word.text in odd and not _is_name(reading, word)] if odd else []
    if not mashed:
        return
    letters = sum(len(word) for word in words if word.isalpha() or word in odd)
    mash = sum(word.end - word.start for word in mashed)
    if mash >= settings.limit("mash_letters") and mash / max(letters, 1) >= settings.limit("mash_share"):
        start, end = reading.folded.origin(mashed[0].start, mashed[-1].end)
        yield Evidence("mash", GROUND, 0.7, start, end)


def _said(reading: Reading) -> list[str]:
    """The words but for names that are called: whom a comment names says nothing of what it says."""
    text = reading.folded.text
    if "@" not in text:
        return reading.texts
    return [word.text for word in reading.words if text[word.start - 1 : word.start] != "@"]


def _is_name(reading: Reading, word: Word) -> bool:
    """Whether a word is written as names and German nouns are, as Llanfairpwllgwyngyll, or is part of an address."""
    is_in_address = reading.folded.text[word.start - 1 : word.start] == "/"
    return is_in_address or reading.folded.source(word.start, word.end).istitle()


def _is_wall(reading: Reading, settings: Settings) -> bool:
    """Whether the text is many signs and hardly a letter."""
    body, letters, share = reading.body, len(reading.letters), settings.limit("wall_letter_share")
    if letters > (len(body) - letters) * share:
        return False
    signs = sum(body.count(char) for char in set(body) if not char.isalnum() and not char.isspace())
    return signs >= settings.limit("wall_signs") and letters <= signs * share
