"""Ground 17: no language at all. One word over and over, a wall of emoji, hands on the keyboard."""

import re
from collections import Counter
from collections.abc import Iterator

from moderation.screening.letters import implausible, surprise
from moderation.screening.meanings import known
from moderation.screening.reading import Reading, Word
from moderation.screening.remembering import Remembered
from moderation.screening.rules.language import LINGUA_FRANCA
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

GROUND = 17
_IMPLAUSIBLE = Remembered(implausible)
#: How surprising letters are from which words are none, and from which where there is nothing but such words.
STRANGE, STRANGE_ALONE = 3.3, 3.1
#: Words that are looked at, letters a word needs, the share of all letters that they need; so many words are alone.
FEWEST, SHORTEST, SHARE, ALONE = 2, 3, 0.6, 4
#: One of the words may be a little one of some language, and so many of more.
LITTLE = 0.15
#: A letter drawn out, and what laughs; so few different letters are a cry.
DRAWN_OUT, CRY = re.compile(r"(.)\1\1|^[haeijkxsu]{6,}$"), 3
VOWELS = frozenset("aeiouy")


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
    yield from _mashed(reading, words, settings) or _strange(reading, settings)


def _mashed(reading: Reading, words: list[str], settings: Settings) -> list[Evidence]:
    """Words that nobody can pronounce, or that fingers ran along."""
    odd = set(filter(_IMPLAUSIBLE.__getitem__, reading.vocabulary))
    mashed = [word for word in reading.words if word.text in odd and not _is_name(reading, word)] if odd else []
    if not mashed:
        return []
    letters = sum(len(word) for word in words if word.isalpha() or word in odd)
    mash = sum(word.end - word.start for word in mashed)
    if mash >= settings.limit("mash_letters") and mash / max(letters, 1) >= settings.limit("mash_share"):
        return [Evidence("mash", GROUND, 0.7, *reading.folded.origin(mashed[0].start, mashed[-1].end))]
    return []


def _strange(reading: Reading, settings: Settings) -> list[Evidence]:
    """Words that can be pronounced, but whose letters follow one another as in no language that we know."""
    if max(reading.little_words.values(), default=0) > max(1, LITTLE * len(reading.vocabulary)):
        return []
    unknown = reading.vocabulary - _vocabulary(reading)
    strange = {word for word in unknown if _may_be_strange(word)} if len(unknown) >= FEWEST else set()
    if len(strange) < FEWEST:
        return []
    places = [word for word in reading.words if word.text in strange and _is_bare(reading, word)]
    different = {word.text for word in places}
    letters, share = sum(map(len, different)), sum(len(word.text) for word in places) / max(len(reading.letters), 1)
    if len(different) < FEWEST or letters < settings.limit("mash_letters") or share < SHARE:
        return []
    mean = sum(surprise(word) * len(word) for word in different) / letters
    is_alone = len(different) >= ALONE and len(places) == len(reading.words)
    if mean < (STRANGE_ALONE if is_alone else STRANGE):
        return []
    return [Evidence("mash", GROUND, 0.6, *reading.folded.origin(places[0].start, places[-1].end))]


def _vocabulary(reading: Reading) -> frozenset[str]:
    """The words of English, which readers everywhere use."""
    meanings = known(LINGUA_FRANCA)
    return frozenset(meanings.index.keys() & reading.vocabulary) if meanings else frozenset()


def _may_be_strange(word: str) -> bool:
    is_plain = len(word) >= SHORTEST and word.isascii() and word.isalpha()
    return is_plain and len(set(word)) > CRY and not VOWELS.isdisjoint(word) and DRAWN_OUT.search(word) is None


def _is_bare(reading: Reading, word: Word) -> bool:
    """Whether a word is no name, no address and no tag, and was typed without accents."""
    source = reading.folded.source(word.start, word.end)
    return (
        source.isascii()
        and not source[0].isupper()
        and reading.folded.text[word.start - 1 : word.start] not in {*"@#/."}
    )


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
