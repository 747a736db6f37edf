"""What changed between two texts of an article, told to readers passage by passage and word by word (A58). Pure.

Links and marks are read off the words: a word that leads elsewhere than before has changed, one that is only set
otherwise has not. Of the later text only what still stands in the article is told: what was changed or taken out
again since stays away, with what stood in its place before.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby

from articles.models import Article, Revision
from articles.passages import Passage, Word, line, passages

#: From which share of common words on two passages are one that was reworded.
ALIKE = 0.35
#: More pairs of passages in a row are not looked at: the ones are gone, and the others have come.
MOST_PAIRS = 2_500
#: Two passages are told whole where more pairs of a word of the one and a word of the other are the same word, and
#: so are all after so many in an article: where words repeat, to compare takes up to the third power of their number.
MOST_MATCHES, MOST_MATCHES_OF_ALL = 4_000, 60_000
#: What stays of a passage between two changes is told as changed with them where it has fewer words than this.
FEW = 3


@dataclass(frozen=True)
class Piece:
    """Words in a row, and where they lead if that has changed."""

    text: str
    address: str
    is_spaced: bool


@dataclass(frozen=True)
class Run:
    """Words in a row that are in both passages, or only in the old or the new one."""

    kind: str  # same, old, new
    pieces: tuple[Piece, ...]
    is_spaced: bool


@dataclass(frozen=True)
class Told:
    """A passage as it is told; without runs, it has been changed again since."""

    kind: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Stretch:
    """Passages in a row that all have changed, or that all have not."""

    is_changed: bool
    passages: tuple[Told, ...]


@dataclass(frozen=True)
class Part:
    """A field of an article, by its name, and how it changed."""

    field: str
    stretches: list[Stretch]


def parts(before: Revision, after: Revision, live: Article, *, has_caption: bool) -> list[Part]:
    """Return how an article that readers see as `live` changed between two of its texts, field by field.

    A caption is told with `has_caption` alone: where the photo may be shown, and is the same in all three.
    """
    readers = {"title": line, "summary": line, "photo_caption": line, "body": passages}
    if not has_caption or len({before.photo_id, after.photo_id, live.photo_id}) > 1:
        del readers["photo_caption"]
    texts = {name: [read(getattr(one, name)) for one in (before, after, live)] for name, read in readers.items()}
    return [Part(name, found) for name, three in texts.items() if (found := compared(*three))]


def compared(old: Iterable[Passage], new: Iterable[Passage], live: Iterable[Passage]) -> list[Stretch]:
    """Return how `old` became `new`, as far as that stands in what is `live`; empty where nothing has changed."""
    stands = {one.key for one in live}
    told = [*_told([*old], [*new], stands, _Patience())]
    stretches = [
        Stretch(is_changed, tuple(one for _changed, one in some)) for is_changed, some in groupby(told, _first)
    ]
    return stretches if any(stretch.is_changed for stretch in stretches) else []


def _first(pair: tuple[bool, Told]) -> bool:
    return pair[0]


class _Patience:
    """How much may still be compared word by word."""

    def __init__(self) -> None:
        self.left = MOST_MATCHES_OF_ALL

    def takes(self, was: Passage, now: Passage) -> bool:
        """Say whether two passages may be compared, and count it."""
        new = Counter(now.words)
        matches = sum(count * new[word] for word, count in Counter(was.words).items())
        self.left -= matches
        return matches <= MOST_MATCHES and self.left >= 0


def _told(
    old: list[Passage], new: list[Passage], stands: Set[tuple[str, tuple[Word, ...]]], patience: _Patience
) -> Iterator[tuple[bool, Told]]:
    """Tell each passage with whether it has changed; what has not and stands no more is not told.

    What was taken out is told unless it only moved and was taken out later, or may be what a passage beside it was
    before, which has changed again since.
    """
    moved = {one.key for one in new} - stands
    codes = _codes([one.key for one in old], [one.key for one in new])
    for tag, old_from, old_to, new_from, new_to in codes:
        if tag == "equal":
            same = (one for one in new[new_from:new_to] if one.key in stands)
            yield from ((False, Told(one.kind, (_run("same", one, 0, len(one.words)),))) for one in same)
            continue
        is_later = any(one.key not in stands for one in new[new_from:new_to])
        for was, now in _paired(old[old_from:old_to], new[new_from:new_to]):
            one = now or was
            assert one is not None  # noqa: S101 # a pair is of one passage at least
            if (now and now.key not in stands) or (was and not now and (is_later or was.key in moved)):
                yield True, Told(one.kind, ())
            else:
                yield True, Told(one.kind, tuple(_runs(was, now, patience)))


def _paired(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[tuple[Passage | None, Passage | None]]:
    """Pair passages that were reworded, in their order, so that as many words as can be are common."""
    if len(old) * len(new) > MOST_PAIRS:
        yield from [(one, None) for one in old]
        yield from [(None, one) for one in new]
        return
    best = _best(old, new)
    was, now = 0, 0
    while was < len(old) or now < len(new):
        if was < len(old) and best[was][now] == best[was + 1][now]:
            yield old[was], None
            was += 1
        elif now < len(new) and best[was][now] == best[was][now + 1]:
            yield None, new[now]
            now += 1
        else:
            yield old[was], new[now]
            was, now = was + 1, now + 1


def _best(old: Sequence[Passage], new: Sequence[Passage]) -> list[list[float]]:
    """Return how much the passages from each pair of places on can have in common."""
    olds, news = ([Counter(one.words) for one in some] for some in (old, new))
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    for was in reversed(range(len(old))):
        for now in reversed(range(len(new))):
            share = _share(olds[was], news[now])
            together = best[was + 1][now + 1] + share if share >= ALIKE else 0
            best[was][now] = max(best[was + 1][now], best[was][now + 1], together)
    return best


def _share(one: Counter[Word], other: Counter[Word]) -> float:
    """Return which share of their words two passages have in common."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _runs(was: Passage | None, now: Passage | None, patience: _Patience) -> Iterator[Run]:
    """Return the words in their order, the old ones before those in their place."""
    if was is None or now is None:
        if one := now or was:
            yield _run("new" if now else "old", one, 0, len(one.words))
        return
    old, new = ({word.href for word in one.words} for one in (was, now))
    whole = [(False, 0, len(was.words), 0, len(now.words))]
    changes = _changes(was.words, now.words) if patience.takes(was, now) else whole
    for is_same, old_from, old_to, new_from, new_to in changes:
        if is_same:
            run = _run("same", now, new_from, new_to)
            yield replace(run, is_spaced=run.is_spaced or was.spaces[old_to - 1])
            continue
        if old_to > old_from:
            gone = _run("old", was, old_from, old_to, old - new)
            yield replace(gone, is_spaced=gone.is_spaced or new_to > new_from)
        if new_to > new_from:
            yield _run("new", now, new_from, new_to, new - old)


def _changes(old: Sequence[Word], new: Sequence[Word]) -> list[tuple[bool, int, int, int, int]]:
    """Return the stretches of words, without shreds of what is common between two longer changes."""
    codes = _codes(old, new)
    found: list[tuple[bool, int, int, int, int]] = []
    for place, (tag, *at) in enumerate(codes):
        is_same = tag == "equal" and not _is_shred(codes, place)
        if found and not is_same and not found[-1][0]:
            at[0], at[2] = found[-1][1], found[-1][3]
            found.pop()
        found.append((is_same, at[0], at[1], at[2], at[3]))
    return found


def _codes(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[str, int, int, int, int]]:
    """Return how one row becomes the other; its members are hashed once, and then told apart by number."""
    numbers: dict[Hashable, int] = {}
    was, now = ([numbers.setdefault(one, len(numbers)) for one in row] for row in (old, new))
    return [*SequenceMatcher(None, was, now, autojunk=False).get_opcodes()]


def _is_shred(codes: Sequence[tuple[str, int, int, int, int]], place: int) -> bool:
    """Say whether what is common there has few words, and fewer than the changes on both sides."""
    if place in (0, len(codes) - 1):
        return False
    _tag, begin, end, *_new = codes[place]
    sides = [(was_to - was) + (now_to - now) for _tag, was, was_to, now, now_to in codes[place - 1 : place + 2 : 2]]
    return end - begin < min(FEW, *sides)


def _run(kind: str, passage: Passage, begin: int, end: int, tells: Set[str] = frozenset()) -> Run:
    """Put words of a passage together again, with the addresses that it `tells`."""
    pieces = []
    for href, places in groupby(range(begin, end), lambda at: passage.words[at].href):
        at = [*places]
        text = "".join(passage.words[one].text + " " * passage.spaces[one] for one in at)
        pieces.append(Piece(text.rstrip(), href if href in tells else "", passage.spaces[at[-1]]))
    return Run(kind, tuple(pieces), passage.spaces[end - 1])
