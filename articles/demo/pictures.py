"""Draws the demo's pictures, so that none has to be licensed: hills under a sky, different for each name."""

import io
import math
import random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1800, 1200


def draw(name: str, colours: list[str]) -> io.BytesIO:
    """Return a PNG: the same for the same name and colours."""
    chance = random.Random(name)  # noqa: S311 # a drawing, no secret
    sky, glow, hill, front, sun = colours
    picture = _sky(sky, glow)
    pen = ImageDraw.Draw(picture)
    x, y, radius = chance.randint(300, 1500), chance.randint(180, 420), chance.randint(60, 120)
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=sun)
    for layer in range(5):
        blended = Image.blend(Image.new("RGB", (1, 1), hill), Image.new("RGB", (1, 1), front), layer / 4)
        pen.polygon(_ridge(chance, layer), fill=blended.getpixel((0, 0)))
    out = io.BytesIO()
    picture.save(out, "PNG")
    out.seek(0)
    return out


def _sky(above: str, below: str) -> Image.Image:
    """Run from one colour into the other."""
    steps = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    return Image.composite(Image.new("RGB", (WIDTH, HEIGHT), below), Image.new("RGB", (WIDTH, HEIGHT), above), steps)


def _ridge(chance: random.Random, layer: int) -> list[tuple[float, float]]:
    """Return the outline of a range of hills; nearer ones stand lower."""
    base, waves = 560 + layer * 120, [(chance.uniform(0.6, 3.5), chance.uniform(0, 6.3)) for _ in range(3)]
    outline = [
        (x, base + sum(60 / (n + 1) * math.sin(x / WIDTH * 2 * math.pi * f + p) for n, (f, p) in enumerate(waves)))
        for x in range(0, WIDTH + 20, 20)
    ]
    return [(0, HEIGHT), *outline, (WIDTH, HEIGHT)]
