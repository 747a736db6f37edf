"""Colleagues who are named in a note as `@name`: stored by their user ID, shown by the name they have now (A42)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

#: Where a name may begin: not inside a word, so that an e-mail address names nobody.
_AT = r"(?<![\w@.])@"
_ID = re.compile(rf"{_AT}(M-[0-9A-Z]{{8}})(?!\w)")
_ANYBODY = re.compile(rf"{_AT}(\w[\w-]*)")


@dataclass(frozen=True)
class Named:
    """A note with user IDs in place of names, whose they are, and what named nobody."""

    body: str
    people: frozenset[str]
    nobody: tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """A part of a note, as it is shown."""

    words: str
    is_name: bool = False


def handles(people: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return how each of these people, told by ID and name, is named after an `@`, with the ID.

    Who has no name, or one of somebody else's, is named by the ID.
    """
    told = [(" ".join(name.split()), key) for key, name in people]
    names = [name.lower() for name, _key in told]
    return {name if name and names.count(name.lower()) == 1 else key: key for name, key in told}


def read(body: str, called: Mapping[str, str]) -> Named:
    """Find who is named in what somebody typed; case and spacing of a name make no difference."""
    known = {**called, **{key: key for key in called.values()}}
    longest_first = sorted(known, key=len, reverse=True)
    names = "|".join(map(_spelled, longest_first))
    found: set[str] = set()

    def by_key(match: re.Match[str]) -> str:
        key = known[longest_first[(match.lastindex or 0) - 1]]
        found.add(key)
        return f"@{key}"

    if names:
        body = re.sub(rf"{_AT}(?:{names})(?!\w)", by_key, body, flags=re.IGNORECASE)
    nobody = [name for name in _ANYBODY.findall(body) if name not in found]
    return Named(body, frozenset(found), tuple(dict.fromkeys(nobody)))


def keys_in(body: str) -> set[str]:
    """Return the IDs that stand in a stored note."""
    return set(_ID.findall(body))


def shown(body: str, names: Mapping[str, str]) -> Iterator[Piece]:
    """Take a stored note apart, each ID replaced by the name; whoever has none any more keeps the ID."""
    for number, words in enumerate(_ID.split(body)):
        if number % 2:
            yield Piece(f"@{names.get(words) or words}", is_name=True)
        elif words:
            yield Piece(words)


def _spelled(name: str) -> str:
    return "(" + r"\s+".join(map(re.escape, name.split())) + ")"
