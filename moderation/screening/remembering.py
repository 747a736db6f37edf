"""What was found out of a word, remembered for the comments to come: most words of a comment stood in others before."""

from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
#: Of so many different words at most, of this length at most.
MOST_KEPT, LONGEST_KEPT = 1 << 14, 40


class Remembered(dict[str, Found]):
    """The answers of a function, by its word. To read one costs a third of what `lru_cache` takes."""

    def __init__(self, find_out: Callable[[str], Found]) -> None:
        super().__init__()
        self._find_out = find_out

    def __missing__(self, word: str) -> Found:
        found = self._find_out(word)
        if len(word) <= LONGEST_KEPT:
            if len(self) >= MOST_KEPT:
                self.clear()
            self[word] = found
        return found
