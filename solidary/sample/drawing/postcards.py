"""Greeting cards from cities, the map of the living chain, and the sample's own mark."""

from __future__ import annotations

from collections.abc import Sequence

from .canvas import (
    FOG,
    INK,
    LEAF,
    MIST,
    OCHRE,
    PAPER,
    RED,
    ROSE,
    SAND,
    SLATE,
    SNOW,
    STEEL,
    Canvas,
    Point,
)
from .city import fir, onion, roof, spire


def _card(ground: str, sun: tuple[float, float, float, str], seed: int) -> Canvas:
    """A card with a sky, a disc in it and water or a square below, framed in white."""
    canvas = Canvas(ground, seed)
    canvas.disc(*sun)
    return canvas


def _finish(canvas: Canvas, floor: str, waves: str) -> Canvas:
    """The foreground: calm water with the chain of dots that runs through the dossier."""
    canvas.rect(0, 760, 1600, 240, floor)
    for number in range(14):
        x, y = canvas.chance.uniform(60, 1400), 785 + number * 12
        canvas.line([(x, y), (x + canvas.chance.uniform(60, 170), y)], waves, 5)
    for edge in ((0, 0, 1600, 44), (0, 956, 1600, 44), (0, 0, 44, 1000), (1556, 0, 44, 1000)):
        canvas.rect(*edge, SNOW)
    dots: list[Point] = [(1210 + n * 62, 130) for n in range(5)]
    canvas.line(dots, RED, 6)
    for dot in dots:
        canvas.disc(*dot, 15, RED)
    canvas.disc(*dots[2], 7, SNOW)
    return canvas


def card_vilnius() -> Canvas:
    """The castle tower on its hill, the cathedral's belfry and St. Anne's spires."""
    canvas = _card("#e7ddcb", (520, 350, 170, ROSE), 51)
    hill = canvas.curve((40, 770), (520, 270), (1010, 770))
    canvas.poly(hill, LEAF)
    canvas.rect(470, 380, 110, 170, "#a5685c")
    canvas.rect(490, 318, 70, 70, "#a5685c")
    for x in (492, 516, 540):
        canvas.rect(x, 306, 12, 16, "#a5685c")
    for y in (410, 470):
        canvas.arch(512, y, 26, 40, "#7b4a44")
    canvas.rect(1010, 470, 110, 300, SNOW)
    canvas.rect(1024, 390, 82, 90, SNOW)
    canvas.rect(1040, 330, 50, 70, MIST)
    spire(canvas, 1065, 332, 56, 90, SLATE)
    for y in (410, 510, 600):
        canvas.arch(1050, y, 30, 54, SLATE)
    for x, high in ((1230, 330), (1310, 420), (1390, 330)):
        canvas.rect(x - 30, 770 - high * 0.72, 60, high, "#b5604f")
        spire(canvas, x, 772 - high * 0.72, 62, high * 0.36, "#8f4a3e")
    canvas.rect(1190, 620, 240, 150, "#b5604f")
    for x in (1215, 1290, 1365):
        canvas.arch(x, 640, 40, 130, "#8f4a3e")
    for x in (120, 210, 770, 880):
        fir(canvas, x, 775, 130)
    return _finish(canvas, "#9fb0b3", "#b4c1c2")


def card_berlin() -> Canvas:
    """The Brandenburg Gate and the television tower."""
    canvas = _card("#d8dedd", (1130, 300, 150, "#f0dfb8"), 52)
    canvas.poly([(1118, 770), (1126, 150), (1134, 150), (1142, 770)], STEEL)
    canvas.disc(1130, 330, 58, STEEL)
    canvas.rect(1070, 326, 120, 10, SLATE)
    for x, width, high in ((890, 120, 190), (1190, 150, 240), (1350, 120, 170), (60, 110, 200)):
        canvas.rect(x, 770 - high, width, high, FOG)
    canvas.rect(250, 470, 640, 66, SAND)
    canvas.rect(230, 520, 680, 34, "#cbbb9f")
    for number in range(6):
        x = 262 + number * 112
        canvas.rect(x, 552, 52, 218, SAND)
        canvas.rect(x + 34, 552, 18, 218, "#cbbb9f")
    canvas.rect(470, 430, 200, 44, "#cbbb9f")
    for x in (490, 530, 570, 610):
        canvas.poly([(x, 430), (x + 12, 388), (x + 40, 392), (x + 36, 430)], "#5f7f74")
    canvas.line([(650, 430), (640, 350)], "#5f7f74", 14)
    canvas.disc(640, 338, 16, "#5f7f74")
    return _finish(canvas, "#c4beb0", "#d3cdbf")


def card_gdansk() -> Canvas:
    """The medieval crane on the river and the cranes of the shipyard."""
    canvas = _card("#cfd8db", (420, 300, 150, SNOW), 53)
    for x, way, high in ((250, 1, 420), (560, -1, 340)):
        for side in (-48, 48):
            canvas.line([(x + side, 770), (x, 770 - high)], STEEL, 14)
        canvas.line([(x, 770 - high), (x + way * 250, 700 - high)], STEEL, 16)
        canvas.line([(x, 770 - high), (x - way * 110, 790 - high)], STEEL, 16)
        canvas.line([(x, 700 - high), (x + way * 250, 700 - high)], SLATE, 5)
        canvas.line([(x + way * 230, 704 - high), (x + way * 230, 830 - high)], INK, 4)
        canvas.rect(x - 34, 760 - high, 68, 52, RED)
    for x, width, high, tone in (
        (720, 110, 330, "#b5604f"),
        (835, 95, 290, "#d8b27c"),
        (1235, 100, 320, "#c98a6b"),
        (1340, 110, 280, SAND),
        (1455, 100, 330, "#9c5a50"),
    ):
        canvas.rect(x, 770 - high, width, high, tone)
        roof(canvas, x, 770 - high, width, 84, tone)
        for row in range(4):
            for column in range(2):
                canvas.rect(x + 22 + column * (width - 70), 800 - high + row * 62, 24, 36, INK)
    canvas.rect(960, 520, 240, 250, "#8f4a3e")
    canvas.poly([(930, 300), (1230, 300), (1210, 560), (950, 560)], "#4d3a34")
    canvas.poly([(930, 300), (1080, 190), (1230, 300)], "#5d463d")
    canvas.poly([(900, 430), (960, 330), (960, 560), (930, 560)], "#5d463d")
    canvas.line([(915, 430), (915, 640)], INK, 5)
    canvas.arch(1040, 610, 80, 160, "#3d2f2b")
    return _finish(canvas, "#7f929c", "#98a8b0")


def card_kyiv() -> Canvas:
    """Golden domes above the Dnipro's bank."""
    canvas = _card("#e4dcd6", (1060, 330, 180, "#efc9a0"), 54)
    bank = canvas.curve((0, 800), (760, 420), (1600, 800))
    canvas.poly(bank, LEAF)
    canvas.rect(470, 510, 560, 190, SNOW)
    canvas.rect(430, 570, 640, 130, SNOW)
    for x, size, base in (
        (500, 74, 500),
        (610, 92, 470),
        (750, 140, 430),
        (890, 92, 470),
        (1000, 74, 500),
    ):
        canvas.rect(x - size * 0.36, base - 20, size * 0.72, 120, SNOW)
        canvas.rect(x - size * 0.36, base - 20, size * 0.72, 8, MIST)
        onion(canvas, x, base - 16, size, OCHRE)
    for number in range(7):
        canvas.arch(470 + number * 84, 600, 40, 100, "#8aa39a")
    canvas.rect(1150, 380, 90, 330, SNOW)
    for y in (430, 520, 610):
        canvas.arch(1175, y, 40, 62, "#8aa39a")
    canvas.rect(1150, 468, 90, 8, "#8aa39a")
    canvas.rect(1150, 560, 90, 8, "#8aa39a")
    onion(canvas, 1195, 384, 96, OCHRE)
    for x in (180, 290, 1360, 1450):
        fir(canvas, x, 770, 150)
    return _finish(canvas, "#93a7b0", "#a9bac1")


def card_bialystok() -> Canvas:
    """The Branicki Palace across its garden."""
    canvas = _card("#e6d9c4", (800, 280, 150, "#efd09a"), 55)
    canvas.rect(250, 520, 1100, 250, "#f2e2bd")
    canvas.poly([(230, 520), (280, 440), (1320, 440), (1370, 520)], "#9c5a50")
    for x in range(290, 1320, 86):
        for y in (545, 660):
            canvas.rect(x, y, 34, 70, STEEL)
            canvas.rect(x - 6, y - 10, 46, 8, SNOW)
    canvas.rect(650, 460, 300, 310, "#f6ead0")
    canvas.poly([(630, 462), (800, 370), (970, 462)], SNOW)
    canvas.poly([(680, 452), (800, 388), (920, 452)], "#f2e2bd")
    for x in (664, 724, 856, 916):
        canvas.rect(x, 470, 20, 300, SNOW)
    canvas.arch(762, 620, 76, 150, STEEL)
    for x in (330, 1270):
        canvas.rect(x - 70, 400, 140, 370, "#f2e2bd")
        canvas.poly([(x - 80, 402), (x - 50, 330), (x + 50, 330), (x + 80, 402)], "#9c5a50")
        onion(canvas, x, 332, 62, "#5f7f74")
        for y in (440, 560, 670):
            canvas.rect(x - 18, y, 36, 66, STEEL)
    for x in (110, 190, 1410, 1490):
        fir(canvas, x, 775, 170, "#5d7360")
    return _finish(canvas, LEAF, "#a9b79b")


CITIES: dict[str, tuple[float, float, float]] = {
    "Brussels": (120, 690, 20),
    "Berlin": (460, 610, 22),
    "Gdańsk": (660, 480, 18),
    "Warsaw": (740, 640, 24),
    "Białystok": (850, 570, 20),
    "Vilnius": (960, 440, 24),
    "Minsk": (1060, 520, 34),
    "Kyiv": (1230, 720, 24),
    "St. Petersburg": (1190, 150, 22),
}
"""Where a city stands on the map, and how large its dot is."""
COAST: tuple[Point, ...] = (
    (0, 560), (90, 500), (190, 470), (300, 480), (420, 420), (540, 400), (650, 430), (760, 400),
    (800, 310), (770, 220), (830, 130), (930, 150), (1010, 90), (1090, 130), (1180, 70),
    (1300, 90), (1420, 30), (1600, 0), (1600, 1000), (0, 1000),
)  # fmt: skip


def dotted_land() -> Canvas:
    """Land south and east of the Baltic, without borders."""
    canvas = Canvas("#dfe5e6", 61)
    canvas.poly([(x + 9, y + 12) for x, y in COAST], "#c8d1d3")
    canvas.poly(COAST, PAPER)
    for row in range(28):
        for column in range(45):
            x, y = column * 36 + (18 if row % 2 else 0), row * 36 + 18
            if _inside(COAST, x, y):
                canvas.disc(x, y, 6, "#e0d5c2")
    return canvas


def map_of_the_chain() -> Canvas:
    """A red line from city to city, Minsk in their middle."""
    canvas = dotted_land()
    minsk = CITIES["Minsk"]
    for name, (x, y, _) in CITIES.items():
        if name != "Minsk":
            bend = ((x + minsk[0]) / 2, (y + minsk[1]) / 2 - 70)
            canvas.line(canvas.curve((x, y), bend, minsk[:2]), ROSE, 6)
    order = ("Brussels", "Berlin", "Gdańsk", "Warsaw", "Białystok", "Vilnius", "St. Petersburg")
    canvas.line([CITIES[name][:2] for name in order], RED, 9)
    canvas.line([CITIES["Warsaw"][:2], CITIES["Kyiv"][:2]], RED, 9)
    for name, (x, y, size) in CITIES.items():
        canvas.disc(x, y, size + 8, PAPER)
        canvas.disc(x, y, size, RED)
        canvas.disc(x, y, size * 0.45, SNOW if name == "Minsk" else RED)
    return canvas


def _inside(shape: Sequence[Point], x: float, y: float) -> bool:
    """Whether a point lies in a polygon: a ray from it crosses the outline an odd number of times."""
    inside = False
    for (ax, ay), (bx, by) in zip(shape, (*shape[1:], shape[0]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def mark() -> Canvas:
    """The sample newsroom's mark: three links of a living chain, to be seen by day and by night."""
    canvas = Canvas("", 1, 480, 480)
    for start, end in ((128, 182), (298, 352)):
        canvas.line([(start, 330), (end, 330)], RED, 26)
    for x in (70, 240, 410):
        canvas.ring(x, 330, 58, RED, 34)
    canvas.line(canvas.curve((70, 250), (155, 60), (240, 250)), SLATE, 26)
    canvas.line(canvas.curve((240, 250), (325, 60), (410, 250)), SLATE, 26)
    return canvas
