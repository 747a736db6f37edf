"""Stars and other signs that stand for letters, matched against the list's own words."""

import re
import unicodedata
from collections.abc import Mapping

from moderation.screening.entries import Entry
from moderation.screening.spellings import LONG_FROM, OBVIOUS_FROM

#: Signs that stand for any letter; others may be punctuation, and stand for vowels only.
STARS = frozenset("*#%●■█▮★☆✱✶＊")
DASHES = frozenset("-_~.@$!?&^+=·•—–0")
VOWELS = frozenset("aeiouаеиоуыэюя")
#: Longer rows of stars and letters hide no word.
LONGEST = 30
_EDGE = ".,!?;:\"'()[]…-"
_SIGN = re.compile(r"[\W_0]")

Masked = tuple[Entry, int, int]


class Masks:
    """The words of a list, by length and by beginning."""

    def __init__(self, words: Mapping[str, Entry]) -> None:
        #: By length and either end.
        self._by_end: dict[tuple[int, int, str], list[tuple[str, Entry]]] = {}
        self._ends: dict[tuple[str, str], list[tuple[str, Entry]]] = {}
        for word, entry in words.items():
            for end in (0, -1):
                self._by_end.setdefault((len(word), end, word[end]), []).append((word, entry))
            if entry.severity >= OBVIOUS_FROM and len(word) > 3:
                self._ends.setdefault((word[0], word[-1]), []).append((word, entry))

    def find(self, chunk: str) -> Masked | None:
        """The worst word that a run of letters and signs may stand for, and where it stands in the run."""
        if chunk.isalpha() or not _SIGN.search(chunk):
            return None
        core = chunk.strip(_EDGE)
        mask = "".join(map(_as_mask, core))
        shown = sum(map(str.isalpha, mask))
        if not 0 < shown < len(mask) <= LONGEST or shown + mask.count("*") + mask.count("-") != len(mask):
            return None
        found = self._whole(mask, shown) or self._shortened(mask)
        if not found:
            return None
        first = chunk.find(core)
        return max(found, key=lambda entry: entry.severity), first, first + len(core)

    def _whole(self, mask: str, shown: int) -> list[Entry]:
        """Words with a letter for each sign."""
        end = 0 if mask[0] not in "*-" else -1
        alike = self._by_end.get((len(mask), end, mask[end]), ()) if mask[end] not in "*-" else self._middle(mask)
        fits = [entry for word, entry in alike if _fits(mask, word, entry)]
        if shown == 1:
            # one letter and stars is how people write the commonest oaths, and no proof of a slur
            fits = [entry for entry in fits if entry.severity == OBVIOUS_FROM and mask[0] != "*" and "-" not in mask]
        return fits

    def _middle(self, mask: str) -> list[tuple[str, Entry]]:
        """Words of the length, where signs hide both ends."""
        return [
            one for (length, end, _), words in self._by_end.items() if length == len(mask) and not end for one in words
        ]

    def _shortened(self, mask: str) -> list[Entry]:
        """Words of which some stars, more or fewer than letters, hide the middle."""
        before, stars, after = mask.partition("*")
        after = after.lstrip("*")
        if not stars or not before or not after or len(before + after) < 3 or "*" in after or "-" in mask:
            return []
        return [
            entry
            for word, entry in self._ends.get((mask[0], mask[-1]), ())
            if len(word) > len(before + after) and word.startswith(before) and word.endswith(after)
        ]


def _as_mask(char: str) -> str:
    """A letter, a star for what stands for any letter, a dash for what may be punctuation."""
    if char in DASHES:
        return "-"
    if char in STARS or (char > "\u2000" and unicodedata.category(char) == "So"):
        return "*"
    return char


def _fits(mask: str, word: str, entry: Entry) -> bool:
    if "-" in mask and not _may_be_dashed(mask, word, entry):
        return False
    return all(shown in {"*", "-", letter} for shown, letter in zip(mask, word, strict=True))


def _may_be_dashed(mask: str, word: str, entry: Entry) -> bool:
    """Say whether signs that may be punctuation hide nothing but vowels, or all that stands between two letters."""
    if len(word) < 4 or (entry.severity < OBVIOUS_FROM and (entry.severity < 2 or len(word) < LONG_FROM)):
        return False
    hidden = [letter for shown, letter in zip(mask, word, strict=True) if shown == "-"]
    return VOWELS.issuperset(hidden) or ("--" in mask and mask.strip("-") == mask)
