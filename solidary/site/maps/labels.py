"""Which dots of a map get their label, and on which side, so that no two overlap at any width.

A map grows with the window and its letters don't. So labels are placed for a few ranges of widths; what
is clear of each other on the same side at both ends of a range is so all through it, since dots move in
straight lines as the map grows.

Lengths are CSS pixels, with y downward.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from solidary.site.maps.land_map import At


class Dot(NamedTuple):
    """A dot that may get a label."""

    at: At
    radius: float
    """on the narrowest map"""
    text: str


class View(NamedTuple):
    """A range of widths of a map; below the first, no labels are shown."""

    narrow: float
    wide: float
    size: float
    """of letters"""
    swell: float
    """how many times wider dots are than on the narrowest map"""


VIEWS = (
    View(280, 420, 12, 1),
    View(420, 600, 12, 1),
    View(600, 800, 13, 1.5),
    View(800, 1300, 13, 1.5),
)
"""The style sheet gives letters and dots these sizes at these widths (`map.css`)."""


class Label(NamedTuple):
    """Where the label of a dot is."""

    dot: int
    """number of its dot"""
    right: float
    """from the dot's middle to where the text begins, ends or has its middle"""
    down: float
    """from the dot's middle to the line the letters stand on"""
    anchor: str
    """which end of the text is there: start, middle or end"""
    led: bool = False
    """whether it lies so far off that a line leads from its dot to it"""
    views: tuple[int, ...] = ()
    """numbers of the views in which it is there"""


class Box(NamedTuple):
    """What a label or a dot covers, from the middle of its dot."""

    left: float
    top: float
    right: float
    bottom: float


class _Placed(NamedTuple):
    at: At
    box: Box


NARROW = frozenset("fijlrtI.,:;'’ -–()/!іїјІЇ|")
WIDE = frozenset("mwMWЖжШшЩщЮюФфЫыМмѢ—–@%&…")
_AIR = 1.0
"""Between two labels."""
_DISTANCE = 5.0
"""Between a label and a dot that isn't its own: more than to that one, or it would seem to be its."""
_BESIDE = (3.5, 9.0)
"""From a dot to its label."""
_LED = (20.0, 32.0, 44.0, 58.0)
"""From a dot to a label that a line leads to."""
MAY_BE_LED = 8
"""How many dots, the first ones, may have their label far off."""
MIDDLE = 0.36
"""From the line that letters stand on to their middle, in parts of their size."""


def text_width(text: str, size: float) -> float:
    """At least as wide as a text is in any usual sans serif: DejaVu Sans and Verdana are the widest."""
    return sum(map(_advance, text)) * size


def _advance(letter: str) -> float:
    if letter in NARROW:
        return 0.42
    if letter in WIDE or ord(letter) > 0x530:
        return 1.1
    return 0.8 if letter.isupper() else 0.69


def label_box(label: Label, text: str, size: float) -> Box:
    """What a label covers, from the middle of its dot."""
    width = text_width(text, size)
    left = label.right - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return Box(left, label.down - size, left + width, label.down + size * 0.3)


def placed(dots: Sequence[Dot], ratio: float, views: Sequence[View] = VIEWS) -> list[Label]:
    """Labels for as many dots as have room in each view, the first dots first. `ratio`: the map's
    height over its width. A dot may have none, or several in different views."""
    found: dict[Label, tuple[int, ...]] = {}
    for number, view in enumerate(views):
        ground = _Ground(view, ratio, dots)
        alike = number > 0 and views[number - 1][2:] == view[2:]
        before = [label for label, shown in found.items() if number - 1 in shown]
        known = [label for label in before if not label.led] if alike else []
        for dot in range(len(dots)):
            # What is beside its dot in the view before stays there, if it can.
            stays = [label for label in known if label.dot == dot]
            for label in (*stays, *_sides(dot, dots[dot], view)):
                if ground.take(label):
                    found[label] = (*found.get(label, ()), number)
                    break
    return [label._replace(views=shown) for label, shown in found.items()]


def _sides(number: int, dot: Dot, view: View) -> Iterator[Label]:
    """Where a label may be, best first: beside its dot, then above and below it, aslant, a little off;
    those of the first dots even where a line has to lead to them."""
    size, radius = view.size, dot.radius * view.swell
    middle = size * MIDDLE
    for gap in (*_BESIDE, *_LED) if number < MAY_BE_LED else _BESIDE:
        away, aslant = radius + gap, radius * 0.7 + gap * 0.8
        above, below = -(radius + gap), radius + size * 0.8 + gap
        for right, down, anchor in (
            (away, middle, "start"),
            (-away, middle, "end"),
            (0.0, above, "middle"),
            (0.0, below, "middle"),
            (aslant, -aslant, "start"),
            (aslant, aslant + size * 0.7, "start"),
            (-aslant, -aslant, "end"),
            (-aslant, aslant + size * 0.7, "end"),
            (-size, above, "start"),
            (-size, below, "start"),
            (size, above, "end"),
            (size, below, "end"),
        ):
            yield Label(number, round(right, 1), round(down, 1), anchor, gap in _LED)


def _round(radius: float) -> Box:
    return Box(-radius, -radius, radius, radius)


def _line(label: Label, size: float) -> Box:
    """What the line from a dot to its label covers."""
    down = label.down - size * MIDDLE
    return Box(min(0.0, label.right), min(0.0, down), max(0.0, label.right), max(0.0, down))


class _Ground:
    """One view, with what it shows already."""

    def __init__(self, view: View, ratio: float, dots: Sequence[Dot]) -> None:
        self.view, self.ratio, self.dots = view, ratio, dots
        self.discs = [_Placed(dot.at, _round(dot.radius * view.swell)) for dot in dots]
        self.labels: list[_Placed] = []

    def take(self, label: Label) -> bool:
        """Place a label, if it is inside the map and clear of every label and of every other dot."""
        dot, size = self.dots[label.dot], self.view.size
        box = label_box(label, dot.text, size)
        if not self._inside(dot.at, box):
            return False
        # Few letters reach as high or as low as a line of them may.
        ink = box._replace(top=box.top + size * 0.2, bottom=box.bottom - size * 0.1)
        inked = _Placed(dot.at, ink)
        for number, disc in enumerate(self.discs):
            if number != label.dot and not self._apart(inked, disc, _DISTANCE):
                return False
        covered = [_Placed(dot.at, box)]
        if label.led:
            covered.append(_Placed(dot.at, _line(label, size)))
        if not all(self._apart(each, other) for each in covered for other in self.labels):
            return False
        self.labels += covered
        return True

    def _inside(self, at: At, box: Box) -> bool:
        return all(
            at.x * width + box.left >= 0
            and at.x * width + box.right <= width
            and at.y * width * self.ratio + box.top >= 0
            and at.y * width * self.ratio + box.bottom <= width * self.ratio
            for width in self.view[:2]
        )

    def _apart(self, one: _Placed, other: _Placed, air: float = _AIR) -> bool:
        """Whether two are clear of each other all through the view, on one and the same side."""
        aside, below = other.at.x - one.at.x, (other.at.y - one.at.y) * self.ratio
        narrow, wide, *_ = self.view
        a, b = one.box, other.box
        return (
            min(aside * narrow, aside * wide) + b.left >= a.right + air
            or max(aside * narrow, aside * wide) + b.right + air <= a.left
            or min(below * narrow, below * wide) + b.top >= a.bottom + air
            or max(below * narrow, below * wide) + b.bottom + air <= a.top
        )
