"""Still lifes: what stands for people who are not there."""

from __future__ import annotations

import math

from .canvas import (
    FOG,
    INK,
    LEAF,
    MIST,
    MOSS,
    NIGHT,
    OCHRE,
    PAPER,
    RED,
    ROSE,
    SAND,
    SLATE,
    SNOW,
    STEEL,
    WHITE_RED,
    WHITE_RED_WHITE,
    WINE,
    Canvas,
    Point,
)
from .city import candle, high_rise


def falling_wall() -> Canvas:
    """A brick wall breaks open and light comes through."""
    canvas = Canvas(INK, 3)
    center: Point = (860.0, 480.0)
    canvas.rect(0, 0, 1600, 1000, "#f3dfb4")
    for number in range(22):
        turn = number / 22 * math.tau
        reach = 900
        canvas.poly(
            [
                center,
                (center[0] + reach * math.cos(turn), center[1] + reach * math.sin(turn)),
                (
                    center[0] + reach * math.cos(turn + 0.11),
                    center[1] + reach * math.sin(turn + 0.11),
                ),
            ],
            "#f8ead0",
        )
    canvas.disc(*center, 185, SNOW)
    wide, high = 118, 56
    for row in range(-1, 19):
        for column in range(-1, 15):
            x = column * wide + (wide / 2 if row % 2 else 0)
            y = row * high
            away = math.hypot((x + wide / 2 - center[0]) / 1.15, y + high / 2 - center[1])
            edge = 265 + canvas.chance.uniform(-50, 50)
            tone = canvas.chance.choice(("#7b4a44", "#8a524a", "#6d423e", "#824c45", "#774640"))
            if away > edge + 75:
                canvas.rect(x, y, wide, high, "#4a3533")
                canvas.rect(x + 4, y + 4, wide - 8, high - 8, tone)
            elif away > edge - 25:
                _loose_brick(canvas, x + wide / 2, y + high / 2, wide, high, tone)
    for number in range(9):
        away = canvas.chance.uniform(-300, 300)
        down = 770 + canvas.chance.uniform(-60, 150) + abs(away) * 0.1
        tone = ("#8a524a", "#7b4a44")[number % 2]
        _loose_brick(canvas, center[0] + away, down, wide * 0.85, high * 0.9, tone)
    return canvas


def _loose_brick(canvas: Canvas, x: float, y: float, wide: float, high: float, tone: str) -> None:
    turn = canvas.chance.uniform(-0.5, 0.5)
    corners = []
    for across, down in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        a, b = across * wide * 0.46, down * high * 0.44
        corners.append(
            (
                x + a * math.cos(turn) - b * math.sin(turn),
                y + a * math.sin(turn) + b * math.cos(turn),
            )
        )
    canvas.poly([(px + 5, py + 8) for px, py in corners], "#4a3533")
    canvas.poly(corners, tone)


def flowers_and_bars() -> Canvas:
    """Flowers grow through prison bars and bend them apart."""
    canvas = Canvas(MIST, 8)
    canvas.stripes(0, 1000, ("#c9cfd0", "#d0d5d5", MIST, "#dcdfdc"))
    canvas.disc(800, 470, 360, "#f0e3da")
    bars: list[list[Point]] = []
    for number in range(9):
        x = 80 + number * 180
        push = {3: -105, 4: 0, 5: 105, 2: -38, 6: 38}.get(number, 0)
        if number != 4:
            bars.append(
                canvas.curve((x, -20), (x + push * 0.9, 240), (x + push, 500), 20)
                + canvas.curve((x + push, 500), (x + push * 0.9, 760), (x, 1020), 20)
            )
    stems = (
        ((760, 1020), (700, 760), (610, 360), 96, RED),
        ((800, 1020), (820, 700), (800, 250), 122, SNOW),
        ((850, 1020), (930, 760), (1000, 390), 100, RED),
        ((780, 1020), (640, 860), (450, 610), 74, ROSE),
        ((830, 1020), (980, 880), (1160, 650), 78, SNOW),
        ((805, 1020), (770, 820), (745, 590), 66, ROSE),
    )
    for bar in bars[::2]:
        canvas.line(bar, INK, 34)
    for start, bend, end, size, tone in stems:
        stem = canvas.curve(start, bend, end)
        canvas.line(stem, MOSS, 13)
        for place in (9, 15):
            _leaf(canvas, stem[place], 1 if end[0] > 800 else -1, size)
        _flower(canvas, end, size, tone)
    for bar in bars[1::2]:
        canvas.line(bar, INK, 34)
        canvas.line([(x - 9, y) for x, y in bar], STEEL, 6)
    for bar in bars[::2]:
        canvas.line([(x - 9, y) for x, y in bar[:14]], STEEL, 6)
    canvas.rect(0, 40, 1600, 44, INK)
    canvas.rect(0, 50, 1600, 6, STEEL)
    canvas.rect(0, 930, 1600, 70, INK)
    canvas.rect(0, 942, 1600, 6, STEEL)
    return canvas


def _flower(canvas: Canvas, at: Point, size: float, tone: str) -> None:
    x, y = at
    shade = {RED: WINE, ROSE: "#d3958a", SNOW: "#e4ddd2"}[tone]
    for ring, reach, color in ((9, 0.62, shade), (9, 0.5, tone)):
        for petal in range(ring):
            turn = petal / ring * math.tau + (0.2 if color == shade else 0)
            canvas.disc(
                x + math.cos(turn) * size * reach,
                y + math.sin(turn) * size * reach,
                size * 0.36,
                color,
            )
    canvas.disc(x, y, size * 0.34, OCHRE)
    canvas.disc(x - size * 0.06, y - size * 0.06, size * 0.2, "#e9bf72")


def _leaf(canvas: Canvas, at: Point, side: int, size: float) -> None:
    x, y = at
    tip = (x + side * size * 1.1, y - size * 0.75)
    upper = canvas.curve(at, (x + side * size * 0.2, y - size * 0.8), tip, 12)
    lower = canvas.curve(tip, (x + side * size * 0.9, y - size * 0.05), at, 12)
    canvas.poly(upper + lower, LEAF)


def lectern() -> Canvas:
    """A lectern with microphones between two flags; the speaker has not come yet."""
    canvas = Canvas("#3a4653", 41)
    for number in range(8):
        canvas.rect(number * 200, 0, 200, 800, "#3a4653" if number % 2 else "#404d5b")
    canvas.disc(800, 360, 430, "#4b5968")
    canvas.disc(800, 360, 300, "#586776")
    canvas.rect(0, 800, 1600, 200, "#2c353f")
    canvas.rect(0, 800, 1600, 10, "#232b34")
    for x, bands, way in ((330, WHITE_RED, 1), (1270, WHITE_RED_WHITE, -1)):
        canvas.line([(x, 900), (x, 130)], "#c9a867", 14)
        canvas.disc(x, 122, 20, OCHRE)
        _hanging_flag(canvas, x, bands, way)
        canvas.poly([(x - 70, 910), (x - 20, 870), (x + 20, 870), (x + 70, 910)], NIGHT)
    canvas.poly([(590, 560), (1010, 560), (960, 1000), (640, 1000)], "#a5805d")
    canvas.poly([(620, 600), (980, 600), (938, 1000), (662, 1000)], "#8f6c4c")
    canvas.poly([(550, 530), (1050, 530), (1030, 580), (570, 580)], "#bb9570")
    canvas.poly([(690, 500), (930, 500), (950, 532), (670, 532)], SNOW)
    for number in range(3):
        canvas.line([(720, 509 + number * 8), (900 - number * 24, 509 + number * 8)], FOG, 2)
    for x, bend, tip in (
        (690, 640, (700, 330)),
        (745, 720, (765, 290)),
        (800, 800, (815, 320)),
        (860, 890, (865, 285)),
        (910, 960, (905, 335)),
    ):
        canvas.line(canvas.curve((x, 535), (bend, 430), tip), NIGHT, 9)
        canvas.line([tip, (tip[0], tip[1] - 46)], NIGHT, 36)
        canvas.line([(tip[0] - 8, tip[1] - 44), (tip[0] - 8, tip[1] - 8)], STEEL, 5)
        canvas.rect(tip[0] - 18, tip[1] + 2, 36, 9, RED if x in (745, 910) else OCHRE)
    return canvas


def _hanging_flag(canvas: Canvas, x: float, bands: tuple[str, ...], way: int) -> None:
    each = 190 / len(bands)
    for number, color in enumerate(bands):
        near, far = number * each, (number + 1) * each
        left = canvas.curve(
            (x + way * near, 160), (x + way * (near + 30), 420), (x + way * near * 0.7, 720)
        )
        right = canvas.curve(
            (x + way * far * 0.7, 760), (x + way * (far + 30), 420), (x + way * far, 160)
        )
        canvas.poly(left + right, color)
    for fold in (48, 120):
        line = canvas.curve(
            (x + way * fold, 165), (x + way * (fold + 30), 420), (x + way * fold * 0.7, 735)
        )
        canvas.line(line, "#d9d3c8", 4)


def letters() -> Canvas:
    """A kitchen table with letters, tea and an empty chair, by a window at dusk."""
    canvas = Canvas("#d9cdbb", 17)
    canvas.rect(0, 0, 1600, 700, "#cfc4b2")
    for number in range(16):
        canvas.rect(number * 100, 0, 5, 700, "#c6baa7")
    canvas.rect(470, 70, 660, 490, SNOW)
    canvas.rect(492, 92, 616, 446, "#5b6b7b")
    canvas.rect(492, 320, 616, 218, "#6d7b89")
    for x, width, height in ((500, 120, 190), (640, 150, 260), (820, 120, 150), (950, 150, 225)):
        high_rise(canvas, x, 538, width, height, STEEL)
    canvas.rect(788, 92, 24, 446, SNOW)
    canvas.rect(492, 260, 616, 16, SNOW)
    canvas.rect(440, 556, 720, 24, PAPER)
    for side in (-1, 1):
        x = 800 + side * 330
        edge = canvas.curve((x + side * 70, 50), (x - side * 30, 320), (x + side * 60, 600))
        canvas.poly([(x - side * 70, 50), *edge, (x - side * 20, 600)], "#b65a5a")
        canvas.poly([(x + side * 90, 50), *edge, (x + side * 100, 600)], "#c77470")
    canvas.rect(410, 36, 780, 20, INK)
    for x in (1240, 1420):
        canvas.rect(x, 430, 26, 420, "#6f4f3a")
    for y in (450, 530, 610):
        canvas.rect(1240, y, 200, 34, "#7d5a43")
    canvas.poly([(0, 700), (1600, 700), (1600, 1000), (0, 1000)], "#a9835f")
    canvas.rect(0, 700, 1600, 16, "#c09a74")
    for number in range(5):
        canvas.rect(0, 770 + number * 52, 1600, 3, "#9a7553")
    _envelope(canvas, (330, 820), -0.12, 330)
    _envelope(canvas, (560, 900), 0.09, 300)
    _sheet(canvas, (880, 850), -0.05)
    canvas.disc(1230, 850, 120, "#e9e2d4", 0.32)
    canvas.poly([(1150, 740), (1310, 740), (1285, 850), (1175, 850)], SNOW)
    canvas.disc(1230, 740, 80, PAPER, 0.22)
    canvas.disc(1230, 742, 68, "#9b5a33", 0.2)
    canvas.ring(1322, 782, 34, SNOW, 14)
    canvas.rect(1152, 780, 140, 12, RED)
    canvas.rect(120, 640, 90, 110, FOG)
    for across, up, tone in ((-46, 150, RED), (0, 210, SNOW), (44, 160, ROSE)):
        canvas.line([(165, 650), (165 + across, 640 - up)], MOSS, 7)
        _flower(canvas, (165 + across, 640 - up), 40, tone)
    canvas.poly([(110, 600), (220, 600), (200, 780), (130, 780)], SLATE)
    return canvas


def _turned(at: Point, turn: float, points: list[Point]) -> list[Point]:
    cosine, sine = math.cos(turn), math.sin(turn)
    return [(at[0] + x * cosine - y * sine, at[1] + x * sine + y * cosine) for x, y in points]


def _envelope(canvas: Canvas, at: Point, turn: float, wide: float) -> None:
    half, high = wide / 2, wide * 0.3
    corners: list[Point] = [(-half, -high), (half, -high), (half, high), (-half, high)]
    canvas.poly(_turned((at[0] + 6, at[1] + 9), turn, corners), "#8d6b4c")
    canvas.poly(_turned(at, turn, corners), SNOW)
    canvas.line(_turned(at, turn, [(-half, -high), (0, high * 0.2), (half, -high)]), FOG, 4)
    stamp: list[Point] = [
        (half - 62, -high + 14),
        (half - 14, -high + 14),
        (half - 14, -high + 70),
        (half - 62, -high + 70),
    ]
    canvas.poly(_turned(at, turn, stamp), RED)


def _sheet(canvas: Canvas, at: Point, turn: float) -> None:
    corners: list[Point] = [(-150, -105), (150, -105), (150, 105), (-150, 105)]
    canvas.poly(_turned((at[0] + 6, at[1] + 8), turn, corners), "#8d6b4c")
    canvas.poly(_turned(at, turn, corners), "#f7f1e4")
    for number in range(7):
        long = 118 - (60 if number == 6 else 12 * (number % 3))
        canvas.line(
            _turned(at, turn, [(-120, -76 + number * 25), (long, -76 + number * 25)]), SLATE, 4
        )


def candles() -> Canvas:
    """Candles on a window sill, a housing estate at night behind the glass."""
    canvas = Canvas("#202a36", 9)
    canvas.stripes(0, 780, ("#1d2530", "#222c38", "#283341", "#2f3b4a"))
    canvas.disc(1260, 190, 70, "#e8e2d2")
    canvas.disc(1290, 170, 62, "#1d2530")
    for x, width, height, wall in (
        (40, 260, 430, "#35414f"),
        (320, 200, 560, "#3b4857"),
        (560, 330, 380, "#35414f"),
        (930, 210, 520, "#3b4857"),
        (1180, 360, 400, "#35414f"),
    ):
        high_rise(canvas, x, 790, width, height, wall)
    for x in (400, 640, 1010, 1310):
        canvas.rect(x, 500, 36, 84, SNOW)
        canvas.rect(x, 528, 36, 28, RED)
    canvas.rect(0, 780, 1600, 220, "#3f3630")
    canvas.rect(0, 780, 1600, 18, "#57493f")
    canvas.rect(770, 0, 44, 790, "#3f3630")
    canvas.rect(0, 0, 1600, 34, "#3f3630")
    for x, size in (
        (190, 170),
        (370, 250),
        (560, 190),
        (760, 300),
        (960, 210),
        (1160, 260),
        (1370, 180),
    ):
        canvas.disc(x, 930, size * 0.55, "#6b523c", 0.28)
        canvas.disc(x, 928, size * 0.36, "#93683f", 0.28)
        candle(canvas, x, 930, size, RED if x in (560, 1160) else SNOW)
    return canvas


def radio() -> Canvas:
    """An old radio set sends out rings of sound."""
    canvas = Canvas(PAPER, 13)
    for number in range(9, 0, -1):
        canvas.disc(800, 560, 90 * number, (PAPER, "#ecdfd3")[number % 2])
    canvas.disc(800, 560, 250, ROSE)
    canvas.rect(0, 850, 1600, 150, SAND)
    canvas.rect(0, 850, 1600, 14, "#cbbb9f")
    canvas.line([(1010, 440), (1190, 130)], STEEL, 9)
    canvas.disc(1190, 130, 13, RED)
    canvas.line([(500, 440), (460, 340), (1140, 340), (1100, 440)], INK, 20)
    canvas.poly([(440, 430), (1160, 430), (1180, 460), (1180, 860), (420, 860), (420, 460)], INK)
    canvas.rect(450, 465, 700, 365, "#7d4a3f")
    canvas.disc(630, 648, 150, NIGHT)
    for number in range(6):
        canvas.ring(630, 648, 140 - number * 23, STEEL, 6)
    canvas.disc(630, 648, 16, RED)
    canvas.rect(820, 505, 300, 110, "#f4e6c8")
    for number in range(13):
        canvas.line(
            [(845 + number * 21, 525), (845 + number * 21, 545 if number % 3 else 565)], INK, 3
        )
    canvas.line([(960, 512), (960, 608)], RED, 7)
    for x in (880, 1060):
        canvas.disc(x, 720, 62, NIGHT)
        canvas.disc(x, 720, 46, SAND)
        canvas.line([(x, 720), (x + 16, 688)], INK, 7)
    return canvas


def ballot_box() -> Canvas:
    """A ballot box of glass; a folded paper, tied with a white ribbon, goes in."""
    canvas = Canvas("#d8dcd8", 20)
    canvas.stripes(0, 700, ("#cfd5d4", "#d5dad7", "#dbdfda"))
    canvas.disc(800, 400, 330, "#efe3d4")
    canvas.rect(0, 760, 1600, 240, STEEL)
    canvas.rect(0, 760, 1600, 16, SLATE)
    canvas.rect(520, 430, 560, 430, "#bccad0")
    for _ in range(46):
        x, y = canvas.chance.uniform(592, 1008), canvas.chance.uniform(660, 805)
        tone = canvas.chance.choice((SNOW, SNOW, PAPER, "#e9eef0"))
        corners: list[Point] = [(-48, -26), (48, -26), (48, 26), (-48, 26)]
        turned = _turned((x, y), canvas.chance.uniform(-0.6, 0.6), corners)
        canvas.poly([(px + 3, py + 4) for px, py in turned], "#98a8b0")
        canvas.poly(turned, tone)
    canvas.rect(520, 430, 16, 430, SLATE)
    canvas.rect(1064, 430, 16, 430, SLATE)
    canvas.rect(500, 846, 600, 24, INK)
    canvas.rect(490, 404, 620, 40, INK)
    canvas.rect(690, 414, 220, 12, NIGHT)
    canvas.poly([(700, 200), (900, 190), (905, 418), (705, 418)], "#c9c5ba")
    canvas.poly([(694, 190), (894, 180), (899, 416), (699, 416)], SNOW)
    canvas.line([(794, 186), (799, 416)], FOG, 4)
    for fold in (254, 318):
        canvas.line([(696, fold), (897, fold - 6)], MIST, 5)
    canvas.line([(752, 292), (786, 330), (846, 238)], RED, 20)
    return canvas
