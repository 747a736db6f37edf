"""What changed between two texts, word by word. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Words, tags and the space between them: a changed link or tag shows as well as a changed word (A11).
_PIECES = re.compile(r"<[^>]*>|\s+|[^\s<]+|<")


@dataclass(frozen=True)
class Run:
    """A stretch of text that is in both, or only in the old or the new one."""

    kind: str  # same, old, new
    text: str


def runs(old: str, new: str) -> list[Run]:
    """Return the stretches that lead from `old` to `new`."""
    return list(_runs(_PIECES.findall(old), _PIECES.findall(new)))


def near(compared: list[Run], letters: int = 80) -> list[Run]:
    """Leave out of what is in both texts what is further than so many letters from a change."""
    last = len(compared) - 1
    return [_shortened(run, letters, place > 0, place < last) for place, run in enumerate(compared)]


def whole(old: str, new: str) -> list[Run]:
    """Return one as gone and the other as come: for what is chosen, and not reworded."""
    return [Run(kind, text) for kind, text in (("old", old), ("new", new)) if text]


def _shortened(run: Run, letters: int, is_after: bool, is_before: bool) -> Run:  # noqa: FBT001 # where changes stand
    if run.kind != "same" or len(run.text) <= letters * (is_after + is_before):
        return run
    begins, ends = run.text[: letters * is_after], run.text[len(run.text) - letters * is_before :]
    return Run("same", f"{begins} … {ends}")


def _runs(old: list[str], new: list[str]) -> Iterator[Run]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield Run("same", "".join(old[old_from:old_to]))
            continue
        if old_to > old_from:
            yield Run("old", "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Run("new", "".join(new[new_from:new_to]))
