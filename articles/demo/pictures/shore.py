"""Pictures of the harbour and of what crosses water and rails."""

import math
import random

from articles.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from articles.demo.pictures.figures import cloud, person, ripples, stars


def harbour(chance: random.Random) -> Canvas:
    """A ferry on calm water in the evening."""
    sheet = Canvas("#243b6b", "#5f6fa3", "#d08a8e", "#ffc98f", horizon=600)
    sheet.glow(420, 560, 560, "#ffe9b8", 0.95)
    stars(sheet, chance, 40, 180)
    sheet.disc(420, 560, 84, "#ffeebf")
    for x, y, size in ((1050.0, 210.0, 130.0), (1260, 270, 90), (660, 300, 80)):
        cloud(sheet, x, y, size, "#9b86a8" if y > 230 else "#7c7aa8")
    sheet.box(0, 560, WIDTH, 44, "#3d4a72")
    x = 720.0
    while x < WIDTH:
        width = chance.uniform(60, 120)
        sheet.box(x, 604 - chance.uniform(70, 150), width, 150, "#45507b")
        x += width
    for x, size in ((900.0, 1.0), (1180, 1.25), (1450, 0.95)):
        _crane(sheet, x, 604, size)
    sheet.fade(0, 600, WIDTH, 480, "#e39d8c", "#7f6f9c", "#2b3f70", "#1b2a52")
    for step in range(22):
        half = 46 + step * 5 + chance.uniform(-16, 16)
        sheet.box(420 - half, 608 + step * 20, half * 2, 7 + step * 0.2, "#ffe6b490", 4)
    ripples(sheet, chance, 640, HEIGHT, ("#ffd9b026", "#1b2a5230", "#ffffff20"))
    _ferry(sheet, 560, 800)
    _pier(sheet)
    return sheet


def _crane(sheet: Canvas, x: float, base: float, size: float) -> None:
    dark = "#36406a"
    for dx in (-34, 34):
        sheet.line([(x + dx * size, base), (x + dx * 0.6 * size, base - 170 * size)], dark, 9 * size)
    sheet.box(x - 46 * size, base - 190 * size, 92 * size, 26 * size, dark)
    sheet.line([(x, base - 180 * size), (x, base - 300 * size)], dark, 10 * size)
    sheet.line([(x - 90 * size, base - 230 * size), (x + 190 * size, base - 300 * size)], dark, 9 * size)
    sheet.line([(x, base - 300 * size), (x + 190 * size, base - 300 * size)], dark, 3 * size)
    sheet.line([(x + 180 * size, base - 296 * size), (x + 180 * size, base - 180 * size)], dark, 3 * size)
    sheet.box(x - 104 * size, base - 250 * size, 36 * size, 40 * size, dark)


def _ferry(sheet: Canvas, x: float, base: float) -> None:
    """Draw the ship; `base` is the waterline."""
    for step in range(12):
        sheet.box(x + 60 + step * 3, base + 22 + step * 17, 720 - step * 22, 8, "#fff4d830", 4)
    sheet.shape([(x, base - 92), (x + 850, base - 92), (x + 796, base + 26), (x + 70, base + 26)], "#f6efe3")
    sheet.shape([(x + 26, base - 26), (x + 820, base - 26), (x + 796, base + 26), (x + 70, base + 26)], "#c8402f")
    sheet.box(x + 44, base - 72, 760, 10, "#2f5f8f")
    sheet.box(x + 90, base - 190, 640, 100, "#fbf6ec", 10)
    sheet.box(x + 90, base - 110, 640, 20, "#e3d7c4")
    sheet.box(x + 210, base - 276, 420, 90, "#f6efe3", 10)
    sheet.shape([(x + 500, base - 340), (x + 620, base - 340), (x + 646, base - 276), (x + 480, base - 276)], "#fbf6ec")
    sheet.box(x + 514, base - 326, 108, 34, "#2c4668", 4)
    for window in range(11):
        sheet.box(x + 116 + window * 54, base - 168, 36, 42, "#ffd98a", 6)
    for window in range(6):
        sheet.box(x + 236 + window * 54, base - 254, 36, 40, "#ffe1a0", 6)
    sheet.shape([(x + 300, base - 372), (x + 376, base - 372), (x + 390, base - 276), (x + 286, base - 276)], "#c8402f")
    sheet.box(x + 296, base - 350, 86, 18, "#fbf6ec")
    for puff, (dx, dy) in enumerate(((-10, -410), (-50, -446), (-110, -470))):
        sheet.disc(x + 330 + dx, base + dy, 26 + puff * 10, "#ffffff38")
    sheet.line([(x + 560, base - 340), (x + 560, base - 420)], "#3b4a70", 6)
    sheet.shape([(x + 563, base - 418), (x + 620, base - 404), (x + 563, base - 388)], "#e0a83b")
    for rail in range(15):
        sheet.line([(x + 100 + rail * 45, base - 190), (x + 100 + rail * 45, base - 214)], "#8e93a8", 3)
    sheet.line([(x + 96, base - 214), (x + 734, base - 214)], "#8e93a8", 3)


def _pier(sheet: Canvas) -> None:
    sheet.shape([(0, 930), (480, 952), (520, 990), (0, 990)], "#3a3350")
    sheet.shape([(0, 918), (478, 940), (482, 956), (0, 936)], "#5d5273")
    for x in (60.0, 220, 380):
        sheet.box(x, 960, 34, 120, "#2a2540", 4)
    sheet.box(420, 790, 12, 152, "#2a2540")
    sheet.glow(426, 776, 150, "#ff9a7a", 0.8)
    sheet.box(406, 752, 40, 48, "#ff7a5c", 10)
    sheet.box(400, 744, 52, 12, "#2a2540", 4)
    for x, coat in ((150.0, "#e0a83b"), (214, "#2f8f83"), (300, "#b8506a")):
        person(sheet, x, 936 + x * 0.03, 140, coat)


def bridge(chance: random.Random) -> Canvas:
    """A footbridge with an arch over tracks and wagons."""
    sheet = Canvas("#7fa6c9", "#b7cdd6", "#f5dcb8", "#f7c49a", horizon=700)
    sheet.glow(300, 560, 520, "#fff0cc", 0.9)
    for x, y, size in ((420.0, 140.0, 130.0), (1020, 100, 110), (1360, 220, 90)):
        cloud(sheet, x, y, size, "#f6fafb")
    for base, low, high, colour in ((700.0, 90.0, 220.0, "#b9a7ae"), (706, 50, 150, "#8f8190")):
        x = -10.0
        while x < WIDTH:
            width = chance.uniform(60, 130)
            height = chance.uniform(low, high)
            sheet.box(x, base - height, width + 1, height, colour)
            if chance.random() < 0.3:
                sheet.box(x + width * 0.6, base - height - 60, 20, 60, colour)
            x += width
    sheet.fade(0, 700, WIDTH, 380, "#a08f80", "#6e6258")
    for track in range(4):
        _track(sheet, 752 + track * (62 + track * 16), 1 + track * 0.28)
    colours = ("#8c4a3a", "#3f6470", "#b0813f", "#5f6b4a")
    for number in range(5):
        _wagon(sheet, 40 + number * 236, 752, colours[number % 4])
    for number in range(3):
        _wagon(sheet, 900 + number * 300, 830, colours[(number + 1) % 4], 1.28)
    _footbridge(sheet)
    return sheet


def _track(sheet: Canvas, y: float, size: float) -> None:
    for sleeper in range(0, WIDTH, round(34 * size)):
        sheet.box(sleeper, y, 18 * size, 20 * size, "#544a42")
    for rail in (0, 16):
        sheet.box(0, y + rail * size, WIDTH, 5 * size, "#d9d4cc")


def _wagon(sheet: Canvas, x: float, base: float, colour: str, size: float = 1) -> None:
    sheet.box(x, base - 112 * size, 222 * size, 92 * size, colour, 5)
    for rib in range(8):
        sheet.box(x + (12 + rib * 27) * size, base - 106 * size, 6 * size, 80 * size, "#00000024")
    sheet.box(x - 6 * size, base - 24 * size, 234 * size, 12 * size, "#2b2a30")
    for wheel in (36, 78, 146, 188):
        sheet.disc(x + wheel * size, base - 6 * size, 14 * size, "#2b2a30")


def _footbridge(sheet: Canvas) -> None:
    steel, light = "#1f5a63", "#3f8a91"
    for x in (150.0, 1430):
        sheet.box(x, 560, 44, 470, "#8f8a80")
        sheet.box(x + 30, 560, 14, 470, "#6f6a62")
    arch = [(170 + 1282 * t / 40, 566 - 330 * math.sin(math.pi * t / 40)) for t in range(41)]
    for x, y in arch[2:-1:2]:
        sheet.line([(x, y), (x, 556)], "#e9f0ee", 4)
    sheet.line(arch, steel, 26)
    sheet.line([(x, y - 6) for x, y in arch], light, 6)
    for number, x in enumerate((330, 470, 540, 720, 900, 960, 1150, 1300)):
        person(sheet, x, 560, 104 if number % 3 else 82, ("#c8553d", "#e0a83b", "#f2ead8", "#7a5aa6")[number % 4])
    sheet.box(60, 556, 1500, 30, steel)
    sheet.box(60, 556, 1500, 7, light)
    for post in range(61):
        sheet.box(60 + post * 25, 512, 4, 46, "#e9f0eeb0")
    sheet.box(60, 508, 1500, 7, "#f2f6f4")
    for x, side in ((60.0, -1.0), (1560, 1)):
        sheet.shape([(x, 560), (x, 586), (x + side * 300, 900), (x + side * 300, 860)], steel)
