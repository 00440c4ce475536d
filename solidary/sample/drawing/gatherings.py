"""Scenes of people together."""

from __future__ import annotations

from itertools import pairwise

from .canvas import (
    EUROPE,
    FOG,
    INK,
    LEAF,
    MIST,
    NIGHT,
    OCHRE,
    PAPER,
    RED,
    ROSE,
    SAND,
    SLATE,
    SNOW,
    STEEL,
    TRICOLOR,
    WHITE_RED,
    WHITE_RED_WHITE,
    Canvas,
)
from .city import facade, fir, lamp, lime, spire
from .people import COATS, SUMMER, chain, crowd, somebody, stand, woman

NEAREST = ((STEEL,), ("#8d5b54",), (INK,))
"""Coats of the three nearest in the chain, dark against the houses."""


def living_chain() -> Canvas:
    """Hand in hand along Gediminas Avenue, the cathedral and the tower at its end."""
    canvas = Canvas(PAPER, 29)
    canvas.disc(470, 330, 190, ROSE)
    hill = canvas.curve((180, 560), (480, 330), (780, 560))
    canvas.poly([*hill, (780, 620), (180, 620)], LEAF)
    canvas.rect(468, 355, 58, 95, "#a5685c")
    canvas.poly([(460, 355), (460, 340), (534, 340), (534, 355)], "#a5685c")
    canvas.flag(497, 340, 62, TRICOLOR, 70)
    canvas.rect(330, 535, 190, 60, SNOW)
    canvas.poly([(318, 535), (425, 488), (532, 535)], SNOW)
    canvas.poly([(344, 530), (425, 498), (506, 530)], MIST)
    for column in range(6):
        canvas.rect(345 + column * 30, 542, 9, 53, MIST)
    canvas.rect(556, 440, 46, 155, SNOW)
    canvas.rect(563, 405, 32, 40, SNOW)
    spire(canvas, 579, 405, 32, 50, SLATE)
    canvas.rect(574, 462, 10, 20, SLATE)
    for depth in range(6):
        near = 1.42**depth
        wide, high = 52 * near, 118 * near
        x = 592 + sum(52 * 1.42**n for n in range(depth))
        tone = (FOG, SAND, MIST, SLATE, SAND, FOG)[depth]
        glass = STEEL if tone != SLATE else INK
        canvas.rect(x, 600, wide, 400, tone)
        facade(canvas, (x, 600 - high * 0.8, wide, high * 0.94), tone, glass, (4, 5))
    canvas.rect(1486, 0, 114, 1000, "#c5b79f")
    facade(canvas, (1486, -60, 160, 760), "#c5b79f", STEEL, (2, 5))
    for depth in range(4):
        near = 1.62**depth
        facade(
            canvas,
            (300 - 70 * near, 600 - 88 * near, 46 * near, 108 * near),
            (SAND, FOG, SAND, MIST)[depth],
            STEEL,
            (3, 4),
        )
    canvas.poly([(470, 592), (560, 592), (1900, 1000), (-500, 1000)], SAND)
    canvas.poly([(505, 592), (530, 592), (960, 1000), (80, 1000)], MIST)
    canvas.line([(517, 596), (517, 1000)], SNOW, 5)
    for number in range(5):
        near = 1.55**number
        lime(canvas, 480 - 62 * near, 598 + 24 * near, 92 * near, LEAF)
    people, x = [], 545.0
    for number in range(12):
        near = 1.24**number
        coats = COATS if number < 9 else NEAREST[number - 9]
        people.append(somebody(canvas.chance, x, 602 + 30 * near, 44 * near, coats))
        x += 44 * near * 0.44
    chain(canvas, people)
    holder = people[8]
    canvas.flag(holder.x + 50, holder.y - 70, 200, WHITE_RED_WHITE, 360, 14)
    return canvas


def rally() -> Canvas:
    """Brussels: the glass curve of the Parliament above a square full of people."""
    canvas = Canvas(MIST, 11)
    canvas.stripes(0, 420, ("#c6d0d4", "#ced6d8", MIST))
    canvas.disc(1290, 190, 95, SNOW)
    outer = canvas.curve((90, 640), (240, 90), (800, 120))
    canvas.poly([*outer, (1130, 200), (1130, 640)], SLATE)
    _glass(canvas)
    facade(canvas, (1150, 380, 210, 270), SAND, STEEL, (4, 5))
    facade(canvas, (1360, 320, 260, 330), FOG, STEEL, (5, 6))
    facade(canvas, (-20, 470, 130, 180), SAND, STEEL, (3, 4))
    canvas.rect(0, 640, 1600, 360, SAND)
    for number in range(5):
        canvas.flag(1170 + number * 82, 650, 74, EUROPE, 260)
    crowd(canvas, 700, 60, 50, (SLATE, STEEL, FOG, MIST))
    for x, size in ((250, 170), (720, 210), (1130, 180)):
        canvas.flag(x, 800, size, WHITE_RED_WHITE, 300, 10)
    crowd(canvas, 780, 92, 84, (STEEL, INK, SLATE, ROSE))
    for x, wide in ((420, 250), (930, 290)):
        canvas.line([(x + 16, 860), (x + 16, 700)], INK, 9)
        canvas.line([(x + wide - 16, 860), (x + wide - 16, 700)], INK, 9)
        canvas.rect(x, 640, wide, 110, SNOW)
        canvas.rect(x, 678, wide, 34, RED)
    crowd(canvas, 895, 140, 132, (INK, NIGHT, STEEL))
    return canvas


def _glass(canvas: Canvas) -> None:
    """The curved front, floor by floor."""
    for floor in range(7):
        bottom = 620 - floor * 66
        start = 118 + floor**2.1 * 7.6
        canvas.poly(
            [(start + 14, bottom - 40), (1112, bottom - 40), (1112, bottom), (start, bottom)],
            "#aebfc8",
        )
        x = start + 40
        while x < 1100:
            canvas.rect(x, bottom - 40, 6, 40, SLATE)
            x += 52


def picket() -> Canvas:
    """St. Petersburg in December: three with blank placards on a snowy embankment."""
    canvas = Canvas("#c3ccd1", 26)
    canvas.stripes(0, 520, ("#b3bec5", "#bcc6cb", "#c5cdd1", "#ced4d6"))
    far = "#98a5ae"
    for x, width, height in (
        (0, 190, 130),
        (180, 230, 105),
        (760, 260, 120),
        (1010, 180, 95),
        (1190, 240, 130),
        (1420, 200, 108),
    ):
        facade(canvas, (x, 560 - height, width, height), far, "#aab5bc", (round(width / 32), 3))
    canvas.rect(470, 440, 230, 120, far)
    canvas.rect(545, 350, 80, 100, far)
    canvas.rect(562, 305, 46, 50, far)
    spire(canvas, 585, 305, 30, 240, "#c9a867")
    canvas.rect(1240, 400, 110, 70, far)
    canvas.disc(1295, 402, 62, far)
    spire(canvas, 1295, 345, 12, 70, "#c9a867")
    canvas.rect(0, 560, 1600, 90, "#8d9ca6")
    for number in range(16):
        wave = canvas.chance.uniform(0, 1600)
        canvas.line([(wave, 575 + number * 4.5), (wave + 90, 575 + number * 4.5)], "#a9b6bd", 5)
    canvas.rect(0, 645, 1600, 355, SNOW)
    canvas.poly([(0, 800), (1600, 740), (1600, 1000), (0, 1000)], "#eef0ee")
    canvas.line([(0, 655), (1600, 655)], STEEL, 12)
    for number in range(41):
        canvas.line([(number * 40, 655), (number * 40, 735)], STEEL, 6)
    canvas.line([(0, 735), (1600, 735)], STEEL, 8)
    for x in (200, 1420):
        lamp(canvas, x, 760, 420)
    for x, coat, sign in ((560, INK, SNOW), (810, RED, PAPER), (1060, STEEL, SNOW)):
        who = somebody(canvas.chance, x, 930, 400, (coat,))
        canvas.disc(x + 20, 934, 110, "#d9dddd", 0.16)
        top = who.shoulder - 150
        stand(canvas, who, (x - 62, top + 66), (x + 62, top + 66))
        canvas.rect(x - 112, top - 90, 224, 160, INK)
        canvas.rect(x - 106, top - 84, 212, 148, sign)
        for side in (-62, 62):
            canvas.disc(x + side, top + 66, 14, who.skin)
    canvas.snowfall(420)
    return canvas


def evening_of_lights() -> Canvas:
    """Warsaw in February: lights held up before the towers of the centre."""
    canvas = Canvas(NIGHT, 7)
    canvas.stripes(0, 640, ("#1f2733", "#242d3a", "#2a3442", "#313c4a"))
    tower = "#3d4957"
    for x, width, height in (
        (60, 120, 330),
        (210, 90, 450),
        (1120, 110, 480),
        (1260, 90, 360),
        (1390, 140, 420),
    ):
        facade(canvas, (x, 700 - height, width, height), "#333f4d", "#3d4957", (5, 12), 0.22)
    canvas.rect(560, 500, 480, 220, tower)
    canvas.rect(610, 420, 80, 90, tower)
    canvas.rect(910, 420, 80, 90, tower)
    canvas.rect(700, 250, 200, 300, tower)
    canvas.rect(725, 190, 150, 70, tower)
    canvas.rect(755, 130, 90, 70, tower)
    spire(canvas, 800, 135, 34, 130, tower)
    for x in (610, 690, 910, 990, 700, 900):
        spire(canvas, x, 422 if x not in (700, 900) else 252, 16, 36, tower)
    for row in range(9):
        for column in range(7):
            if canvas.chance.random() < 0.5:
                canvas.rect(715 + column * 26, 275 + row * 28, 9, 16, OCHRE)
    canvas.rect(0, 690, 1600, 310, "#252e3a")
    for band, (y, tall, step, tones) in enumerate(
        (
            (720, 62, 54, ("#36424f", "#3d4957")),
            (800, 92, 84, ("#2c3642", "#323d4a")),
            (900, 138, 124, (NIGHT, "#202833")),
        )
    ):
        for _ in range(15 - band * 3):
            light, lift = canvas.chance.uniform(20, 1580), canvas.chance.uniform(45, 90)
            size = 9 + band * 6
            canvas.disc(light, y - lift, size * 2.1, "#4a4a48")
            canvas.line([(light, y - lift), (light, y + 30)], "#3a3f46", size * 0.9)
            canvas.disc(light, y - lift, size, "#f3d9a0")
        if band == 1:
            canvas.flag(300, 860, 260, WHITE_RED_WHITE, 420, 16)
            canvas.flag(1120, 860, 230, WHITE_RED, 380, 10)
        crowd(canvas, y, tall, step, tones)
    return canvas


def women_in_white() -> Canvas:
    """August 2020 in Minsk: women in white, arm in arm, with flowers."""
    canvas = Canvas("#dfe3dd", 12)
    canvas.stripes(0, 560, ("#cfd8da", "#d7dedd", "#dfe3dd"))
    canvas.disc(1230, 230, 110, SNOW)
    for x, width, height in (
        (0, 330, 270),
        (350, 250, 330),
        (620, 380, 250),
        (1020, 250, 310),
        (1290, 330, 280),
    ):
        facade(canvas, (x, 600 - height, width, height), "#c9c2b4", "#aeb4b3", (width // 50, 5))
        canvas.rect(x - 6, 600 - height - 14, width + 12, 16, "#b8b0a1")
    for x in range(60, 1600, 210):
        lime(canvas, x, 640, 170, LEAF)
    canvas.rect(0, 625, 1600, 375, "#cfc9bd")
    canvas.rect(0, 960, 1600, 40, "#bdb6a9")
    for tall, y, step, start in ((250, 800, 104, 10), (390, 985, 164, -30)):
        people = [
            woman(canvas.chance, start + step * n, y, tall, SUMMER)
            for n in range(round(1700 / step))
        ]
        chain(canvas, people)
        for one, other in pairwise(people):
            hand = ((one.x + other.x) / 2, (one.shoulder + other.shoulder) / 2 + tall * 0.3)
            if canvas.chance.random() < 0.62:
                _bouquet(canvas, hand[0], hand[1], tall * 0.2)
    return canvas


def _bouquet(canvas: Canvas, x: float, y: float, size: float) -> None:
    for across in (-0.35, 0, 0.35):
        canvas.line(
            [(x, y + size * 0.2), (x + across * size, y - size * 0.6)], "#5f7459", size * 0.08
        )
        tone = canvas.chance.choice((RED, ROSE, SNOW, RED))
        canvas.disc(x + across * size, y - size * 0.72, size * 0.24, tone)
        canvas.disc(x + across * size, y - size * 0.72, size * 0.09, OCHRE)


def film_crew() -> Canvas:
    """Białystok: a camera looks over a gathering below the tower of St. Roch."""
    canvas = Canvas("#e2d8c7", 22)
    canvas.stripes(0, 600, ("#d9c9b2", "#dfd2bf", "#e5dccb", "#ebe3d6"))
    canvas.disc(430, 420, 150, "#e9c9a2")
    canvas.rect(905, 250, 90, 370, SNOW)
    canvas.rect(917, 180, 66, 90, SNOW)
    for number, (wide, top) in enumerate(((66, 180), (46, 130), (28, 90))):
        canvas.rect(950 - wide / 2, top, wide, 60, SNOW if number != 1 else MIST)
    spire(canvas, 950, 92, 30, 70, SLATE)
    canvas.poly([(800, 620), (830, 420), (1070, 420), (1100, 620)], SNOW)
    for x in (850, 905, 960, 1015):
        canvas.arch(x, 460, 34, 130, FOG)
    for x, width, height in (
        (0, 210, 170),
        (215, 170, 205),
        (395, 200, 150),
        (600, 190, 190),
        (1110, 190, 180),
        (1305, 150, 215),
        (1460, 160, 160),
    ):
        facade(
            canvas, (x, 640 - height, width, height), "#c7a58b" if x % 2 else SAND, STEEL, (5, 3)
        )
        canvas.poly(
            [
                (x - 6, 640 - height),
                (x + 24, 600 - height),
                (x + width - 24, 600 - height),
                (x + width + 6, 640 - height),
            ],
            "#a5685c",
        )
    canvas.rect(0, 635, 1600, 365, "#cdbfa8")
    for x in (60, 700, 1250):
        fir(canvas, x, 650, 110)
    crowd(canvas, 700, 62, 56, (STEEL, SLATE, FOG, "#8d5b54"))
    for x, size in ((330, 150), (820, 180), (1330, 160)):
        canvas.flag(x, 760, size, WHITE_RED_WHITE, 230, 8)
    crowd(canvas, 780, 88, 76, (INK, STEEL, SLATE, STEEL, "#8d5b54"))
    canvas.rect(0, 930, 1600, 70, INK)
    _camera(canvas, 1110, 660)
    return canvas


def _camera(canvas: Canvas, x: float, y: float) -> None:
    for side in (-130, 0, 130):
        canvas.line([(x, y + 90), (x + side, 1000)], NIGHT, 18)
    canvas.rect(x - 40, y + 60, 80, 46, NIGHT)
    canvas.rect(x - 170, y - 80, 320, 150, NIGHT)
    canvas.poly([(x - 170, y - 50), (x - 260, y - 84), (x - 260, y + 72), (x - 170, y + 40)], INK)
    canvas.disc(x - 60, y - 128, 62, NIGHT)
    canvas.disc(x + 86, y - 128, 62, NIGHT)
    canvas.disc(x - 60, y - 128, 18, STEEL)
    canvas.disc(x + 86, y - 128, 18, STEEL)
    canvas.disc(x + 118, y - 48, 11, RED)
