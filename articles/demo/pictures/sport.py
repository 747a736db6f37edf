"""Pictures of sport: the ground of a small club, and the swim through the harbour."""

import math
import random

from articles.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from articles.demo.pictures.figures import cloud, house, person, ripples, tree

GABLES = (
    ("#c96f4f", "#6e3a30"),
    ("#e3b45f", "#8a5a35"),
    ("#7f9f94", "#3f5a58"),
    ("#d9967c", "#7d4438"),
    ("#b9a3bd", "#5d4a6b"),
    ("#e8cfa0", "#93693f"),
)


def football(chance: random.Random) -> Canvas:
    """The ground of a small club in the afternoon."""
    sheet = Canvas("#78b7de", "#bfe0e8", "#fdf1d2", horizon=520)
    sheet.glow(250, 150, 420, "#fffbe2", 0.95)
    sheet.disc(250, 150, 60, "#fff7cf")
    for x, y, size in ((720.0, 120.0, 130.0), (1120, 80, 90), (1430, 190, 120)):
        cloud(sheet, x, y, size, "#ffffff")
    for x in range(-20, WIDTH, 74):
        tree(sheet, x + chance.uniform(-10, 10), 500, chance.uniform(86, 130), ("#5d9468", "#86b877"))
    _stand(sheet, chance, 1080, 470)
    _floodlight(sheet, 470, 520)
    sheet.fade(0, 500, WIDTH, 580, "#7cb85c", "#57a04c", "#3f8a43")
    for stripe in range(9):
        left, right = 810 + (stripe * 2 - 9) * 130, 810 + (stripe * 2 - 8) * 130
        sheet.shape(
            [(left, 500), (right, 500), (810 + (right - 810) * 2.7, 1080), (810 + (left - 810) * 2.7, 1080)],
            "#ffffff16",
        )
    for points in (
        [(0, 560), (WIDTH, 560)],
        [(150, 560), (-260, 1080)],
        [(1470, 560), (1880, 1080)],
        [(430, 560), (330, 720), (1290, 720), (1190, 560)],
    ):
        sheet.line(points, "#ffffffd8", 7)
    sheet.box(0, 494, WIDTH, 30, "#e9e1d2")
    for number in range(12):
        sheet.box(number * 138 + 6, 498, 126, 22, ("#c8402f", "#24474a", "#e0a83b")[number % 3], 3)
    _goal(sheet, 560, 590)
    players = (
        (300, 700, "#c8402f"),
        (700, 640, "#f4f1ea"),
        (980, 780, "#c8402f"),
        (1210, 690, "#f4f1ea"),
        (520, 850, "#f4f1ea"),
        (1330, 900, "#c8402f"),
    )
    for x, y, shirt in players:
        sheet.disc(x + 20, y + 2, 46, "#00000030", 8)
        person(sheet, x, y, 100 + (y - 600) * 0.32, shirt)
    person(sheet, 806, 606, 104, "#f2c230")
    _corner(sheet, 190, 1010)
    _ball(sheet, 770, 930)
    return sheet


def _stand(sheet: Canvas, chance: random.Random, x: float, base: float) -> None:
    sheet.box(x - 20, base - 196, 560, 16, "#24474a", 4)
    for post in range(5):
        sheet.box(x + post * 128, base - 190, 9, 216, "#3f6468")
    for row in range(5):
        y = base - 110 + row * 30
        sheet.box(x - 10, y + 14, 540, 18, "#b8ad98")
        for seat in range(33):
            taken = chance.random() < 0.62
            colour = chance.choice(("#c8553d", "#2f6f74", "#e0a83b", "#7a5aa6", "#f2ead8", "#3d6b9c"))
            sheet.box(x - 4 + seat * 16, y, 13, 15, colour if taken else "#dfe7e6", 4)
            if taken:
                sheet.disc(x + 2.5 + seat * 16, y - 4, 5.5, chance.choice(("#e2b08c", "#8a5a40", "#f0c8a8")))


def _floodlight(sheet: Canvas, x: float, base: float) -> None:
    sheet.box(x, base - 400, 14, 410, "#5b6b74")
    sheet.box(x - 60, base - 440, 134, 66, "#46545c", 6)
    for lamp in range(6):
        sheet.disc(x - 36 + lamp % 3 * 43, base - 423 + lamp // 3 * 32, 13, "#fff6d8")


def _goal(sheet: Canvas, x: float, base: float) -> None:
    for step in range(13):
        sheet.line([(x + step * 42, base - 168), (x + 26 + step * 37.6, base - 30)], "#ffffff90", 2)
    for step in range(7):
        sheet.line(
            [(x + step * 4, base - 168 + step * 23), (x + 504 - step * 4, base - 168 + step * 23)], "#ffffff90", 2
        )
    sheet.line([(x, base), (x, base - 170), (x + 504, base - 170), (x + 504, base)], "#ffffff", 11)


def _corner(sheet: Canvas, x: float, base: float) -> None:
    sheet.disc(x + 30, base + 4, 60, "#00000030", 9)
    sheet.box(x - 5, base - 330, 10, 334, "#fdf6e3", 5)
    sheet.shape([(x + 5, base - 328), (x + 136, base - 284), (x + 5, base - 240)], "#e8452f")
    sheet.shape([(x + 5, base - 284), (x + 136, base - 284), (x + 5, base - 240)], "#c73522")


def _ball(sheet: Canvas, x: float, y: float) -> None:
    sheet.disc(x + 14, y + 52, 60, "#00000040", 12)
    sheet.disc(x, y, 54, "#fdfdf8")
    sheet.ring(x, y, 54, "#d5d8d2", 10, part=(20, 160))
    for angle in (-90, -18, 54, 126, 198):
        turn = math.radians(angle)
        sheet.line(
            [(x + 17 * math.cos(turn), y + 17 * math.sin(turn)), (x + 38 * math.cos(turn), y + 38 * math.sin(turn))],
            "#2a2f3a",
            4,
        )
        sheet.disc(x + 46 * math.cos(turn), y + 46 * math.sin(turn), 9, "#2a2f3a")
    sheet.shape(
        [(x + 19 * math.cos(math.radians(a)), y + 19 * math.sin(math.radians(a))) for a in (-90, -18, 54, 126, 198)],
        "#2a2f3a",
    )


def swim(chance: random.Random) -> Canvas:
    """Swimmers in the harbour basin."""
    sheet = Canvas("#8ecbe0", "#c9e8e6", "#fdf0d0", horizon=480)
    sheet.glow(1260, 150, 420, "#fffbe4", 0.95)
    sheet.disc(1260, 150, 62, "#fff6d0")
    for x, y, size in ((260.0, 130.0, 120.0), (620, 80, 80), (980, 170, 90)):
        cloud(sheet, x, y, size, "#f6fafb")
    _quay(sheet, chance)
    sheet.fade(0, 520, WIDTH, 560, "#59b3a8", "#2f8f93", "#1d6a7d", "#164f66")
    ripples(sheet, chance, 540, HEIGHT, ("#ffffff3c", "#8fe0cf55", "#0f46592e"))
    _rowing_boat(sheet, 1130, 640)
    for number in range(7):
        sheet.disc(40 + number * 84, 560 + number * 6, 11 + number, "#f0703f", 9 + number)
    caps = ("#ff6b4a", "#ffd24a", "#f4f1ea", "#ff8fb0", "#ffb03a")
    for number, (x, y, size) in enumerate(
        (
            (210, 680, 0.6),
            (520, 646, 0.5),
            (800, 690, 0.6),
            (380, 770, 0.85),
            (700, 800, 0.9),
            (1010, 780, 0.85),
            (1380, 800, 0.9),
            (220, 900, 1.25),
            (580, 950, 1.4),
            (1000, 930, 1.35),
            (1360, 970, 1.45),
        )
    ):
        _swimmer(sheet, x, y, size, caps[number % len(caps)])
    return sheet


def _quay(sheet: Canvas, chance: random.Random) -> None:
    """Draw the houses behind the basin and the people who watch."""
    x = -20.0
    for number in range(12):
        wall, roof = GABLES[(number * 5) % len(GABLES)]
        width = chance.uniform(116, 156)
        house(
            sheet,
            x,
            484,
            width - 6,
            chance.uniform(150, 220),
            wall=wall,
            roof=roof,
            window="#4b6173",
            floors=3,
            gable=chance.uniform(60, 96),
        )
        x += width
    sheet.box(0, 476, WIDTH, 46, "#8f8576")
    for stone in range(40):
        sheet.box(stone * 42, 484 + 18 * (stone % 2), 36, 14, "#7d7466", 3)
    for number in range(46):
        person(
            sheet,
            20 + number * 35 + chance.uniform(-9, 9),
            480,
            chance.uniform(42, 54),
            chance.choice(("#c8553d", "#2f6f74", "#e0a83b", "#7a5aa6", "#f2ead8")),
        )


def _swimmer(sheet: Canvas, x: float, y: float, size: float, cap: str) -> None:
    skin = "#e0a680"
    sheet.disc(x - 20 * size, y + 22 * size, 120 * size, "#ffffff48", 17 * size)
    sheet.disc(x - 20 * size, y + 20 * size, 104 * size, "#1d6a7d", 12 * size)
    arm = [
        (x - 26 * size, y + 8 * size),
        (x - 40 * size, y - 54 * size),
        (x + 34 * size, y - 70 * size),
        (x + 92 * size, y + 4 * size),
    ]
    sheet.line([arm[0], arm[1]], skin, 19 * size)
    sheet.disc(arm[1][0], arm[1][1], 9.5 * size, skin)
    sheet.line([arm[1], (x + 44 * size, y - 44 * size)], skin, 16 * size)
    sheet.disc(x + 46 * size, y - 42 * size, 10 * size, skin)
    sheet.disc(x + 12 * size, y - 4 * size, 31 * size, skin)
    sheet.ring(x + 12 * size, y - 6 * size, 33 * size, cap, 27 * size, part=(170, 366))
    sheet.box(x + 18 * size, y - 8 * size, 27 * size, 11 * size, "#24415a", 5 * size)
    sheet.box(x - 80 * size, y + 14 * size, 180 * size, 13 * size, "#a8e6d8b0", 6 * size)


def _rowing_boat(sheet: Canvas, x: float, y: float) -> None:
    sheet.disc(x + 130, y + 32, 170, "#0f465960", 12)
    person(sheet, x + 90, y + 20, 120, "#e0a83b")
    person(sheet, x + 180, y + 20, 116, "#c8553d")
    sheet.shape([(x, y - 16), (x + 270, y - 16), (x + 232, y + 34), (x + 40, y + 34)], "#7a4a2c")
    sheet.shape([(x, y - 16), (x + 270, y - 16), (x + 262, y - 4), (x + 8, y - 4)], "#f3e3c3")
    for dx in (60, 200):
        sheet.line([(x + dx, y - 14), (x + dx - 80, y + 42)], "#d9b98a", 6)
