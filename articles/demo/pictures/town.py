"""Pictures of the town: its streets, shops and houses."""

import math
import random

from articles.demo.pictures.canvas import WIDTH, Canvas, arc
from articles.demo.pictures.figures import cloud, house, person, stars, tree


def car(chance: random.Random) -> Canvas:
    """An electric car at a charging post, a city at dusk behind it."""
    sheet = Canvas("#2a2c5e", "#6a4a86", "#d9788a", "#ffc08a", horizon=760)
    sheet.glow(1130, 640, 520, "#ffe3b0", 0.9)
    sheet.disc(1130, 640, 92, "#ffe9c4")
    _skyline(sheet, chance, 760, (130, 300), "#8d5a8c", None)
    _skyline(sheet, chance, 760, (70, 220), "#57406f", "#ffcf8a")
    sheet.fade(0, 760, WIDTH, 70, "#4d4463", "#463e5c")
    sheet.fade(0, 822, WIDTH, 258, "#3a3550", "#25233a")
    sheet.box(0, 816, WIDTH, 8, "#7b6d86")
    for x in range(-40, WIDTH, 210):
        sheet.shape([(x, 1010), (x + 110, 1010), (x + 100, 1022), (x - 14, 1022)], "#d8c7b8")
    _lamp(sheet, 1430, 824)
    _post(sheet, 262, 836)
    _car(sheet, 410, 905)
    return sheet


def _skyline(
    sheet: Canvas, chance: random.Random, base: float, heights: tuple[int, int], colour: str, light: str | None
) -> None:
    x = -20.0
    while x < WIDTH:
        width, height = chance.uniform(70, 150), chance.uniform(*heights)
        sheet.box(x, base - height, width + 1, height, colour)
        for left in range(round(x) + 16, round(x + width) - 20, 26):
            for top in range(round(base - height) + 18, round(base) - 24, 32):
                if light and chance.random() < 0.3:
                    sheet.box(left, top, 10, 15, light)
        x += width


def _lamp(sheet: Canvas, x: float, base: float) -> None:
    sheet.glow(x - 64, base - 424, 190, "#ffe6ae", 0.6)
    sheet.line([(x, base), (x, base - 400), (x - 20, base - 436), (x - 80, base - 440)], "#2b2740", 9)
    sheet.box(x - 98, base - 444, 56, 14, "#fff0c9", 7)


def _post(sheet: Canvas, x: float, base: float) -> None:
    sheet.disc(x + 32, base + 56, 70, "#00000040", 12)
    sheet.box(x, base - 210, 64, 262, "#f3ecdf", 14)
    sheet.box(x + 46, base - 210, 18, 262, "#d9cdbd", 8)
    sheet.box(x + 12, base - 186, 40, 56, "#2f6f74", 6)
    sheet.shape(
        [
            (x + 34, base - 182),
            (x + 20, base - 154),
            (x + 31, base - 154),
            (x + 27, base - 134),
            (x + 44, base - 164),
            (x + 33, base - 164),
        ],
        "#ffe08a",
    )
    cable = [(x + 60, base - 96), (x + 110, base - 20), (x + 150, base + 6), (x + 190, base - 40), (x + 214, base - 88)]
    sheet.line(_bow(cable), "#1d1b2c", 8)


def _bow(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return a hanging line through the points."""
    (x0, y0), (x3, y3) = points[0], points[-1]
    low = max(y for _, y in points) + 40
    return [
        (
            x0 + (x3 - x0) * t,
            (1 - t) ** 3 * y0 + 3 * (1 - t) ** 2 * t * low + 3 * (1 - t) * t**2 * low + t**3 * y3,
        )
        for t in (step / 24 for step in range(25))
    ]


def _car(sheet: Canvas, x: float, base: float) -> None:
    """Draw the car from its side; `x` is its rear, `base` the ground."""
    sheet.disc(x + 440, base + 34, 470, "#00000055", 22)
    sheet.glow(x + 880, base - 98, 230, "#fff1c4", 0.75)
    body = [
        (10, -60),
        (6, -130),
        (40, -178),
        (150, -205),
        (262, -296),
        (430, -322),
        (560, -296),
        (680, -200),
        (822, -170),
        (872, -120),
        (876, -58),
        (860, -26),
        (440, -14),
        (30, -26),
    ]
    sheet.curve([(x + dx, base + dy) for dx, dy in body], "#2f7fc4")
    lower = [(8, -84), (300, -96), (600, -92), (876, -84), (874, -52), (858, -26), (440, -14), (30, -26)]
    sheet.curve([(x + dx, base + dy) for dx, dy in lower], "#245f9c")
    glass = [(190, -206), (276, -286), (430, -304), (548, -280), (648, -204), (420, -198)]
    sheet.curve([(x + dx, base + dy) for dx, dy in glass], "#1f2744")
    sheet.curve([(x + dx, base + dy) for dx, dy in [(214, -212), (288, -276), (398, -292), (392, -208)]], "#7fb2d9")
    sheet.curve([(x + dx, base + dy) for dx, dy in [(424, -292), (538, -270), (618, -208), (424, -206)]], "#9cc7e4")
    sheet.shape(
        [(x + 300, base - 282), (x + 340, base - 288), (x + 290, base - 212), (x + 256, base - 212)], "#ffffff38"
    )
    sheet.line([(x + 408, base - 196), (x + 404, base - 60)], "#1f5388", 3)
    sheet.box(x + 432, base - 168, 46, 9, "#cfe3f3", 4)
    sheet.line(
        [(x + 60, base - 172), (x + 300, base - 186), (x + 660, base - 186), (x + 800, base - 164)], "#6cb0e6", 5
    )
    sheet.curve([(x + 806, base - 160), (x + 858, base - 136), (x + 868, base - 116), (x + 820, base - 130)], "#fff6d8")
    sheet.box(x + 8, base - 160, 30, 22, "#ff6b6b", 8)
    sheet.box(x + 180, base - 152, 26, 20, "#1d3f63", 5)
    for wheel in (190, 690):
        _wheel(sheet, x + wheel, base - 34)


def _wheel(sheet: Canvas, x: float, y: float) -> None:
    sheet.disc(x, y - 8, 92, "#1b2038")
    sheet.disc(x, y, 74, "#14141f")
    sheet.disc(x, y, 48, "#c9d2dc")
    for spoke in range(5):
        angle = math.tau * spoke / 5
        sheet.line([(x, y), (x + 46 * math.sin(angle), y - 46 * math.cos(angle))], "#5a6678", 12)
    sheet.disc(x, y, 12, "#eef2f6")


def tram(chance: random.Random) -> Canvas:
    """A red tram before a row of houses in the morning."""
    sheet = Canvas("#9fd0e6", "#cfe8ea", "#ffe9c9", horizon=820)
    sheet.glow(1290, 200, 460, "#fff6d6", 0.9)
    for x, y, size in ((300.0, 150.0, 120.0), (760, 90, 80), (1130, 190, 100)):
        cloud(sheet, x, y, size, "#f6fafb")
    fronts = [
        ("#e8b27d", "#9c5a3c"),
        ("#d98f7a", "#7a4338"),
        ("#f0d7a3", "#8d6b3f"),
        ("#a9c3b0", "#4f6f63"),
        ("#e6c0ad", "#8a5548"),
        ("#c9b7d1", "#5f4f73"),
        ("#f2c879", "#94602f"),
    ]
    x = -30.0
    for number, (wall, roof) in enumerate(fronts):
        width, height = 246, chance.uniform(430, 560)
        house(
            sheet,
            x,
            830,
            width - 8,
            height,
            wall=wall,
            roof=roof,
            window="#48617a",
            floors=5,
            gable=90 if number % 2 else 0,
        )
        sheet.box(x + 10, 760, width - 28, 70, "#00000022")
        x += width
    sheet.fade(0, 828, WIDTH, 252, "#c9bfae", "#a49a8b")
    sheet.box(0, 828, WIDTH, 12, "#e9e1d2")
    for x in (80.0, 560, 1080, 1560):
        tree(sheet, x, 850, 170, ("#4f8a5b", "#82b56b"))
    sheet.line([(0, 388), (WIDTH, 380)], "#3b4350", 4)
    _tram(sheet, 190, 960)
    for y in (966, 1010):
        sheet.box(0, y, WIDTH, 8, "#6d665e")
        sheet.box(0, y, WIDTH, 3, "#f1ece2")
    for x, coat in ((1440.0, "#2f6f74"), (1500, "#c8553d"), (1550, "#e0a83b")):
        person(sheet, x, 930, 150, coat)
    return sheet


def _tram(sheet: Canvas, x: float, base: float) -> None:
    """Draw three cars on one train; `base` is the rail."""
    sheet.disc(x + 590, base + 10, 620, "#0000002e", 20)
    sheet.line([(x + 560, base - 400), (x + 620, base - 470), (x + 560, base - 572)], "#3b4350", 7)
    sheet.box(x + 490, base - 420, 200, 30, "#8f8a84", 8)
    for car, width in enumerate((400, 360, 400)):
        left = x + (0, 408, 776)[car]
        sheet.box(left, base - 396, width, 366, "#c8322d", 46 if car != 1 else 12)
        sheet.box(left, base - 150, width, 96, "#a52622", 10)
        sheet.box(left, base - 166, width, 16, "#f5e6cf")
        for pane in range(4):
            sheet.box(left + 26 + pane * (width - 40) / 4, base - 346, (width - 40) / 4 - 14, 152, "#2b4257", 12)
            sheet.shape(
                [
                    (left + 40 + pane * (width - 40) / 4, base - 200),
                    (left + 80 + pane * (width - 40) / 4, base - 340),
                    (left + 64 + pane * (width - 40) / 4, base - 340),
                    (left + 30 + pane * (width - 40) / 4, base - 216),
                ],
                "#ffffff2a",
            )
        door = left + width / 2 - 48
        sheet.box(door, base - 352, 96, 296, "#efe6d8", 8)
        sheet.box(door + 8, base - 340, 37, 216, "#39546c", 6)
        sheet.box(door + 51, base - 340, 37, 216, "#39546c", 6)
        for wheel in (90, width - 90):
            sheet.disc(left + wheel, base - 26, 28, "#2a2a32")
            sheet.disc(left + wheel, base - 26, 12, "#8d8f99")
    for joint in (x + 400, x + 768):
        sheet.box(joint, base - 372, 8, 320, "#3a3a44")
    sheet.box(x + 18, base - 384, 86, 30, "#1f2430", 8)
    sheet.box(x + 30, base - 378, 18, 18, "#ffd25e", 4)
    for lamp in (x + 12, x + 1150):
        sheet.disc(lamp + 6, base - 108, 14, "#fff2c7")


def library(chance: random.Random) -> Canvas:
    """A library whose windows are lit at night."""
    sheet = Canvas("#0e1638", "#1d2a5c", "#3a4480", horizon=860)
    stars(sheet, chance, 170, 560)
    sheet.glow(1330, 190, 300, "#dfe6ff", 0.55)
    # a disc without the part that another, up and to the right of it, covers
    outer, inner = arc(1330, 190, 66, 42, 262), arc(1354, 174, 56, 241, 63)
    sheet.shape(outer + inner, "#f4f1de")
    for x, size in ((70.0, 290.0), (1550, 310), (190, 220), (1440, 230)):
        tree(sheet, x, 872, size, ("#16234a", "#22336a"), "#121a36")
    sheet.fade(0, 860, WIDTH, 220, "#434a80", "#2b3060")
    sheet.glow(810, 900, 620, "#ffcf78", 0.42)
    sheet.box(290, 420, 1040, 440, "#47508c")
    sheet.box(290, 420, 1040, 26, "#5f69a8")
    sheet.shape([(250, 424), (810, 236), (1370, 424)], "#525c9b")
    sheet.shape([(340, 408), (810, 250), (1280, 408)], "#3d4681")
    sheet.disc(810, 346, 44, "#ffdf92")
    sheet.line([(810, 346), (810, 318)], "#3d4681", 5)
    sheet.line([(810, 346), (830, 356)], "#3d4681", 5)
    for window in range(5):
        left = 356 + window * 196
        if window == 2:
            continue
        _library_window(sheet, left)
    _library_door(sheet, 730)
    for column in range(6):
        left = 306 + column * 194
        sheet.box(left, 446, 36, 414, "#7480c0", 4)
        sheet.box(left + 24, 446, 12, 414, "#525c9b", 4)
        sheet.box(left - 10, 440, 56, 18, "#8c97d2", 3)
        sheet.box(left - 10, 846, 56, 18, "#8c97d2", 3)
    for step in range(4):
        sheet.box(
            470 - step * 40, 862 + step * 22, 680 + step * 80, 22, ("#6a74b0", "#5a639d", "#4c548a", "#3f4677")[step]
        )
    for x, base, coat in (
        (560.0, 962.0, "#c8553d"),
        (640, 968, "#2f8f83"),
        (1010, 962, "#e0a83b"),
        (1250, 1000, "#7a5aa6"),
        (390, 1010, "#d98f7a"),
    ):
        sheet.disc(x, base + 3, 40, "#00000050", 8)
        person(sheet, x, base, 128, coat)
    return sheet


def _library_window(sheet: Canvas, left: float) -> None:
    """Draw a tall window with a round top and books behind it."""
    sheet.glow(left + 66, 660, 220, "#ffcf78", 0.35)
    sheet.disc(left + 66, 540, 62, "#ffd987")
    sheet.fade(left + 4, 540, 124, 250, "#ffd987", "#ffb95c")
    for shelf in range(3):
        y = 640 + shelf * 56
        for book in range(9):
            tall = 30 + (book * 7 + shelf * 5) % 15
            colour = ("#a04c3a", "#3d6b74", "#7a5a8c", "#c07a35")[(book + shelf) % 4]
            sheet.box(left + 10 + book * 12.6, y - tall, 10, tall, colour, 1)
        sheet.box(left + 4, y, 124, 6, "#8a5a30")
    sheet.box(left + 62, 478, 8, 312, "#525c9b")
    sheet.box(left + 4, 560, 124, 7, "#525c9b")


def _library_door(sheet: Canvas, left: float) -> None:
    sheet.glow(left + 80, 760, 260, "#ffd98a", 0.6)
    sheet.disc(left + 80, 580, 80, "#ffe6a8")
    sheet.fade(left, 580, 160, 282, "#ffe6a8", "#ffc46b")
    sheet.box(left, 612, 160, 8, "#6a4a2c")
    for leaf in (left - 6, left + 132):
        sheet.shape([(leaf, 620), (leaf + 34, 632), (leaf + 34, 850), (leaf, 862)], "#7a5230")
    person(sheet, left + 82, 862, 150, "#3b4a7a")
