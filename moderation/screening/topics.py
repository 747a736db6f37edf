"""What a text is about: the words that are commoner in it than elsewhere."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from math import exp, log
from zlib import crc32

from moderation.screening.fingerprints import cut
from moderation.screening.folding import fold

#: Shorter words carry no topic in the languages we know; five letters stand for a word and its endings.
SHORTEST, STEM = 3, 5
#: Places of the table of rarities, and its unit: e to the minus value / UNIT is the share of texts with the word.
PLACES, UNIT = 1 << 15, 16
#: How rare a word is taken to be where nothing is known of its language.
UNKNOWN = 7.0
#: A word of the article counts like one that so many comments of the thread use; so many comments elsewhere are put
#: beside the thread's, that one comment more or less does not decide.
OF_THE_ARTICLE, ELSEWHERE = 2, 10
#: What each word takes away: the longer a comment that shares none, the surer.
TOLL = 0.2
#: How far comments on the subject scatter where nothing of the thread is known, and how much further with ten
#: comments of it.
_SCATTER, _OF_THE_THREAD = 0.09, 0.21


@lru_cache(maxsize=1024)
def stems(text: str) -> frozenset[str]:
    """The beginnings of a text's longer words."""
    return frozenset([word[:STEM] for word in set(cut(fold(text))) if len(word) >= SHORTEST])


def rarities(texts: Iterable[str]) -> bytes:
    """Measure in how many texts each word stands: a byte for each place of the table, the higher the rarer."""
    counts, total = Counter[int](), 0
    for text in texts:
        counts.update({_place(stem) for stem in stems(text)})
        total += 1
    return bytes(min(255, round(-UNIT * log((counts[place] + 0.5) / (total + 1)))) for place in range(PLACES))


def closeness(said: frozenset[str], article: frozenset[str], thread: Sequence[str], rarity: bytes) -> float:
    """Weigh how much better the article and its thread explain the words than a text about anything would.

    A mean log-likelihood ratio, below 0 for a text about something else. Empty `rarity`: nothing is known of the
    language.
    """
    # only shared words are looked at one by one: mostly these are few
    shared = [said & stems(comment) for comment in thread] + [said & article] * OF_THE_ARTICLE
    seen, known = Counter(chain.from_iterable(shared)), len(thread) + ELSEWHERE
    total = (len(said) - len(seen)) * log(ELSEWHERE / known)
    for stem, times in seen.items():
        usual = exp(-(rarity[_place(stem)] / UNIT if rarity else UNKNOWN))
        total += log((times / usual + ELSEWHERE) / known)
    return (total - TOLL * len(said)) / float(4 + len(said) ** 0.8)


def distance(closeness: float, thread: Sequence[str]) -> float:
    """Make a number from 0 to 1 of it: the higher, the likelier about something else."""
    known = len(thread) / (len(thread) + ELSEWHERE)
    return 1 / (1 + exp(closeness / (_SCATTER + 2 * known * _OF_THE_THREAD)))


def _place(stem: str) -> int:
    return crc32(stem.encode("utf-8", "surrogatepass")) % PLACES
