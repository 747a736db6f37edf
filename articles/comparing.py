"""What changed between two texts of an article, told to readers passage by passage and word by word (A58). Pure.

Links and marks are read off the words: a word that leads elsewhere than before has changed, one that is only set
otherwise has not. Of the later text only what still stands in the article is told: what was changed or taken out
again since stays away, with what stood in its place before.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from articles.markdown.inline import INLINE
from articles.markdown.tree import Element, tree
from articles.models import Article, Revision

#: What stands before a word and after it without being part of it.
OPENING, CLOSING = "([{«“„‘'\"¿¡", ")]}»”’'\".,;:!?…،؛؟"
#: What a passage is in its text; all else is a paragraph.
KINDS = {
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "li": "item",
    "blockquote": "quotation",
    "pre": "code",
    "figcaption": "caption",
    "caption": "caption",
    "td": "cell",
    "th": "cell",
}
#: From which share of common words on two passages are one that was reworded.
ALIKE = 0.35
#: More pairs of passages are not looked at: the ones are gone, and the others have come.
MOST_PAIRS = 10_000
#: What stays of a passage between two changes is told as changed with them where it has fewer words than this.
FEW = 3


@dataclass(frozen=True)
class Word:
    """A word or a sign, and where it leads."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Passage:
    """A paragraph, a heading, an item of a list: its words, each with whether a space follows."""

    kind: str
    words: tuple[Word, ...]
    spaces: tuple[bool, ...]

    @property
    def key(self) -> tuple[str, tuple[Word, ...]]:
        return self.kind, self.words


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
    told = [*_told([*old], [*new], stands)]
    stretches = [
        Stretch(is_changed, tuple(one for _changed, one in some)) for is_changed, some in groupby(told, _first)
    ]
    return stretches if any(stretch.is_changed for stretch in stretches) else []


def line(text: str) -> list[Passage]:
    """Take plain text as one passage; none where it is empty."""
    return [*_passages([text], "paragraph")]


def passages(html: str) -> list[Passage]:
    """Take the stored text of an article apart."""
    return [*_passages(tree(html).inner, "paragraph")]


def _first(pair: tuple[bool, Told]) -> bool:
    return pair[0]


def _passages(inner: Sequence[Element | str], kind: str) -> Iterator[Passage]:
    for is_running, pieces in groupby(inner, lambda one: isinstance(one, str) or one.name in INLINE):
        if is_running:
            yield from _lines(pieces, kind)
        else:
            for one in pieces:
                assert isinstance(one, Element)  # noqa: S101 # text is running
                yield from _passages(one.inner, KINDS.get(one.name, kind))


def _lines(pieces: Iterable[Element | str], kind: str) -> Iterator[Passage]:
    """Read running text: of each of its lines the words, whatever marks begin or end within them."""
    letters = [(letter, href) for text, href in _texts(pieces, "", kind) for letter in text]
    for is_break, some in groupby(letters, lambda pair: pair[0] == "\n"):
        if is_break:
            continue
        row = [*some]
        text = "".join(letter for letter, _href in row)
        spans = [*_spans(text)]
        if spans:
            words = tuple(Word(text[begin:end], row[begin][1]) for begin, end in spans)
            yield Passage(kind, words, tuple(text[end : end + 1].isspace() for _begin, end in spans))


def _texts(pieces: Iterable[Element | str], href: str, kind: str) -> Iterator[tuple[str, str]]:
    """Give the texts, each with where it leads; a line ends where the page ends one."""
    for one in pieces:
        if isinstance(one, str):
            yield one if kind == "code" else one.replace("\n", " "), href
        elif one.name == "br":
            yield "\n", ""
        else:
            yield from _texts(one.inner, one.said.get("href", "") if one.name == "a" else href, kind)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Find the words, and the signs before and after them."""
    for found in re.finditer(r"\S+", text):
        word, begin = found[0], found.start()
        core = len(word) - len(word.lstrip(OPENING))
        end = max(core, len(word.rstrip(CLOSING)))
        yield from pairwise(sorted({begin, begin + core, begin + end, found.end()}))


def _told(
    old: list[Passage], new: list[Passage], stands: set[tuple[str, tuple[Word, ...]]]
) -> Iterator[tuple[bool, Told]]:
    """Tell each passage with whether it has changed; what has not and stands no more is not told."""
    matcher = SequenceMatcher(None, [one.key for one in old], [one.key for one in new], autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            same = (one for one in new[new_from:new_to] if one.key in stands)
            yield from ((False, Told(one.kind, (_run("same", one, 0, len(one.words)),))) for one in same)
            continue
        for was, now in _paired(old[old_from:old_to], new[new_from:new_to]):
            if now and now.key not in stands:
                yield True, Told(now.kind, ())
            elif one := now or was:
                yield True, Told(one.kind, tuple(_runs(was, now)))


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
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    for was in reversed(range(len(old))):
        for now in reversed(range(len(new))):
            share = _share(old[was], new[now])
            together = best[was + 1][now + 1] + share if share >= ALIKE else 0
            best[was][now] = max(best[was + 1][now], best[was][now + 1], together)
    return best


def _share(one: Passage, other: Passage) -> float:
    """Return which share of their words two passages have in common."""
    common = (Counter(one.words) & Counter(other.words)).total()
    return 2 * common / (len(one.words) + len(other.words))


def _runs(was: Passage | None, now: Passage | None) -> Iterator[Run]:
    """Return the words in their order, the old ones before those in their place."""
    if was is None or now is None:
        if one := now or was:
            yield _run("new" if now else "old", one, 0, len(one.words))
        return
    old, new = ({word.href for word in one.words} for one in (was, now))
    for is_same, old_from, old_to, new_from, new_to in _changes(was.words, now.words):
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
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    found: list[tuple[bool, int, int, int, int]] = []
    for place, (tag, *at) in enumerate(codes):
        is_same = tag == "equal" and not _is_shred(codes, place)
        if found and not is_same and not found[-1][0]:
            at[0], at[2] = found[-1][1], found[-1][3]
            found.pop()
        found.append((is_same, at[0], at[1], at[2], at[3]))
    return found


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
