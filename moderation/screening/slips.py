"""Words that were mistyped: one letter too many, too few or another one, or two that changed places."""

from collections.abc import Iterable, Iterator

#: Shorter words are too near to others; from the second length on any letter may stand for another, before only what
#: sounds alike.
SHORTEST, LONG = 5, 7
ALIKE = frozenset({"sz", "zs", "iy", "yi", "ck", "kc", "ei", "ie", "ea", "ae", "ou", "uo"})


class Slips:
    """The words that a mistyped one may be meant for."""

    def __init__(self, words: Iterable[str]) -> None:
        #: By what is left of a word without one of its letters: whoever slips once leaves that the same.
        self._meant: dict[str, list[str]] = {}
        for word in words:
            if len(word) >= SHORTEST and word.isalpha():
                for rest in {word, *_without_one(word)}:
                    self._meant.setdefault(rest, []).append(word)

    def meant(self, word: str) -> str:
        """Return the word that this one is a slip of; empty where there is none."""
        if len(word) < SHORTEST:
            return ""
        candidates = (meant for rest in (word, *_without_one(word)) for meant in self._meant.get(rest, ()))
        return next((meant for meant in candidates if _is_slip(word, meant)), "")


def _without_one(word: str) -> Iterator[str]:
    # the first letter is hardly ever wrong, and tells names of groups from one another
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def _is_slip(word: str, meant: str) -> bool:
    """Say whether two words differ by one slip after their first letter."""
    start = 0
    while start < min(len(word), len(meant)) and word[start] == meant[start]:
        start += 1
    end = 0
    while end < min(len(word), len(meant)) - start and word[-1 - end] == meant[-1 - end]:
        end += 1
    written, wanted = word[start : len(word) - end], meant[start : len(meant) - end]
    if len(written) == len(wanted) == 1:
        return start > 0 and (len(word) >= LONG or written + wanted in ALIKE)
    has_turned = len(written) == 2 and written == wanted[::-1]
    return start > 0 and (has_turned or len(written) + len(wanted) == 1)
