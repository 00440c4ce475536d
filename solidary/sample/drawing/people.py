"""People as the dossier draws them: from behind or from far away, never a face.

A drawing may be shared where a recognisable person could be punished for being in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

from .canvas import FOG, HAIR, INK, MIST, NIGHT, OCHRE, RED, SKIN, SLATE, SNOW, STEEL, Canvas, Point

COATS = (INK, STEEL, SLATE, FOG, MIST, SNOW, "#8d5b54", "#a6937a", "#5d6f62", RED)

SUMMER = (SNOW, "#f5efe6", "#f3e3de")
"""Dresses worn with bare legs."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody `tall` units tall who stands at x on the line y."""

    x: float
    y: float
    tall: float
    coat: str
    hair: str
    skin: str
    skirt: bool
    long_hair: bool
    hat: str | None

    @property
    def shoulder(self) -> float:
        return self.y - self.tall * 0.79


def somebody(chance: Random, x: float, y: float, tall: float, coats: tuple[str, ...]) -> Person:
    return Person(
        x,
        y,
        tall * chance.uniform(0.93, 1.05),
        chance.choice(coats),
        chance.choice(HAIR),
        chance.choice(SKIN),
        chance.random() < 0.42,
        chance.random() < 0.45,
        chance.choice((RED, SLATE, OCHRE, SNOW)) if chance.random() < 0.14 else None,
    )


def woman(chance: Random, x: float, y: float, tall: float, coats: tuple[str, ...]) -> Person:
    """Somebody in a summer dress."""
    who = somebody(chance, x, y, tall, coats)
    return replace(who, skirt=True, long_hair=chance.random() < 0.7, hat=None)


def stand(canvas: Canvas, who: Person, left: Point | None, right: Point | None) -> None:
    """Draw somebody whose hands are at `left` and `right`; None lets the arm hang."""
    x, y, tall = who.x, who.y, who.tall
    legs = who.skin if who.skirt and who.coat in SUMMER else NIGHT
    for side in (-1, 1):
        foot = (x + side * tall * 0.06, y - tall * 0.015)
        canvas.line([(x + side * tall * 0.045, y - tall * 0.42), foot], legs, tall * 0.07)
    shoulder, hip = tall * 0.105, tall * (0.17 if who.skirt else 0.105)
    hem = y - tall * (0.2 if who.skirt else 0.36)
    canvas.poly(
        [
            (x - shoulder, who.shoulder + tall * 0.02),
            (x - shoulder * 0.5, who.shoulder - tall * 0.025),
            (x + shoulder * 0.5, who.shoulder - tall * 0.025),
            (x + shoulder, who.shoulder + tall * 0.02),
            (x + tall * 0.085, who.shoulder + tall * 0.22),
            (x + hip, hem),
            (x - hip, hem),
            (x - tall * 0.085, who.shoulder + tall * 0.22),
        ],
        who.coat,
    )
    for side, hand in ((-1, left), (1, right)):
        joint = (x + side * shoulder * 0.82, who.shoulder + tall * 0.04)
        end = hand or (x + side * tall * 0.145, who.shoulder + tall * 0.36)
        raised = end[1] < joint[1]
        elbow = (
            (joint[0] + end[0]) / 2 + side * tall * 0.03,
            (joint[1] + end[1]) / 2 + (0 if raised else tall * 0.05),
        )
        canvas.line(canvas.curve(joint, elbow, end, 10), who.coat, tall * 0.062)
        canvas.disc(end[0], end[1], tall * 0.031, who.skin)
    _head(canvas, who)


def _head(canvas: Canvas, who: Person) -> None:
    x, tall = who.x, who.tall
    middle = who.y - tall * 0.905
    canvas.rect(x - tall * 0.028, middle, tall * 0.056, tall * 0.105, who.skin)
    canvas.disc(x, middle, tall * 0.072, who.skin, 1.12)
    canvas.disc(x, middle - tall * 0.012, tall * 0.074, who.hair, 1.06)
    if who.long_hair:
        canvas.poly(
            [
                (x - tall * 0.074, middle),
                (x + tall * 0.074, middle),
                (x + tall * 0.062, middle + tall * 0.15),
                (x - tall * 0.062, middle + tall * 0.15),
            ],
            who.hair,
        )
    if who.hat:
        canvas.arch(x - tall * 0.078, middle - tall * 0.1, tall * 0.156, tall * 0.09, who.hat)


def chain(canvas: Canvas, people: list[Person]) -> None:
    """People hand in hand, drawn in the given order, so that the nearest come last."""
    hands: list[Point] = []
    for one, other in pairwise(people):
        middle = (one.shoulder + other.shoulder) / 2 + (one.tall + other.tall) / 2 * 0.3
        hands.append(((one.x + other.x) / 2, middle))
    for number, who in enumerate(people):
        before = hands[number - 1] if number else None
        after = hands[number] if number < len(hands) else None
        near = [hand for hand in (before, after) if hand]
        left = next((hand for hand in near if hand[0] < who.x), None)
        right = next((hand for hand in near if hand[0] > who.x), None)
        stand(canvas, who, left, right)


def crowd(
    canvas: Canvas, y: float, tall: float, step: float, tones: tuple[str, ...], sway: float = 14
) -> None:
    """A row of heads and shoulders from edge to edge; y is where the shoulders are."""
    x = -step
    while x < canvas.width + step:
        lift = canvas.chance.uniform(-sway, sway)
        tone = canvas.chance.choice(tones)
        wide = tall * canvas.chance.uniform(0.5, 0.62)
        canvas.arch(x - wide, y + lift, wide * 2, canvas.height, tone)
        canvas.disc(x, y + lift - tall * 0.16, tall * 0.27, canvas.chance.choice(HAIR), 1.15)
        x += step * canvas.chance.uniform(0.8, 1.2)
