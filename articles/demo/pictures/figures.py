"""What stands in several pictures: houses, trees, people, stars, clouds."""

import random

from articles.demo.pictures.canvas import WIDTH, Canvas


def house(
    sheet: Canvas,
    x: float,
    base: float,
    width: float,
    height: float,
    *,
    wall: str,
    roof: str,
    window: str,
    floors: int = 3,
    lit: frozenset[int] = frozenset(),
    gable: float = 0,
) -> None:
    """Draw a house front; the windows counted in `lit` are warm."""
    top = base - height
    sheet.box(x, top, width, height, wall)
    sheet.box(x + width * 0.88, top, width * 0.12, height, "#00000014")
    if gable:
        sheet.shape([(x - 8, top + 2), (x + width / 2, top - gable), (x + width + 8, top + 2)], roof)
    else:
        sheet.box(x - 6, top - 14, width + 12, 20, roof)
    columns = max(2, round(width / 55))
    step, rise = width / columns, height / floors
    for number in range(columns * floors):
        left = x + (number % columns + 0.5) * step - 13
        upper = top + (number // columns) * rise + rise * 0.2
        sheet.box(left, upper, 26, min(46, rise * 0.5), "#ffd97a" if number in lit else window, 3)


def tree(sheet: Canvas, x: float, base: float, size: float, leaves: tuple[str, str], trunk: str = "#5b4334") -> None:
    """Draw a round tree with its lit side to the right."""
    sheet.box(x - size * 0.07, base - size * 0.9, size * 0.14, size * 0.9, trunk, 4)
    dark, light = leaves
    for dx, dy, radius in ((-0.3, -1.05, 0.42), (0.3, -1.0, 0.4), (0, -1.4, 0.46), (0, -1.0, 0.44)):
        sheet.disc(x + dx * size, base + dy * size, radius * size, dark)
    for dx, dy, radius in ((0.16, -1.45, 0.27), (0.36, -1.08, 0.22), (-0.12, -1.1, 0.18)):
        sheet.disc(x + dx * size, base + dy * size, radius * size, light)


def fir(sheet: Canvas, x: float, base: float, height: float, colour: str) -> None:
    for step in range(4):
        wide = height * (0.1 + 0.065 * step)
        foot = base - height * 0.72 + height * 0.24 * step
        sheet.shape([(x - wide, foot), (x, foot - height * 0.36), (x + wide, foot)], colour)


def person(sheet: Canvas, x: float, base: float, height: float, coat: str) -> None:
    """Draw somebody who stands there."""
    skin = "#e2b08c"
    for side in (-1, 1):
        sheet.box(
            x + side * height * 0.058 - height * 0.05, base - height * 0.4, height * 0.1, height * 0.4, "#2c3148", 3
        )
        sheet.box(
            x + side * height * 0.066 - height * 0.06, base - height * 0.035, height * 0.12, height * 0.04, "#1b1d2a", 3
        )
    sheet.box(x - height * 0.03, base - height * 0.86, height * 0.06, height * 0.1, skin)
    sheet.box(x - height * 0.125, base - height * 0.8, height * 0.25, height * 0.46, coat, height * 0.07)
    for side in (-1, 1):
        hand = (x + side * height * 0.165, base - height * 0.42)
        sheet.line([(x + side * height * 0.1, base - height * 0.75), hand], coat, height * 0.075)
        sheet.line(
            [(x + side * height * 0.128, base - height * 0.72), (x + side * height * 0.14, base - height * 0.44)],
            "#00000030",
            height * 0.02,
        )
        sheet.disc(*hand, height * 0.036, skin)
    sheet.disc(x, base - height * 0.9, height * 0.085, skin)
    sheet.ring(x, base - height * 0.905, height * 0.098, "#3a2a25", height * 0.06, part=(175, 365))


def cloud(sheet: Canvas, x: float, y: float, size: float, colour: str) -> None:
    sheet.box(x - size, y - size * 0.14, size * 2, size * 0.28, colour, size * 0.14)
    for dx, dy, radius in ((-0.4, -0.16, 0.27), (0.05, -0.28, 0.36), (0.48, -0.12, 0.24)):
        sheet.disc(x + dx * size, y + dy * size, radius * size, colour)


def stars(sheet: Canvas, chance: random.Random, count: int, lowest: float) -> None:
    for _ in range(count):
        size = chance.choice((0.8, 1.0, 1.0, 1.5, 2.2))
        sheet.disc(chance.uniform(0, WIDTH), chance.uniform(0, lowest), size, chance.choice(("#ffffffb0", "#fff3d6e0")))


def ripples(sheet: Canvas, chance: random.Random, top: float, bottom: float, colours: tuple[str, ...]) -> None:
    """Cover water with strokes that grow towards the front."""
    y = top
    while y < bottom:
        near = (y - top) / (bottom - top)
        for _ in range(7):
            length = chance.uniform(30, 90) * (0.5 + 1.6 * near)
            x = chance.uniform(-60, WIDTH)
            sheet.box(x, y + chance.uniform(-5, 5), length, 2.5 + 3.5 * near, chance.choice(colours), 3)
        y += 12 + 24 * near
