"""Other spellings of a listed word, worked out once for each list: those of its language, and those that hide it."""

import re
from collections.abc import Callable, Iterator

from moderation.screening.entries import Entry

#: Scripts written without spaces, and Korean with its endings: words are looked for inside longer ones.
UNSPACED = re.compile("[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
VOWELS = re.compile(r"(?<=\w)[aeiouаеиоуыэюя](?=\w)")
#: From this length or this severity on, a word is recognised in spellings that are further from it.
LONG_FROM, OBVIOUS_FROM = 5, 3
#: Letters that sound alike, as people write them for one another.
SOUNDS = (
    ("f", "ph"), ("ck", "k"), ("ck", "kk"), ("ck", "q"), ("ck", "c"), ("ck", "x"), ("c", "k"), ("k", "c"), ("s", "z"),
    ("z", "s"), ("i", "y"), ("i", "ee"), ("u", "oo"), ("u", "v"), ("w", "vv"), ("y", "ie"), ("er", "a"), ("er", "ah"),
    ("ing", "in"), ("ph", "f"), ("o", "aw"),
)  # fmt: skip
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_ARABIC_PREFIXES = ("", "ال", "و", "ب", "ل", "ف", "ك", "وال", "بال", "لل", "فال", "يا")
_ARABIC_LETTERS = str.maketrans("ةىکی", "هيكي")


def variants(word: str, entry: Entry) -> Iterator[str]:
    """Spellings of the entry's own language: no disguise."""
    if "\u0600" <= word[:1] <= "\u06ff":
        yield from _arabic(word)
    if entry.language == "de":
        yield entry.pattern.strip("*").lower().translate(_UMLAUTS).replace("ß", "ss")
    if entry.language == "hi" and word.isascii():
        yield from _romanised(word)


def _arabic(word: str) -> Iterator[str]:
    bare = word.removeprefix("ال") if len(word) > 4 else word
    for stem in {bare, bare.translate(_ARABIC_LETTERS), bare.replace("ه", "ة"), bare.replace("ي", "ى")}:
        yield from (prefix + stem for prefix in _ARABIC_PREFIXES if prefix or len(stem) > 3)


def _romanised(word: str) -> Iterator[str]:
    """Hindi in Latin letters has no one spelling."""
    for long, short in (("aa", "a"), ("ee", "i"), ("oo", "u"), ("v", "w"), ("ch", "chh"), ("y", "i"), ("ck", "k")):
        yield from (word.replace(*pair) for pair in ((long, short), (short, long)) if pair[0] in word)


def is_telling(word: str, entry: Entry) -> bool:
    """Say whether a word is known by its look alone: no other word is like it."""
    return len(word) > 3 and (entry.severity >= OBVIOUS_FROM or len(word) >= LONG_FROM + (entry.severity < 2))


def hiding(word: str, entry: Entry) -> Iterator[str]:
    """Spellings that hide a word and are no word themselves."""
    if not word.isalpha() or UNSPACED.search(word) or not is_telling(word, entry):
        return
    yield from (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1))
    yield from (word[:at] + word[at] + word[at:] for at in range(len(word)))
    yield word[::-1]
    yield from _without_vowels(word, shortest=4 if entry.severity >= OBVIOUS_FROM else LONG_FROM)
    for spelling in _by_sound(word):
        yield spelling
        yield from _by_sound(spelling)


def _without_vowels(word: str, shortest: int) -> Iterator[str]:
    """A word without its vowels, or without one of them; shorter rows of consonants are abbreviations."""
    bare = VOWELS.sub("", word)
    if len(bare) >= shortest:
        yield bare
    if len(word) > LONG_FROM:
        yield from (word[: found.start()] + word[found.end() :] for found in VOWELS.finditer(word))


def _by_sound(word: str) -> Iterator[str]:
    """A word spelt by its sound."""
    yield from (word.replace(*pair) for pair in SOUNDS if pair[0] in word)


Spellings = Callable[[str, Entry], Iterator[str]]


def spelt(words: dict[str, Entry], spellings: Spellings) -> Iterator[tuple[str, Entry]]:
    """Every other spelling of every word, with its entry."""
    for word, entry in words.items():
        yield from ((form, entry) for form in spellings(word, entry))
