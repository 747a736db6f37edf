"""Labelled comments, and what is written to teach what they do not (lessons, taught and rounds in `data`)."""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Grounds that rest on numbers and form have rules, which know better.
LEARNED = (2, 3, 4, 5, 8, 9, 12, 13, 14, 18)
#: Of these labels say next to nothing, or nothing in most languages: what was written may teach them alone.
WRITTEN_ALONE = (3, 4, 9, 13, 14)
#: These grounds are told apart by few labels: what speaks for one teaches both.
TOGETHER = {5: (5, 18), 18: (5, 18)}
#: What was written for a ground speaks against these, as what breaks none does: else a head learns how we write.
APART = {2: (3, 9, 13, 14), 3: (9,), 4: (3, 9), 9: (3, 4, 13, 14), 13: (3, 4, 9), 14: (3, 4, 9)}
INNOCENT = (3, 9, 14)
#: The source of sentences that were written to teach: never a measure of what comments are like.
WRITTEN = "written"
_DATA = Path(__file__).parent / "data"
WRITTEN_FILE = _DATA / "lessons.toml"
TAUGHT_FILES = tuple(sorted((_DATA / "taught").glob("*.toml")))
ROUNDS_FILE = _DATA / "rounds.toml"
#: The kinds of sentences that break the ground of a round. Insults are left to labels, which know better.
_BREAKING, _UNTAUGHT = frozenset({"broken", "despairing"}), 5
#: A sentence with a place in it is taught with so many of the words that fit.
FITTINGS = 4
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Lesson:
    """A labelled comment: `broken` are grounds it breaks, `kept` those that are known not to be broken, `assumed` those
    that an ordinary text like it does not break: it teaches them, and is no measure of where accepted comments lie.

    `group` is what must not be split between teaching and telling (its article), `source` where the label comes from.
    """

    text: str
    language: str
    broken: frozenset[int]
    kept: frozenset[int]
    group: str
    source: str = ""
    assumed: frozenset[int] = frozenset()
    is_own: bool = False
    is_frozen: bool = False
    #: Written under news or in a discussion on any day: there it is measured where accepted comments lie.
    is_ordinary: bool = False


def says(lesson: Lesson, ground: int) -> bool | None:
    """Say whether a comment breaks a ground; None when its label does not speak about it."""
    grounds = TOGETHER.get(ground, (ground,))
    if any(one in lesson.broken for one in grounds):
        return True
    return False if any(one in lesson.kept | lesson.assumed for one in grounds) else None


def written() -> Iterator[Lesson]:
    """Tell the lessons that were written, each sentence with several of the words that fit its places."""
    for path in (WRITTEN_FILE, *TAUGHT_FILES):
        for language, taught in tomllib.loads(path.read_text(encoding="utf-8")).items():
            sentences = ((lesson, text) for lesson in taught["lessons"] for text in lesson["texts"])
            for number, (lesson, text) in enumerate(sentences):
                says = {"broken": lesson.get("broken", ()), "kept": lesson.get("kept", ())}
                for fitted in _fitted(text, taught, number):
                    yield _written(fitted, language, f"{path.stem} {number}", **says)
    yield from _rounds()


def _rounds() -> Iterator[Lesson]:
    for number, row in enumerate(tomllib.loads(ROUNDS_FILE.read_text(encoding="utf-8"))["sentences"]):
        if row["ground"] == _UNTAUGHT:
            continue
        broken = [row["ground"]] if row["kind"] in _BREAKING else []
        kept = [] if broken else [row["ground"], *WRITTEN_ALONE]
        for place, text in enumerate(row["texts"]):
            yield _written(text, row["language"], f"{ROUNDS_FILE.stem} {number} {place}", broken=broken, kept=kept)


def _written(text: str, language: str, group: str, *, broken: Collection[int], kept: Iterable[int]) -> Lesson:
    apart = [ground for one in broken for ground in APART.get(one, ())] if broken else INNOCENT
    return Lesson(
        text=text,
        language=language,
        broken=frozenset(broken),
        kept=frozenset(),
        group=f"{WRITTEN} {group}",
        source=WRITTEN,
        assumed=frozenset(kept).union(apart).difference(broken),
    )


def _fitted(text: str, taught: Mapping[str, Sequence[str]], number: int) -> Iterator[str]:
    """Put words into the places, other ones in each sentence, so that none is always spoken well or ill of."""
    places = list(dict.fromkeys(_PLACE.findall(text)))
    for turn in range(FITTINGS if places else 1):
        fitted = text
        for place in places:
            words = taught[place]
            fitted = fitted.replace(f"{{{place}}}", words[(7 * number + turn * len(words) // FITTINGS) % len(words)])
        yield fitted[0].upper() + fitted[1:] if places else fitted
