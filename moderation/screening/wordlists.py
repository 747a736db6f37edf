"""The words that are listed in the languages of a comment, each language's looked for by a matcher of its own."""

from collections.abc import Callable, Iterator, Mapping, Set
from itertools import chain

from moderation.screening.disguises import EDGE
from moderation.screening.matching import Match, WordMatcher
from moderation.screening.reading import Reading

#: More than this says nothing that this has not said.
MOST_MATCHES = 50
Search = Callable[[WordMatcher, Reading], Iterator[Match]]


class Words:
    """The listed words of some languages.

    A word that is ordinary in one of them is none that another lists: `douche` is a shower to readers of French.
    """

    def __init__(self, matchers: Mapping[str, WordMatcher], ordinary: Mapping[str, Set[str]]) -> None:
        """Take the matcher of each language that lists words, and the ordinary words of each that has some."""
        self._matchers = [
            (matcher, frozenset().union(*(words for other, words in ordinary.items() if other != language)))
            for language, matcher in matchers.items()
        ]

    def find(self, reading: Reading) -> list[Match]:
        """Every entry in the text, each span once, in the open before disguised; several rules ask."""
        if self not in reading.phrases:
            reading.phrases[self] = self._search(reading)
        return reading.phrases[self]

    def _search(self, reading: Reading) -> list[Match]:
        found: dict[tuple[int, int], Match] = {}
        for match in chain(
            self._meant(WordMatcher.torn, reading),
            self._undisguised(reading),
            self._meant(WordMatcher.disguised, reading),
        ):
            if len(found) >= MOST_MATCHES:
                break
            if not _is_covered(match, found) and not _only_adds_signs(match, found):
                found[match.start, match.end] = match
        return sorted(found.values(), key=lambda match: match.start)

    def _undisguised(self, reading: Reading) -> list[Match]:
        """What one language lists may be what another's word looks like in disguise: then it is the plain one."""
        first: dict[tuple[str, int, int], Match] = {}
        for match in self._meant(WordMatcher.undisguised, reading):
            first.setdefault((match.entry.language, match.start, match.end), match)
        return sorted(first.values(), key=lambda match: (match.start, -match.end, match.disguised))

    def _meant(self, search: Search, reading: Reading) -> Iterator[Match]:
        """What a search finds in each language but what is an ordinary word of another."""
        for matcher, ordinary in self._matchers:
            for match in search(matcher, reading):
                if not ordinary or ordinary.isdisjoint(_taken_for(match, reading)):
                    yield match


def _taken_for(match: Match, reading: Reading) -> Iterator[str]:
    """What an ordinary word may be that was taken for a listed one: the entry, what stands there, all around it."""
    text = reading.folded.text
    yield match.entry.pattern
    yield text[match.start : match.end]
    yield reading.folded.source(match.start, match.end).lower()
    first, last = text.rfind(" ", 0, match.start) + 1, text.find(" ", match.end)
    yield text[first : last if last >= 0 else None].strip(EDGE)


def _is_covered(match: Match, found: Mapping[tuple[int, int], Match]) -> bool:
    if (match.start, match.end) in found:
        return True
    return any(start <= match.start and match.end <= end for start, end in found)


def _only_adds_signs(match: Match, found: Mapping[tuple[int, int], Match]) -> bool:
    """Say whether a hidden word is an open one with signs around it: `#nazis`, `liar's`, or a comma of its script."""
    within = (one for span, one in found.items() if match.start <= span[0] and span[1] <= match.end)
    return match.disguised and any(one.entry.ground == match.entry.ground and not one.disguised for one in within)
