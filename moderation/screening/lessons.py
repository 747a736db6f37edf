"""Labelled comments, and what is written to teach what they do not (`data/lessons.toml`)."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Grounds that rest on numbers and form have rules, which know better.
LEARNED = (2, 4, 5, 8, 9, 12, 13, 18)
#: These grounds are told apart by few labels: what speaks for one teaches both.
TOGETHER = {5: (5, 18), 18: (5, 18)}
#: The source of sentences that were written to teach: never a measure of what comments are like.
WRITTEN = "written"
WRITTEN_FILE = Path(__file__).parent / "data" / "lessons.toml"
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
    """Tell the lessons that were written, each sentence with several of the words that fit."""
    for language, taught in tomllib.loads(WRITTEN_FILE.read_text(encoding="utf-8")).items():
        sentences = ((lesson, text) for lesson in taught["lessons"] for text in lesson["texts"])
        for number, (lesson, text) in enumerate(sentences):
            place = _PLACE.search(text)
            for fitted in _fitted(text, place[1], taught[place[1]], number) if place else [text]:
                yield Lesson(
                    text=fitted,
                    language=language,
                    broken=frozenset(lesson.get("broken", ())),
                    kept=frozenset(),
                    group=f"written {number}",
                    source=WRITTEN,
                    assumed=frozenset(lesson.get("kept", ())),
                )


def _fitted(text: str, place: str, words: Sequence[str], number: int) -> Iterator[str]:
    """Put words into the place, other ones in each sentence, so that none is always spoken well or ill of."""
    for turn in range(FITTINGS):
        word = words[(7 * number + turn * len(words) // FITTINGS) % len(words)]
        fitted = text.replace(f"{{{place}}}", word)
        yield fitted[0].upper() + fitted[1:]
