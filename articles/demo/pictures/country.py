"""Pictures of what lies outside the walls: mountains, meadows, the ground of a club."""

import math
import random

from articles.demo.pictures.canvas import WIDTH, Canvas, arc, hills
from articles.demo.pictures.figures import cloud, fir, house, stars


def night(chance: random.Random) -> Canvas:
    """An observatory under the Milky Way, a dark village in the valley."""
    sheet = Canvas("#070b24", "#111a45", "#27366f", "#4a5b93", horizon=860)
    _milky_way(sheet, chance)
    stars(sheet, chance, 420, 800)
    for x, y in ((330.0, 160.0), (1240, 560), (620, 90), (1480, 300)):
        sheet.glow(x, y, 26, "#ffffff", 0.9)
        sheet.disc(x, y, 3, "#ffffff")
    sheet.line([(1180, 120), (1010, 190)], "#ffffffb0", 2.5)
    sheet.glow(1010, 190, 22, "#ffffff", 0.9)
    sheet.shape(hills(720, 70, [(0.9, 2.2), (2.1, 0.4)]), "#2a376b")
    sheet.shape(hills(800, 60, [(0.7, 3.6), (2.7, 1.1)]), "#1b2550")
    ridge = [
        (-20.0, 1080.0),
        (-20.0, 700.0),
        (160, 650),
        (360, 596),
        (520, 604),
        (700, 700),
        (900, 830),
        (1160, 930),
        (1640, 1000),
        (1640, 1080),
    ]
    sheet.shape(ridge, "#0f1735")
    _observatory(sheet, 400, 606)
    _village(sheet, chance)
    for x, size in (
        (40.0, 210.0),
        (110, 260),
        (190, 180),
        (620, 150),
        (690, 190),
        (760, 140),
        (1580, 230),
        (1510, 170),
    ):
        fir(sheet, x, 1060 if x > 1400 else 760 + x * 0.24, size, "#0a1029")
    return sheet


def _village(sheet: Canvas, chance: random.Random) -> None:
    """One window is lit, and the church has a spire."""
    for number in range(9):
        x = 900 + number * 82 + chance.uniform(-12, 12)
        house(
            sheet,
            x,
            1000 + 8 * (number % 3),
            70,
            44 + 10 * (number % 2),
            wall="#1c2449",
            roof="#121a38",
            window="#2c3663",
            floors=1,
            lit=frozenset({0}) if number == 5 else frozenset(),
            gable=34,
        )
    sheet.shape([(1196, 1010), (1196, 920), (1208, 870), (1220, 920), (1220, 1010)], "#121a38")


def _milky_way(sheet: Canvas, chance: random.Random) -> None:
    for step in range(26):
        along = step / 25
        x, y = 240 + 1240 * along, 780 - 800 * along + 50 * math.sin(along * 9)
        sheet.glow(x, y, 190 + 60 * math.sin(along * 7), ("#7f7fd0", "#9a86c9", "#6f8fd6")[step % 3], 0.2)
    for _ in range(1500):
        along = chance.random()
        spread = chance.gauss(0, 62)
        x, y = 240 + 1240 * along + spread * 0.54, 780 - 800 * along + 50 * math.sin(along * 9) + spread * 0.84
        sheet.disc(x, y, chance.choice((0.8, 1.0, 1.3, 1.8)), chance.choice(("#ffffffc0", "#ffe9c9c0", "#cfd9ffc0")))


def _observatory(sheet: Canvas, x: float, base: float) -> None:
    sheet.glow(x, base - 130, 240, "#aab8ff", 0.3)
    sheet.box(x - 92, base - 90, 184, 110, "#cfd5ea", 4)
    sheet.box(x + 40, base - 90, 52, 110, "#9aa4c8", 4)
    sheet.shape(arc(x, base - 92, 104, 180, 360), "#e8ecf8")
    sheet.shape([*arc(x, base - 92, 104, 300, 360), *arc(x - 34, base - 92, 108, 360, 312)], "#b4bddb")
    sheet.box(x - 112, base - 98, 224, 20, "#8792bb", 6)
    sheet.shape([(x - 16, base - 98), (x + 22, base - 98), (x + 66, base - 188), (x + 34, base - 206)], "#141c42")
    sheet.line([(x + 14, base - 110), (x + 74, base - 224)], "#6c779f", 20)
    sheet.line([(x + 60, base - 196), (x + 78, base - 230)], "#dfe5f7", 26)
    sheet.box(x - 64, base - 54, 34, 74, "#2b3560", 4)
    sheet.box(x - 8, base - 50, 26, 34, "#ff9a6b", 3)


def swifts(chance: random.Random) -> Canvas:
    """Swifts around an old gasholder in the evening."""
    sheet = Canvas("#5b6fa6", "#c48aa0", "#ffab73", "#ffe0a3", horizon=820)
    sheet.glow(1180, 760, 620, "#fff3c4", 0.95)
    sheet.disc(1180, 740, 96, "#fff6d3")
    for x, y, size in ((280.0, 200.0, 150.0), (700, 120, 110), (1400, 260, 130)):
        cloud(sheet, x, y, size, "#b497b4" if y > 180 else "#9788b4")
    sheet.shape(hills(800, 34, [(0.8, 1.0), (2.3, 2.0)]), "#b9788a")
    _gasholder(sheet, 560, 880)
    sheet.shape(hills(856, 22, [(1.1, 0.2), (2.9, 1.2)]), "#6f6a4f")
    sheet.shape(hills(920, 20, [(0.9, 2.2), (3.3, 0.5)]), "#4e5a3c")
    for _ in range(240):
        x, base = chance.uniform(0, WIDTH), chance.uniform(930, 1090)
        tall = chance.uniform(40, 110)
        lean = chance.uniform(-14, 14)
        sheet.line([(x, base), (x + lean, base - tall)], chance.choice(("#3b4a30", "#66753f", "#8a8a4a")), 3.5)
        if chance.random() < 0.3:
            sheet.disc(x + lean, base - tall, chance.uniform(5, 9), chance.choice(("#ffd25e", "#f6f0e0", "#e86f5a")))
    flock = (
        (1060, 300, 2.2, -0.3),
        (1330, 190, 1.5, 0.2),
        (250, 420, 1.6, 0.3),
        (840, 190, 1.2, -0.1),
        (1230, 470, 1.3, 0.5),
        (170, 250, 1.0, -0.4),
        (960, 520, 0.9, 0.1),
        (420, 150, 0.9, 0.4),
        (1480, 420, 1.0, -0.2),
        (690, 330, 0.8, 0.0),
    )
    for x, y, size, turn in flock:
        _swift(sheet, x, y, size * 0.7, turn)
    return sheet


def _swift(sheet: Canvas, x: float, y: float, size: float, turn: float) -> None:
    """Draw a swift: two sickles and a forked tail."""
    wing = [(0.0, -24.0), (10, -20), (34, -28), (64, -22), (92, -2), (112, 34), (82, 8), (54, -4), (26, -4), (9, 8)]
    outline = [*wing, (6, 30), (15, 58), (0, 42), (-15, 58), (-6, 30), *[(-dx, dy) for dx, dy in reversed(wing[1:])]]
    cos, sin = math.cos(turn), math.sin(turn)
    sheet.shape([(x + size * (dx * cos - dy * sin), y + size * (dx * sin + dy * cos)) for dx, dy in outline], "#2b2438")


def _gasholder(sheet: Canvas, x: float, base: float) -> None:
    """Draw a round holder in its iron frame between brick towers."""
    brick, shade = "#a8503a", "#82392e"
    sheet.box(x - 300, base - 300, 600, 300, "#7d6a78")
    for panel in range(13):
        sheet.box(x - 300 + panel * 50, base - 300, 2, 300, "#6a5968")
    sheet.box(x + 120, base - 300, 180, 300, "#00000020")
    sheet.disc(x, base - 300, 300, "#94808c", 36)
    for post in range(9):
        left = x - 310 + post * 76
        sheet.box(left, base - 500, 12, 500, "#3f3145")
    for height in (496, 350, 200):
        sheet.ring(x, base - height - 1500, 1530, "#3f3145", 8, part=(78.2, 101.8))
    for span in range(8):
        left = x - 304 + span * 76
        sheet.line([(left, base - 340), (left + 76, base - 470)], "#3f314590", 4)
        sheet.line([(left, base - 470), (left + 76, base - 340)], "#3f314590", 4)
    for dx in (-400, 326):
        sheet.box(x + dx, base - 430, 84, 430, brick)
        sheet.box(x + dx + 58, base - 430, 26, 430, shade)
        for notch in range(3):
            sheet.box(x + dx - 8 + notch * 36, base - 462, 28, 34, brick)
        for window in range(3):
            sheet.box(x + dx + 30, base - 390 + window * 120, 22, 56, "#4a2a2a", 11)


def train(chance: random.Random) -> Canvas:
    """A night train on a viaduct between snowy mountains."""
    sheet = Canvas("#101c46", "#2b3f7c", "#6a7fb5", "#a9b6d6", horizon=820)
    stars(sheet, chance, 190, 460)
    sheet.glow(360, 200, 360, "#eef2ff", 0.6)
    sheet.disc(360, 200, 72, "#fbf7e4")
    for x, y in ((340.0, 180.0), (388, 220), (362, 232)):
        sheet.disc(x, y, 12, "#e6e0c9")
    peaks = ((-80.0, 470.0, 460), (1600, 330, 520), (560, 330, 480), (1210, 260, 520), (880, 420, 400))
    for x, top, half in peaks:
        _peak(sheet, x, top, half)
    sheet.shape(hills(780, 50, [(1.2, 0.6), (2.8, 2.0)]), "#3d5590")
    sheet.glow(810, 900, 800, "#c8d6f2", 0.35)
    sheet.shape(hills(900, 40, [(0.8, 2.6), (2.2, 0.3)]), "#2c4077")
    for _ in range(46):
        x = chance.uniform(0, WIDTH)
        fir(sheet, x, chance.uniform(850, 930), chance.uniform(70, 120), chance.choice(("#22346a", "#1b2b5b")))
    _viaduct(sheet)
    _night_train(sheet, 250, 612)
    for x, size in ((60.0, 330.0), (180, 250), (1450, 280), (1560, 360), (1360, 200), (290, 190)):
        fir(sheet, x, 1090, size, "#101a3f")
    return sheet


def _peak(sheet: Canvas, x: float, top: float, half: float) -> None:
    sheet.shape([(x - half, 860), (x, top), (x + half, 860)], "#2e4182")
    sheet.shape([(x, top), (x + half, 860), (x + half * 0.16, 860), (x + 40, top + 190)], "#24346c")
    cap = half * 0.36
    drop = 560 * 0.36
    sheet.shape(
        [
            (x - cap, top + drop),
            (x, top),
            (x + cap, top + drop),
            (x + cap * 0.55, top + drop * 0.82),
            (x + cap * 0.2, top + drop * 1.1),
            (x - cap * 0.16, top + drop * 0.8),
            (x - cap * 0.55, top + drop * 1.08),
        ],
        "#eef3ff",
    )
    sheet.shape(
        [(x, top), (x + cap, top + drop), (x + cap * 0.55, top + drop * 0.82), (x + cap * 0.2, top + drop * 1.1)],
        "#c9d5ef",
    )


def _viaduct(sheet: Canvas) -> None:
    stone, dark = "#9a93a3", "#726c80"
    sheet.box(0, 612, WIDTH, 54, stone)
    sheet.box(0, 612, WIDTH, 10, "#c2bcc9")
    for pier in range(9):
        x = -60 + pier * 210
        sheet.box(x, 660, 62, 420, stone)
        sheet.box(x + 44, 660, 18, 420, dark)
        for course in range(9):
            sheet.box(x, 690 + course * 44, 62, 3, "#00000018")
        sheet.shape(
            [(x + 60, 658), (x + 60, 738), *arc(x + 136, 738, 74, 180, 360), (x + 212, 738), (x + 212, 658)], stone
        )
        sheet.line(arc(x + 136, 738, 74, 180, 360), dark, 7)


def _night_train(sheet: Canvas, x: float, base: float) -> None:
    sheet.glow(x + 1170, base - 60, 260, "#fff0c0", 0.8)
    for coach in range(4):
        left = x + coach * 272
        is_engine = coach == 3
        sheet.box(left, base - 122, 262, 106, "#a8322f" if is_engine else "#24406e", 16)
        sheet.box(left, base - 52, 262, 12, "#f2d48a" if not is_engine else "#f4efe4")
        sheet.box(left + 8, base - 132, 246, 14, "#16284c", 7)
        windows = 2 if is_engine else 5
        for window in range(windows):
            wide = 60 if is_engine else 34
            at = (
                left
                + (170 if is_engine else 18)
                - (140 if is_engine and window == 0 else 0)
                + (0 if is_engine else window * 47)
            )
            sheet.box(at, base - 104, wide, 42, "#ffdb8a" if (window + coach) % 4 != 3 else "#3b548a", 6)
        for wheel in (40, 84, 178, 222):
            sheet.disc(left + wheel, base - 10, 14, "#141b33")
        if coach:
            sheet.box(left - 12, base - 100, 14, 78, "#141b33")
    sheet.disc(x + 1072, base - 36, 10, "#fff6d0")
