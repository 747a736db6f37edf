"""A sheet to draw on: shapes in the picture's own pixels, drawn three times as large, so that scaling smooths edges."""

import io
import math
from collections.abc import Iterable, Sequence

from PIL import Image, ImageColor, ImageDraw

WIDTH, HEIGHT = 1620, 1080
SCALE = 3

Point = tuple[float, float]


class Canvas:
    """Shapes from back to front. Colours are those of Pillow; with a fourth pair of digits they let shine through."""

    def __init__(self, above: str, *below: str, horizon: float = HEIGHT) -> None:
        """Begin with a sky that runs through the colours down to the horizon."""
        self._sheet = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), (below or (above,))[-1])
        self._pen = ImageDraw.Draw(self._sheet, "RGBA")
        self.fade(0, 0, WIDTH, horizon, above, *below)

    def fade(self, x: float, y: float, width: float, height: float, *colours: str) -> None:
        """Fill a box with colours that run into each other from top to bottom."""
        column = Image.new("RGB", (1, len(colours)))
        for row, colour in enumerate(colours):
            column.putpixel((0, row), ImageColor.getrgb(colour)[:3])
        size = (round(width * SCALE), round(height * SCALE))
        # Half a row more on either side: the outer colours stand at the edges.
        box = (0, 0.5, 1, len(colours) - 0.5) if len(colours) > 1 else (0, 0, 1, 1)
        strip = column.resize((1, size[1]), Image.Resampling.BILINEAR, box=box)
        self._sheet.paste(strip.resize(size, Image.Resampling.NEAREST), (round(x * SCALE), round(y * SCALE)))

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 1.0) -> None:
        """Let light spread from a point."""
        side = round(2 * radius * SCALE)
        falloff = Image.radial_gradient("L").point(lambda value: round(max(0, 1 - value / 181) ** 2 * 255 * strength))
        mask = falloff.resize((side, side), Image.Resampling.BILINEAR)
        where = (round((x - radius) * SCALE), round((y - radius) * SCALE))
        self._sheet.paste(Image.new("RGB", (side, side), colour), where, mask)

    def shape(self, points: Iterable[Point], colour: str) -> None:
        self._pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def curve(self, points: Sequence[Point], colour: str) -> None:
        """Fill an outline that runs smoothly through its points."""
        self.shape(smooth(points), colour)

    def box(self, x: float, y: float, width: float, height: float, colour: str, radius: float = 0) -> None:
        corners = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self._pen.rounded_rectangle(corners, radius * SCALE, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str, height: float | None = None) -> None:
        """Draw a circle, or an ellipse where the half height differs."""
        tall = radius if height is None else height
        self._pen.ellipse(
            [(x - radius) * SCALE, (y - tall) * SCALE, (x + radius) * SCALE, (y + tall) * SCALE], fill=colour
        )

    def line(self, points: Iterable[Point], colour: str, width: float = 4) -> None:
        corners = [(x * SCALE, y * SCALE) for x, y in points]
        self._pen.line(corners, fill=colour, width=round(width * SCALE), joint="curve")

    def ring(self, x: float, y: float, radius: float, colour: str, width: float, *, part: tuple[float, float]) -> None:
        """Draw part of a circle, in degrees from the right, clockwise."""
        corners = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self._pen.arc(corners, *part, fill=colour, width=round(width * SCALE))

    def png(self) -> io.BytesIO:
        """Return the picture in its own size."""
        out = io.BytesIO()
        self._sheet.reduce(SCALE).save(out, "PNG", compress_level=1)
        out.seek(0)
        return out


def smooth(points: Sequence[Point], steps: int = 14) -> list[Point]:
    """Return a closed line through the points without corners (Catmull and Rom)."""
    count = len(points)
    return [
        _between([points[(index + shift) % count] for shift in (-1, 0, 1, 2)], step / steps)
        for index in range(count)
        for step in range(steps)
    ]


def _between(near: Sequence[Point], t: float) -> Point:
    before, start, end, after = near
    x, y = (
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(before, start, end, after, strict=True)
    )
    return x, y


def hills(base: float, height: float, waves: Sequence[tuple[float, float]]) -> list[Point]:
    """Return the outline of rolling ground; each wave has its number over the width and where it begins."""
    line = [
        (x, base - sum(height / (n + 1) * math.sin(x / WIDTH * math.tau * f + p) for n, (f, p) in enumerate(waves)))
        for x in range(-20, WIDTH + 21, 10)
    ]
    return [(-20.0, float(HEIGHT)), *line, (WIDTH + 20.0, float(HEIGHT))]


def arc(x: float, y: float, radius: float, start: float, end: float) -> list[Point]:
    """Return points on a circle, from one angle to another in degrees, clockwise from the right."""
    angles = [math.radians(start + (end - start) * step / 40) for step in range(41)]
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]
