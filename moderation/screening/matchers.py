"""What is compiled from the newsroom's lists, language by language, when a comment first asks for it."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from functools import partial
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from moderation.screening.classes import Classes, needed
from moderation.screening.entries import EVERY_LANGUAGE, NAMED, Combination, Entry, WordClass
from moderation.screening.excuses import Excuses, unplaced
from moderation.screening.matching import WordMatcher
from moderation.screening.phrases import PhraseMatcher, Phrases
from moderation.screening.together import Lexicon, Members
from moderation.screening.wordlists import Words

#: What sets of languages have together is kept for so many; comments in whatever language ask for ever other ones.
SETS_KEPT = 256
Row = TypeVar("Row", Entry, WordClass, Combination)
Made = TypeVar("Made")
Languages = tuple[str, ...]
#: Rows of the newsroom's own with their keys, which are no part of their value.
Keyed = tuple[tuple[Entry, int | None], ...]

#: What was made of which rows, as long as somebody uses it: a change of one language's list leaves the others' alone.
_made: "WeakValueDictionary[Hashable, Any]" = WeakValueDictionary()


def _once(make: Callable[..., Made], *rows: Hashable) -> Made:
    """Make something of rows, unless it is there already."""
    found: Made | None = _made.get((make, rows))
    if found is None:
        found = _made[make, rows] = make(*rows)
    return found


class Matchers:
    """The matchers of some lists."""

    def __init__(
        self,
        *,
        words: Iterable[Entry],
        phrases: Iterable[Entry],
        excuses: Iterable[Entry],
        classes: Iterable[WordClass],
        combinations: Iterable[Combination],
        ordinary: Iterable[tuple[str, str]],
    ) -> None:
        self._words, self._phrases = _by_language(words), _by_language(phrases)
        self._excuses = _by_language(map(unplaced, excuses))
        self._classes, self._combinations = _by_language(classes), _by_language(combinations)
        self._combined = frozenset(name for rows in self._combinations.values() for row in rows for name in row.classes)
        common: defaultdict[str, set[str]] = defaultdict(set)
        for language, word in ordinary:
            common[language].add(word)
        self._ordinary = {language: frozenset(written) for language, written in common.items()}
        #: Kept for as long as these lists are: by kind and language, and by kind and set of languages.
        self._matchers: dict[tuple[str, str], Any] = {}
        self._sets: dict[tuple[str, Languages], Any] = {}

    def words(self, languages: Languages) -> Words:
        """The words of these languages and those of every language."""

        def joined() -> Words:
            matchers = {one: self._words_of(one) for one in _with_every(languages) if one in self._words}
            return Words(matchers, {one: self._ordinary[one] for one in languages if one in self._ordinary})

        return self._of_set("words", languages, joined)

    def phrases(self, languages: Languages) -> Phrases:
        """The phrases of these languages and those of every language."""
        return self._of_set(
            "phrases", languages, lambda: Phrases(self._phrases_of("phrases", self._phrases, languages))
        )

    def excuses(self, languages: Languages) -> Excuses:
        """What takes hostile words and phrases of these languages back."""
        return self._of_set(
            "excuses", languages, lambda: Excuses(self._phrases_of("excuses", self._excuses, languages))
        )

    def lexicon(self, languages: Languages) -> Lexicon:
        """The combinations of these languages and those of every language, with the words of their classes."""

        def joined() -> Lexicon:
            every = _with_every(languages)
            combinations = (row for one in every for row in self._combinations.get(one, ()))
            return Lexicon([self._members_of(one) for one in every if one in self._classes], combinations)

        return self._of_set("lexicon", languages, joined)

    def _words_of(self, language: str) -> WordMatcher:
        return self._of_language(
            "words",
            language,
            lambda: _once(_words, _keyed(self._words[language]), self._ordinary.get(language, frozenset())),
        )

    def _phrases_of(self, kind: str, lists: dict[str, tuple[Entry, ...]], languages: Languages) -> list[PhraseMatcher]:
        """The matchers of the languages that have phrases of this kind."""

        def compiled(language: str) -> PhraseMatcher:
            return _once(_phrases, _keyed(lists[language]), self._classes_of(language))

        listed = [one for one in _with_every(languages) if one in lists]
        return [self._of_language(kind, one, partial(compiled, one)) for one in listed]

    def _members_of(self, language: str) -> Members:
        return self._of_language("members", language, lambda: _once(Members, self._classes[language], self._combined))

    def _classes_of(self, language: str) -> Classes:
        """The classes that phrases and excuses of a language name, so that both look for them at once."""

        def compiled() -> Classes:
            naming = (*self._phrases.get(language, ()), *self._excuses.get(language, ()))
            names = frozenset(name for entry in naming for name in NAMED.findall(entry.pattern))
            rows = tuple(row for one in _with_every((language,)) for row in self._classes.get(one, ()))
            return _once(_classes, rows, names)

        return self._of_language("classes", language, compiled)

    def _of_language(self, kind: str, language: str, make: Callable[[], Made]) -> Made:
        if (kind, language) not in self._matchers:
            self._matchers[kind, language] = make()
        found: Made = self._matchers[kind, language]
        return found

    def _of_set(self, kind: str, languages: Languages, make: Callable[[], Made]) -> Made:
        found: Made | None = self._sets.get((kind, languages))
        if found is None:
            if len(self._sets) >= SETS_KEPT:
                self._sets.pop(next(iter(self._sets)), None)  # another thread may have done it
            found = self._sets[kind, languages] = make()
        return found


def _by_language(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.language].append(row)
    return {language: tuple(listed) for language, listed in found.items()}


def _with_every(languages: Languages) -> Languages:
    return tuple(dict.fromkeys((*languages, EVERY_LANGUAGE)))


def _keyed(rows: Iterable[Entry]) -> Keyed:
    return tuple((row, row.key) for row in rows)


def _words(rows: Keyed, ordinary: frozenset[str]) -> WordMatcher:
    return WordMatcher((row for row, _ in rows), ordinary)


def _phrases(rows: Keyed, classes: Classes) -> PhraseMatcher:
    return PhraseMatcher((row for row, _ in rows), classes)


def _classes(rows: tuple[WordClass, ...], names: frozenset[str]) -> Classes:
    return Classes(needed(rows, names))
