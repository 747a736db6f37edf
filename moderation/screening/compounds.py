"""Listed words that run together with others, or are torn into pieces."""

from collections.abc import Container, Iterator, Mapping

import re2

from moderation.screening.entries import Entry
from moderation.screening.languages import FUNCTION_WORDS
from moderation.screening.spellings import OBVIOUS_FROM

#: What people add to an oath to make another, and little words that they run together with one.
PARTS = {
    "en": "s es ed er ers in ing y ass hole holes head heads face faces faced wit wits bag bags boy boys bucket stain"
    " tard tards sucker suckers sucking lover lickers licker eater storm show load hat hats off up out me your yourself"
    " him u ur dumb stupid fat big old bull horse dog pig mother son every no more full piece lord nugget stick wad"
    " brain brained less fest fucking fuck shit cock dick tits damn god holy go get got is a i",
    "de": "e en er es s verein haufen pack sau kerl kopf köpfe typ weib leben welt politik politiker regierung land"
    " scheiss drecks mist halt dein deine ihr",
    "fr": "s es de sale gros grosse petit petite ta ton vos tes va",
    "es": "s de tu su que hijo madre gran",
    "pt": "s de seu sua que filho mae vai",
    "it": "di che sei tua",
    "nl": "s en je die vieze vuile stomme",
}
#: English writes compounds apart, so that milder words, too, are looked for inside other letters, from this length on.
ENGLISH, MILD_FROM = "en", 6
#: Longer rows of letters are no compound.
LONGEST = 40


def _is_known_inside(word: str, entry: Entry) -> bool:
    """Say whether a word is known wherever its letters stand: the milder it is, the longer it has to be."""
    if entry.severity < OBVIOUS_FROM:
        return entry.language == ENGLISH and entry.severity > 1 and not entry.quiet and len(word) >= MILD_FROM
    return len(word) > 3 + (entry.language != ENGLISH)


class Compounds:
    """The telling words of a list, among others."""

    def __init__(self, words: Mapping[str, Entry], ordinary: Container[str]) -> None:
        self._ordinary = ordinary
        self.words = {word: entry for word, entry in words.items() if word.isalpha() and _is_known_inside(word, entry)}
        options = map(re2.escape, sorted(self.words, key=len, reverse=True))
        self._pattern = re2.compile("|".join(options)) if self.words else None
        languages = {entry.language for entry in self.words.values()}
        little = (word for language in languages for word in FUNCTION_WORDS.get(language, ()))
        added = (word for language in languages for word in PARTS.get(language, "").split())
        self._glue = frozenset(word for word in (*little, *added) if len(word) > 1) | set(self.words)
        self._longest = max(map(len, self._glue), default=0)
        #: Words that are known when torn, and with what these begin.
        self._torn = frozenset(
            word for word, entry in self.words.items() if entry.severity >= OBVIOUS_FROM or len(word) > MILD_FROM + 1
        )
        self._beginnings = frozenset(word[:end] for word in self._torn for end in range(1, len(word)))

    def find(self, form: str) -> Entry | None:
        """The listed word in a row of letters that is made of it and of little words."""
        if self._pattern is None or not 4 < len(form) <= LONGEST or form in self.words or form in self._ordinary:
            return None
        for found in self._pattern.finditer(form):
            if self._is_made(form[: found.start()]) and self._is_made(form[found.end() :]):
                return self.words[found.group()]
        return None

    def _is_made(self, letters: str) -> bool:
        """Say whether letters are nothing but known words one after another."""
        ends = {0}
        for start in range(len(letters)):
            if start in ends:
                ends |= {
                    end
                    for end in range(start + 1, min(start + self._longest, len(letters)) + 1)
                    if letters[start:end] in self._glue
                }
        return len(letters) in ends

    def torn(self, texts: list[str]) -> Iterator[tuple[Entry, int, int]]:
        """Listed words that neighbouring pieces make together, unless people write these side by side anyway."""
        for place, text in enumerate(texts):
            if text in self._beginnings:
                made, end = text, place
                while made in self._beginnings and end + 1 < len(texts):
                    end += 1
                    made += texts[end]
                    if made in self._torn and " ".join(texts[place : end + 1]) not in self._ordinary:
                        yield self.words[made], place, end + 1
