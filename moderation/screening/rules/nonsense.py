"""Ground 17: no language at all. One word over and over, a wall of emoji, hands on the keyboard."""

import re
from collections import Counter
from collections.abc import Iterator

from moderation.screening.dictionary import KNOWN
from moderation.screening.languages import SPOKEN_IN, identify
from moderation.screening.letters import ALPHABETS, implausible, surprise, surprise_in, turns, typed
from moderation.screening.meanings import known
from moderation.screening.reading import Reading, Word
from moderation.screening.remembering import Remembered
from moderation.screening.rules.language import LINGUA_FRANCA
from moderation.screening.settings import Settings
from moderation.screening.types import Evidence, Facts

GROUND = 17
_IMPLAUSIBLE = Remembered(implausible)
#: How surprising letters are from which unknown words are none; each of so many words makes up for a little.
STRANGE, LESS, MOST_WORDS = 3.5, 0.1, 5
#: Unknown words that are looked at, letters a word needs, and the share of all letters that they need, between English
#: words, too.
FEWEST, FEWEST_IN_ENGLISH, SHORTEST, SHARE, SHARE_IN_ENGLISH, LEAST_SHARE = 2, 3, 3, 0.6, 0.48, 0.4
#: One of the words may be a little one of some language, and so many of more.
LITTLE = 0.15
#: The share of English little words among which no room is left.
MOST_LITTLE = 0.5
#: From which likelihood on the text is in a language other than English.
LIKELY = 0.35
#: A letter drawn out, and what laughs; so few different letters are a cry.
DRAWN_OUT, CRY = re.compile(r"(.)\1\1|^[haeijkxsu]{6,}$"), 3
DRAWN = re.compile(r"(.)\1\1+")
VOWELS = frozenset("aeiouy")
#: Letters that a row of keys needs where it is all that is said.
SHORTEST_TYPED = 6
#: What stands before names, tags and the parts of addresses and codes.
BEFORE_PARTS = frozenset("@#/.-_")
#: The languages whose ordinary words the dictionary holds, so that unknown ones can be invented: of long words so
#: many and such a share, between so many of the language's little words.
IN_DICTIONARY = frozenset({"de", "es", "fr", "it", "nl", "pt"})
LONG, FEWEST_INVENTED, SHARE_INVENTED, FEWEST_LITTLE = 4, 4, 0.65, 2
#: German joins words to new ones of such a length, and sciences everywhere.
LONGEST_INVENTED = 12
#: Between English ones fewer words need to be in no dictionary where hardly any is English.
SHARE_UNKNOWN, SHARE_FOREIGN = 0.55, 0.8
#: In Cyrillic and Greek: letters a word needs, and how surprising words are from which they are none.
SHORTEST_ABROAD, STRANGE_ABROAD = 4, 4.0
#: Letters apart: so many of them, so much of all words, and how surprising they are together.
APART, APART_LENGTH, APART_SHARE, APART_STRANGE = 10, 2, 0.8, 3.4
#: Words in which capitals, small letters and figures take turns as in no code: so many, so much of all words;
#: more words are no code.
JUMBLED, JUMBLED_SHARE, TURNS, MOST_JUMBLED = 3, 0.7, 3, 30


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Find repetition and mashing. Letter statistics speak only of Latin, Cyrillic and Greek letters."""
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
    yield from (
        _mashed(reading, words, settings)
        or _strange(reading, settings)
        or _invented_english(reading, settings)
        or _scattered(reading)
        or _strange_abroad(reading, settings)
    )


def _mashed(reading: Reading, words: list[str], settings: Settings) -> list[Evidence]:
    """Words that nobody can pronounce, or that fingers ran along."""
    odd = {word for word in filter(_IMPLAUSIBLE.__getitem__, reading.vocabulary) if typed(word) or not KNOWN[word]}
    odd = {word for word in odd if not DRAWN_OUT.search(word) or _IMPLAUSIBLE[DRAWN.sub(r"\1", word)]}
    mashed = [word for word in reading.words if word.text in odd and not _is_name(reading, word)] if odd else []
    if not mashed:
        return []
    letters = sum(len(word) for word in words if word.isalpha() or word in odd)
    mash = sum(word.end - word.start for word in mashed)
    # a name or a code may be short, a row of keys is none
    is_typed = mash == letters and all(typed(word.text) for word in mashed)
    fewest = SHORTEST_TYPED if is_typed else settings.limit("mash_letters")
    if mash >= fewest and mash / max(letters, 1) >= settings.limit("mash_share"):
        return [Evidence("mash", GROUND, 0.7, *reading.folded.origin(mashed[0].start, mashed[-1].end))]
    return []


def _strange(reading: Reading, settings: Settings) -> list[Evidence]:
    """Words in no dictionary: many in an English sentence, or with letters as in no language that we know."""
    if _is_told(reading):
        return _invented(reading, settings)
    unknown = _unknown(reading)
    if len(unknown) < FEWEST:
        return []
    size = sum(map(len, reading.vocabulary))
    if sum(map(len, unknown)) < LEAST_SHARE * size:
        return []
    bare = {word for word in unknown if _may_be_strange(word) and not KNOWN[word]}
    places = [word for word in reading.words if word.text in bare and _is_bare(reading, word)] if bare else []
    strange = {word.text for word in places}
    letters = sum(map(len, strange))
    if len(strange) < FEWEST or letters < settings.limit("mash_letters"):
        return []
    if not _is_much(strange, letters / size, reading) or _is_another_language(reading):
        return []
    return [Evidence("mash", GROUND, 0.6, *reading.folded.origin(places[0].start, places[-1].end))]


def _invented(reading: Reading, settings: Settings) -> list[Evidence]:
    """Words in no dictionary that stand between the little words of a language whose words are known."""
    language, little = max(reading.little_words.items(), key=lambda count: count[1], default=("", 0))
    if language not in IN_DICTIONARY or little < FEWEST_LITTLE:
        return []
    said = {word for word in reading.vocabulary if len(word) >= LONG and word.isalpha()}
    unknown = {word for word in said if not KNOWN[word]}
    fewest = max(FEWEST_INVENTED, SHARE_INVENTED * len(said))
    if len(unknown) < fewest:
        return []
    places = [word for word in reading.words if word.text in unknown and _may_be_invented(reading, word, language)]
    letters = sum(len(word.text) for word in places)
    if len({word.text for word in places}) < fewest or letters < settings.limit("mash_letters"):
        return []
    if identify(reading.body, frozenset({language}))[0] != language:
        return []
    return [Evidence("mash", GROUND, 0.6, *reading.folded.origin(places[0].start, places[-1].end))]


def _invented_english(reading: Reading, settings: Settings) -> list[Evidence]:
    """Words that are neither English nor in a dictionary, between English little words."""
    meanings = known(LINGUA_FRANCA)
    counts = reading.little_words
    english = counts.get(LINGUA_FRANCA, 0)
    if meanings is None or english < FEWEST_LITTLE or english < max(counts.values()):
        return []
    foreign = {word for word in reading.vocabulary if word not in meanings.index and _is_long(word)}
    if len(foreign) < FEWEST_IN_ENGLISH:
        return []
    said = set(filter(_is_long, reading.vocabulary))
    if len(foreign) < SHARE_UNKNOWN * len(said):
        return []
    small = {word.text for word in reading.words if word.text in said and _is_bare(reading, word)}
    unknown = {word for word in small & foreign if not KNOWN[word] and DRAWN_OUT.search(word) is None}
    share = SHARE_UNKNOWN if len(small & foreign) >= SHARE_FOREIGN * len(small) else SHARE_INVENTED
    if len(unknown) < max(FEWEST_IN_ENGLISH, share * len(small)) or any(
        len(word) > LONGEST_INVENTED for word in unknown
    ):
        return []
    places = [word for word in reading.words if word.text in unknown]
    if sum(map(len, unknown)) < settings.limit("mash_letters"):
        return []
    return [Evidence("mash", GROUND, 0.6, *reading.folded.origin(places[0].start, places[-1].end))]


def _is_long(word: str) -> bool:
    is_plain = len(word) >= LONG and word.isascii() and word.isalpha()
    return is_plain and LINGUA_FRANCA not in SPOKEN_IN.get(word, ())


def _may_be_invented(reading: Reading, word: Word, language: str) -> bool:
    """Whether a word is no name, tag or address, where nouns are written large, too, and no cry."""
    source = reading.folded.source(word.start, word.end)
    is_apart = reading.folded.text[word.start - 1 : word.start] not in BEFORE_PARTS
    is_small = source.islower() or (language == "de" and source.istitle())
    return is_apart and is_small and len(source) < LONGEST_INVENTED and DRAWN_OUT.search(word.text) is None


def _strange_abroad(reading: Reading, settings: Settings) -> list[Evidence]:
    """Words in Cyrillic or Greek with letters as in no language that is written so."""
    script = next(iter(reading.scripts.most_common(1)), ("", 0))[0]
    if reading.body.isascii() or script not in ALPHABETS:
        return []
    unknown = [word for word in reading.words if len(word.text) >= SHORTEST_ABROAD and not KNOWN[word.text]]
    # a word with a letter of another alphabet is in a language that the table may not know
    rows = {word.text: row for word in unknown if (row := surprise_in(script, word.text)) is not None}
    strange = [word for word in unknown if word.text in rows and _is_uttered(reading, word)]
    letters = sum(len(word.text) for word in strange)
    if letters < max(settings.limit("mash_letters"), SHARE * len(reading.letters)):
        return []
    if sum(rows[word.text] * len(word.text) for word in strange) < STRANGE_ABROAD * letters:
        return []
    return [Evidence("mash", GROUND, 0.6, *reading.folded.origin(strange[0].start, strange[-1].end))]


def _scattered(reading: Reading) -> list[Evidence]:
    """Letters one by one that spell nothing, or words in which letters and figures take turns."""
    texts = reading.texts
    size = sum(map(len, texts))
    if len(texts) < JUMBLED or size < APART:
        return []
    is_apart = size <= APART_LENGTH * len(texts) and _spells_nothing(texts)
    has_figures = len(reading.letters) < size
    if is_apart or (has_figures and len(texts) <= MOST_JUMBLED and _is_jumbled(reading)):
        return [Evidence("mash", GROUND, 0.6, 0, len(reading.body))]
    return []


def _spells_nothing(texts: list[str]) -> bool:
    apart = "".join(text for text in texts if len(text) == 1 and "a" <= text <= "z")
    return len(apart) >= max(APART, APART_SHARE * len(texts)) and surprise(apart) >= APART_STRANGE


def _is_jumbled(reading: Reading) -> bool:
    sources = (reading.folded.source(word.start, word.end) for word in reading.words)
    return sum(turns(source) > TURNS for source in sources) >= max(JUMBLED, JUMBLED_SHARE * len(reading.words))


def _unknown(reading: Reading) -> frozenset[str]:
    """The words that are not English, which readers everywhere use."""
    meanings = known(LINGUA_FRANCA)
    return reading.vocabulary - (meanings.index.keys() & reading.vocabulary if meanings else set())


def _is_told(reading: Reading) -> bool:
    """Whether little words tell that the text is in another language, or leave no room for words that are none."""
    counts, size = reading.little_words, len(reading.vocabulary)
    most, english = max(counts.values(), default=0), counts.get(LINGUA_FRANCA, 0)
    return english > MOST_LITTLE * size or (most > max(1, LITTLE * size) and most > english)


def _is_much(strange: set[str], share: float, reading: Reading) -> bool:
    """Whether so many strange words are too many: the stranger their letters are, the fewer will do."""
    is_english = reading.little_words.get(LINGUA_FRANCA, 0) > 1
    if is_english and len(strange) >= FEWEST_IN_ENGLISH and share >= SHARE_IN_ENGLISH:
        return True
    mean = sum(surprise(word) * len(word) for word in strange) / sum(map(len, strange))
    is_strange = mean >= STRANGE - LESS * min(len(strange), MOST_WORDS)
    return is_strange and share >= (SHARE if len(strange) <= FEWEST_IN_ENGLISH else LEAST_SHARE)


def _is_another_language(reading: Reading) -> bool:
    """Whether statistics of letters name a language whose words the dictionary lacks."""
    guess, *_ = identify(reading.body, frozenset({LINGUA_FRANCA}))
    return guess != LINGUA_FRANCA and identify(reading.body, frozenset({guess}))[2] >= LIKELY


def _may_be_strange(word: str) -> bool:
    is_plain = len(word) >= SHORTEST and word.isascii() and word.isalpha()
    is_said = len(set(word)) > CRY and not VOWELS.isdisjoint(word) and DRAWN_OUT.search(word) is None
    return is_plain and (is_said or _IMPLAUSIBLE[word])


def _is_bare(reading: Reading, word: Word) -> bool:
    """Whether a word is no name, no address and no tag, and was typed without accents."""
    source = reading.folded.source(word.start, word.end)
    is_apart = reading.folded.text[word.start - 1 : word.start] not in BEFORE_PARTS
    return is_apart and source.isascii() and source.islower()


def _is_uttered(reading: Reading, word: Word) -> bool:
    """Whether a word is written small, as neither names nor abbreviations are, and is no cry."""
    is_small = reading.folded.source(word.start, word.end).islower()
    return is_small and len(set(word.text)) > CRY and DRAWN_OUT.search(word.text) is None


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
