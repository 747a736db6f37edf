"""The one-press fix for a text that shouts (ground 19)."""

import re

from moderation.screening.letters import alternates

#: What may follow a sentence's end before its first letter.
_FIRST = re.compile(r"(?:^|[.!?…]+[\"')\]»”]*\s+|\n\s*)[\"'(\[«“¿¡]*([^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: Capitals up to this length that stand alone among small letters are taken for an acronym.
ACRONYM = 4


def calmed(body: str) -> str:
    """Write words of capitals in small letters, and begin sentences with a capital.

    Where most words have small letters, short ones in capitals that stand alone are acronyms and stay. So do links.
    The writer reads the result: no machine knows every name.
    """
    words = re.split(r"(\s+)", body)
    shouts = [word.isupper() and word.strip(".,;:!?") != "I" for word in words]
    if 2 * sum(map(alternates, words)) > sum(map(str.isalpha, words)) / 2:
        shouts = [word.isupper() or not (word.islower() or word.istitle()) for word in words]
    all_loud = 2 * sum(shouts) > sum(word.upper() != word.lower() for word in words)
    small = "".join(
        _small(word) if shouted and (all_loud or _is_loud(index, words, shouts)) else word
        for index, (word, shouted) in enumerate(zip(words, shouts, strict=True))
    )
    return _FIRST.sub(lambda found: found[0][:-1] + found[1].upper(), small) if small != body else body


def _is_loud(index: int, words: list[str], shouts: list[bool]) -> bool:
    """Say whether a word in capitals shouts: it is long, or a word beside it shouts too; between them is space."""
    beside = shouts[max(0, index - 2) : index] + shouts[index + 1 : index + 3]
    return sum(map(str.isalpha, words[index])) > ACRONYM or any(beside)


def _small(word: str) -> str:
    return _WORD.sub(lambda found: _lowered(found[0]), word)


def _lowered(word: str) -> str:
    """Write a word small, but for the English I of I'm."""
    kept = 1 if word[:2] in ("I'", "I’") else 0
    return word[:kept] + word[kept:].lower()
