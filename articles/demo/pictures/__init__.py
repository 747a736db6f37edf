"""Draws the demo's pictures, so that none has to be licensed. Each is the same every time."""

import io
import random
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from articles.demo.pictures import country, shore, sport, town, trade
from articles.demo.pictures.canvas import Canvas

MOTIFS: dict[str, Callable[[random.Random], Canvas]] = {
    "bakery": trade.bakery,
    "bridge": shore.bridge,
    "car": town.car,
    "football": sport.football,
    "harbour": shore.harbour,
    "library": town.library,
    "market": trade.market,
    "stars": country.night,
    "swifts": country.swifts,
    "swim": sport.swim,
    "train": country.train,
    "tram": town.tram,
}


def draw(motif: str) -> io.BytesIO:
    """Return a motif as PNG: the same bytes each time."""
    return MOTIFS[motif](random.Random(motif)).png()  # noqa: S311 # a drawing, no secret


def draw_all(motifs: Iterable[str]) -> Iterator[io.BytesIO]:
    """Draw several at once, in their order: Pillow lets other threads work meanwhile."""
    with ThreadPoolExecutor(max_workers=3) as pool:
        yield from pool.map(draw, motifs)
