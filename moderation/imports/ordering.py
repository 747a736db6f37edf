"""In which order a discussion is written anew: by time, and nothing before what it answers."""

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

#: Of a comment whose time among others is not known yet.
UNDERWAY = ("", -1)


class Place(NamedTuple):
    """Where a comment stands: what it answers (empty: nothing that is there), and when it was written."""

    key: str
    parent: str
    at: str


def in_order(places: Iterable[Place], stored: Container[str] = ()) -> Iterator[Place]:
    """Yield the places of one discussion by time, each after the one it answers, unless that is stored already.

    An answer to nothing that is there stands alone; so does the first of a circle of comments that answer each other.
    """
    known = {place.key: place for place in places}
    times: dict[str, tuple[str, int]] = {}
    for place in list(known.values()):
        chain, above = [], place
        while above.key not in times:
            times[above.key] = UNDERWAY  # met again, it is a circle
            chain.append(above)
            above = known.get(above.parent, above)
        for one in reversed(chain):
            since, level = times.get(one.parent, UNDERWAY)
            if level < 0 and one.parent and one.parent not in stored:
                known[one.key] = Place(one.key, "", one.at)
            times[one.key] = (max(since, one.at), level + 1)
    yield from sorted(known.values(), key=lambda place: (*times[place.key], place.at, place.key))
