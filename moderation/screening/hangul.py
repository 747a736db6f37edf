"""Korean syllables written letter by letter, or with a letter between them."""

import re
from collections.abc import Iterator
from unicodedata import normalize

_FIRST, _VOWEL = "\u1100-\u1112", "\u1161-\u1175"
#: Letters that stand by themselves, as normalisation leaves them.
LETTERS = re.compile("[\u1100-\u11ff]")
#: A consonant after a vowel ends the syllable, unless the next one begins with it.
_LAST = re.compile(f"(?<=[{_VOWEL}])[{_FIRST}](?![{_VOWEL}])")
_ENDING = dict(zip("ᄀᄁᄂᄃᄅᄆᄇᄉᄊᄋᄌᄎᄏᄐᄑᄒ", "ᆨᆩᆫᆮᆯᆷᆸᆺᆻᆼᆽᆾᆿᇀᇁᇂ", strict=True))


def syllables(word: str) -> Iterator[str]:
    """The word with its letters put together, and without those that stand by themselves."""
    if LETTERS.search(word):
        ended = _LAST.sub(lambda found: _ENDING.get(found[0], found[0]), normalize("NFD", word))
        yield normalize("NFC", ended)
        yield LETTERS.sub("", word)
