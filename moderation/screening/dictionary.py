"""The words of thirty languages, as bits: whether a word in Latin letters stands in a dictionary.

A word that stands there is always known; of those that stand in none, three in a hundred are taken for known. Where the
bits come from stands in `data/CREDITS.md`.
"""

from functools import cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

from moderation.screening.remembering import Remembered

DATA = Path(__file__).parent / "data" / "words.npy"
BITS, PLACES = 1 << 22, 3


def places(word: str) -> tuple[int, ...]:
    """The bits that stand for a folded word."""
    digest = int.from_bytes(blake2b(word.encode(), digest_size=4 * PLACES).digest())
    return tuple((digest >> 32 * number) % BITS for number in range(PLACES))


@cache
def _bits() -> bytes:
    table: npt.NDArray[np.uint8] = np.load(DATA, allow_pickle=False)
    return table.tobytes()


def _is_known(word: str) -> bool:
    bits = _bits()
    return all(bits[place >> 3] >> (7 - (place & 7)) & 1 for place in places(word))


#: Whether a folded word is known, by the word.
KNOWN = Remembered(_is_known)
