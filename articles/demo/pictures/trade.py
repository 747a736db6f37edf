"""Pictures of buying and selling."""

import math
import random

from articles.demo.pictures.canvas import WIDTH, Canvas
from articles.demo.pictures.figures import person


def bakery(chance: random.Random) -> Canvas:
    """A shop window full of bread under a striped awning."""
    sheet = Canvas("#2f6f72", "#2a6265", horizon=900)
    for course in range(0, 900, 44):
        for brick in range(-60 if course % 88 else 0, WIDTH, 120):
            sheet.box(brick + 2, course + 2, 116, 40, "#ffffff08", 3)
    sheet.fade(0, 900, WIDTH, 180, "#cdbfa9", "#aa9b84")
    sheet.box(0, 896, WIDTH, 14, "#e8dcc6")
    sheet.box(180, 90, 1260, 104, "#24474a", 10)
    sheet.box(192, 102, 1236, 80, "#f3e3c3", 6)
    _pretzel(sheet, 810, 136)
    for x in (330.0, 470, 1150, 1290):
        _wheat(sheet, x, 142)
    sheet.box(200, 300, 830, 540, "#e9d3a6", 8)
    sheet.fade(222, 322, 786, 496, "#fff0c6", "#ffdc98")
    sheet.glow(615, 380, 360, "#fffbe6", 0.7)
    for shelf, y in enumerate((520, 650, 796)):
        _shelf(sheet, chance, shelf, y)
    for x in (420.0, 615, 810):
        sheet.line([(x, 322), (x, 402)], "#6d4a2c", 4)
        sheet.shape([(x - 36, 428), (x - 16, 394), (x + 16, 394), (x + 36, 428)], "#c8553d")
    sheet.box(611, 322, 8, 496, "#e9d3a6")
    sheet.shape([(240, 818), (430, 322), (520, 322), (330, 818)], "#ffffff26")
    sheet.box(180, 836, 870, 62, "#24474a", 6)
    _shop_door(sheet, 1110)
    _awning(sheet)
    for x, size in ((1440.0, 1.0), (130, 0.9)):
        _plant(sheet, x, 900, size)
    return sheet


def _pretzel(sheet: Canvas, x: float, y: float) -> None:
    for dx in (-24, 24):
        sheet.ring(x + dx, y + 2, 30, "#b5702c", 11, part=(0, 360))
    sheet.ring(x, y - 4, 34, "#b5702c", 11, part=(30, 150))


def _wheat(sheet: Canvas, x: float, y: float) -> None:
    sheet.line([(x - 46, y), (x + 40, y)], "#b5893c", 4)
    for step in range(6):
        for side in (-1, 1):
            sheet.disc(x - 20 + step * 13, y + side * 9, 10, "#d3a548", 5)


def _shelf(sheet: Canvas, chance: random.Random, shelf: int, y: float) -> None:
    x = 250.0
    while x < 930:
        crust, light = chance.choice((("#b8702f", "#dd9c52"), ("#8f5425", "#b87a3c"), ("#cf9040", "#edbd72")))
        if shelf == 1:
            width, height = 60.0, 40.0
        else:
            width, height = chance.choice(((150.0, 62.0), (112.0, 70.0), (128.0, 54.0)))
        sheet.disc(x + width / 2, y - height / 2, width / 2, crust, height / 2)
        sheet.box(x + 4, y - height / 2, width - 8, height / 2, crust, 10)
        sheet.disc(x + width / 2, y - height * 0.62, width * 0.4, light, height * 0.26)
        cuts = 1 if shelf == 1 else 3
        for cut in range(cuts):
            middle = x + width * (cut + 1) / (cuts + 1)
            sheet.line([(middle - 9, y - height * 0.5), (middle + 9, y - height * 0.84)], "#fff0cf", 4)
        x += width + 18
    sheet.box(222, y, 786, 16, "#a06a38")
    sheet.box(222, y + 16, 786, 8, "#00000020")


def _shop_door(sheet: Canvas, x: float) -> None:
    sheet.box(x - 20, 300, 290, 598, "#e9d3a6", 8)
    sheet.box(x, 322, 250, 576, "#a8442f", 4)
    sheet.fade(x + 34, 360, 182, 320, "#ffe9b5", "#ffd288")
    sheet.shape([(x + 50, 680), (x + 130, 360), (x + 170, 360), (x + 90, 680)], "#ffffff30")
    sheet.box(x + 34, 716, 182, 140, "#8c3725", 4)
    sheet.disc(x + 226, 640, 12, "#f0cf7a")
    sheet.box(x + 76, 430, 98, 56, "#f3e3c3", 6)
    for line in range(2):
        sheet.box(x + 90, 446 + line * 16, 70 - line * 22, 6, "#7a5a3a", 3)


def _awning(sheet: Canvas) -> None:
    stripe = 66
    for number in range(20):
        colour = "#cf4a35" if number % 2 else "#fbf0da"
        left = 150 + number * stripe
        lower = 130 + number * (stripe + 2.2)
        sheet.shape([(left, 206), (left + stripe, 206), (lower + stripe + 2.2, 352), (lower, 352)], colour)
        sheet.disc(lower + 34, 352, 34, colour, 30)
    sheet.box(150, 198, 1320, 14, "#24474a", 4)
    sheet.box(200, 380, 1250, 22, "#00000018")


def _plant(sheet: Canvas, x: float, base: float, size: float) -> None:
    for dx, dy, radius in ((-34, -190, 52), (34, -196, 54), (0, -250, 60), (0, -170, 56)):
        sheet.disc(x + dx * size, base + dy * size, radius * size, "#3f7d4e")
    for dx, dy in ((-20, -240), (30, -216), (-40, -176), (18, -160), (6, -280)):
        sheet.disc(x + dx * size, base + dy * size, 13 * size, "#7db567")
    sheet.shape(
        [
            (x - 62 * size, base - 130 * size),
            (x + 62 * size, base - 130 * size),
            (x + 46 * size, base),
            (x - 46 * size, base),
        ],
        "#b8623f",
    )
    sheet.box(x - 68 * size, base - 140 * size, 136 * size, 26 * size, "#cf7a52", 5)


def market(chance: random.Random) -> Canvas:
    """Stalls under a roof of iron and glass."""
    sheet = Canvas("#bfe3ea", "#e3f1e6", "#f7ecd0", horizon=760)
    sheet.glow(810, 160, 620, "#fffdf0", 0.9)
    _roof(sheet)
    for x in (250.0, 640, 980, 1370):
        sheet.shape([(x - 70, 0), (x + 60, 0), (x + 330, 800), (x + 90, 800)], "#ffffff20")
    sheet.fade(0, 740, WIDTH, 340, "#d9c3a0", "#b39570")
    _bunting(sheet)
    for x, y, coat in (
        (150.0, 800.0, "#7a5aa6"),
        (700, 790, "#2f6f74"),
        (1030, 800, "#c8553d"),
        (1560, 805, "#3b5a8c"),
    ):
        person(sheet, x, y, 150, coat)
    _stall(sheet, chance, 190, 860, 470, ("#cf4a35", "#fbf0da"), ("#d8432f", "#e8722e", "#f0b13a"))
    _stall(sheet, chance, 1000, 860, 470, ("#3f7d5a", "#fbf0da"), ("#5f9c4a", "#8ac05c", "#7a4a8c"))
    for x, y, coat in ((560.0, 1010.0, "#e0a83b"), (905, 1020, "#3d6b9c"), (820, 1000, "#b8506a")):
        sheet.disc(x, y + 4, 74, "#00000030", 12)
        person(sheet, x, y, 250, coat)
    return sheet


def _roof(sheet: Canvas) -> None:
    iron = "#4a6b70"
    for truss in range(5):
        x = truss * 405
        sheet.ring(x, 330, 330, iron, 14, part=(180, 360))
        sheet.ring(x, 330, 250, iron, 6, part=(180, 360))
    for row in range(7):
        sheet.box(0, row * 48, WIDTH, 3, "#7fa3a55c")
    for column in range(41):
        sheet.box(column * 40.5, 0, 2.5, 330, "#7fa3a55c")
    sheet.box(0, 322, WIDTH, 20, iron)
    for column in range(5):
        x = column * 405 - 10
        sheet.box(x, 330, 20, 430, "#5b7f83")
        sheet.box(x + 13, 330, 7, 430, "#3f5c60")
        sheet.box(x - 12, 330, 44, 16, "#5b7f83", 4)


def _bunting(sheet: Canvas) -> None:
    """Hang pennants from column to column, and shop fronts behind them."""
    for number in range(8):
        left = 24 + number * 202
        sheet.box(left, 560, 170, 184, ("#e7cfa6", "#d9c4b4", "#cfd6bd")[number % 3], 6)
        sheet.disc(left + 85, 570, 85, ("#e7cfa6", "#d9c4b4", "#cfd6bd")[number % 3], 60)
        sheet.box(left + 24, 600, 122, 100, "#fff4d6", 5)
        sheet.box(left + 24, 672, 122, 8, "#b98f5e")
    for flag in range(41):
        x, sag = flag * 40.5, 36 * math.sin(math.pi * (flag % 10) / 10)
        colour = ("#cf4a35", "#e0a83b", "#2f6f74", "#f4efe4")[flag % 4]
        sheet.shape([(x, 404 + sag), (x + 30, 404 + sag), (x + 15, 442 + sag)], colour)
    sheet.line([(x * 9, 404 + 36 * math.sin(math.pi * (x * 9 % 405) / 405)) for x in range(181)], "#6b6257", 3)


def _stall(
    sheet: Canvas,
    chance: random.Random,
    x: float,
    base: float,
    width: float,
    cloth: tuple[str, str],
    goods: tuple[str, ...],
) -> None:
    """Draw a stall with crates of fruit; `base` is where its table begins."""
    for pole in (x + 8, x + width - 18):
        sheet.box(pole, base - 300, 10, 440, "#7a5636")
    sheet.disc(x + width / 2, base + 148, width * 0.56, "#00000030", 18)
    person(sheet, x + width / 2, base + 60, 250, "#f4efe4")
    sheet.box(x + 4, base - 30, width - 8, 160, "#6f4624")
    for tier in range(2):
        y = base - 10 + tier * 66
        for crate in range(4):
            left = x + 6 + crate * (width - 8) / 4
            wide = (width - 8) / 4 - 8
            colour = goods[(crate + tier) % len(goods)]
            for row in range(2):
                for fruit in range(5):
                    sheet.disc(
                        left + 14 + fruit * (wide - 26) / 4, y - 8 - row * 15 + chance.uniform(-3, 3), 13, colour
                    )
                    sheet.disc(left + 10 + fruit * (wide - 26) / 4, y - 13 - row * 15, 4, "#ffffff50")
            sheet.box(left, y, wide, 46, "#b98048", 4)
            sheet.box(left, y + 20, wide, 4, "#8f5d30")
    sheet.box(x - 4, base + 110, width + 8, 34, "#8f5d30", 4)
    sheet.box(x - 2, base - 398, width + 4, 14, "#7a5636", 4)
    stripes = 10
    for number in range(stripes):
        left = x - 30 + number * (width + 60) / stripes
        wide = (width + 60) / stripes
        top = x + number * width / stripes
        sheet.shape(
            [(top, base - 390), (top + width / stripes, base - 390), (left + wide, base - 280), (left, base - 280)],
            cloth[number % 2],
        )
        sheet.disc(left + wide / 2, base - 280, wide / 2, cloth[number % 2], 24)
