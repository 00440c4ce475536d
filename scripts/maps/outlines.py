"""Countries as a map draws them: on its plane, with as few points as its scale shows, inside its frame.

A border is one line for the two countries it divides: lines are cut where three countries or a coast
meet, and each piece is thinned once.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heappop, heappush

from scripts.maps.countries import Ring
from solidary.site.maps.land_map import WIDTH, LandMap
from solidary.site.maps.projections import Spot

Point = tuple[float, float]
Dot = tuple[int, int]
"""A point in whole units of a land file."""
Shape = list[Dot]

MARGIN = 8
"""Units that shapes reach over the frame, so that no edge shows where they are cut."""
NEAR = 0.5
"""How far outside its frame, in parts of its size, a map looks for countries that reach into it."""


def outlines(
    world: dict[str, list[Ring]], drawn: LandMap, thin: float, small: float
) -> dict[str, list[Shape]]:
    """Country → what a map draws of it. `thin`: square units that a bend has at least; `small`: those
    of the smallest island, unless a country has no larger one."""
    near = {
        code: [ring for ring in rings if _is_near(ring, drawn)] for code, rings in world.items()
    }
    thinned = _thinned({code: rings for code, rings in near.items() if rings}, drawn, thin)
    found: dict[str, list[Shape]] = {}
    for code, shapes in thinned.items():
        inside = [cut for shape in shapes if (cut := _framed(shape, drawn))]
        largest = max(map(_area, inside), default=0.0)
        kept = [shape for shape in inside if _area(shape) >= min(small, largest)]
        if kept:
            found[code] = kept
    return found


def _is_near(ring: Ring, drawn: LandMap) -> bool:
    return any(
        -NEAR <= at.x <= 1 + NEAR and -NEAR <= at.y <= 1 + NEAR
        for at in (drawn.at(*spot) for spot in ring)
    )


def _thinned(
    world: dict[str, list[Ring]], drawn: LandMap, thin: float
) -> dict[str, list[list[Point]]]:
    neighbours: dict[Spot, set[Spot]] = {}
    for ring in (ring for rings in world.values() for ring in rings):
        for before, spot, after in zip(
            [ring[-1], *ring[:-1]], ring, [*ring[1:], ring[0]], strict=True
        ):
            neighbours.setdefault(spot, set()).update((before, after))
    meet = {spot for spot, beside in neighbours.items() if len(beside) != 2}
    done: dict[tuple[Spot, ...], list[Spot]] = {}
    found = {}
    for code, rings in world.items():
        found[code] = [
            _on_plane([spot for piece in _pieces(ring, meet) for spot in _once(piece, done, drawn, thin)], drawn)
            for ring in rings
        ]  # fmt: skip
    return found


def _pieces(ring: Ring, meet: set[Spot]) -> Iterator[list[Spot]]:
    """A ring from one meeting point to the next; one that has none from its first point around."""
    first = next((number for number, spot in enumerate(ring) if spot in meet), None)
    if first is None:
        first = ring.index(min(ring))
    turned = [*ring[first:], *ring[: first + 1]]
    piece = turned[:1]
    for spot in turned[1:]:
        piece.append(spot)
        if spot in meet:
            yield piece
            piece = [spot]
    if len(piece) > 1:
        yield piece


def _once(
    piece: list[Spot], done: dict[tuple[Spot, ...], list[Spot]], drawn: LandMap, thin: float
) -> list[Spot]:
    """A piece thinned, without its last point; the same for both countries beside it."""
    turned = piece[::-1] < piece
    key = tuple(piece[::-1] if turned else piece)
    if key not in done:
        plane = _on_plane(list(key), drawn)
        done[key] = [key[number] for number in bends(plane, thin)]
    line = done[key][::-1] if turned else done[key]
    return line[:-1]


def _on_plane(line: list[Spot], drawn: LandMap) -> list[Point]:
    """A line in units of the map; what crosses the far side of the globe ends there."""
    middle = drawn.projection.middle
    east = [(spot.longitude - middle + 180) % 360 - 180 for spot in line]
    if east and max(east) - min(east) > 180:
        side = 1 if 2 * sum(each > 0 for each in east) > len(east) else -1
        edge = 179.999 * side
        east = [each if each * side > 0 else edge for each in east]
    points = []
    for spot, away in zip(line, east, strict=True):
        at = drawn.at(middle + away, spot.latitude)
        points.append((at.x * WIDTH, at.y * drawn.height))
    return points


def bends(line: list[Point], thin: float) -> list[int]:
    """The numbers of the points that make a line what it is: those that span the smallest triangle
    with their neighbours leave first, until none is below `thin` (Visvalingam and Whyatt, 1993)."""
    before = [number - 1 for number in range(len(line))]
    after = [number + 1 for number in range(len(line))]
    gone = [False] * len(line)
    sizes = [_triangle(line, number - 1, number, number + 1) for number in range(1, len(line) - 1)]
    waiting = [(size, number) for number, size in enumerate(sizes, 1)]
    current = dict(enumerate(sizes, 1))
    heapify(waiting)
    while waiting:
        size, number = heappop(waiting)
        if size >= thin:
            break
        if gone[number] or current[number] != size:
            continue
        gone[number] = True
        left, right = before[number], after[number]
        after[left], before[right] = right, left
        for beside in (left, right):
            if 0 < beside < len(line) - 1:
                now = _triangle(line, before[beside], beside, after[beside])
                current[beside] = max(now, size)
                heappush(waiting, (current[beside], beside))
    return [number for number in range(len(line)) if not gone[number]]


def _triangle(line: list[Point], one: int, two: int, three: int) -> float:
    (ax, ay), (bx, by), (cx, cy) = line[one], line[two], line[three]
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2


def _area(shape: Shape) -> float:
    ahead = [*shape[1:], shape[0]]
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(shape, ahead, strict=True))) / 2


def _framed(points: list[Point], drawn: LandMap) -> Shape:
    """What of a shape lies inside the frame, in whole units (Sutherland and Hodgman, 1974)."""
    shape = points
    for axis, limit, sign in (
        (0, -MARGIN, 1), (0, WIDTH + MARGIN, -1), (1, -MARGIN, 1), (1, drawn.height + MARGIN, -1),
    ):  # fmt: skip
        shape = list(_cut(shape, axis, float(limit), sign))
    whole: Shape = []
    for x, y in shape:
        dot = round(x), round(y)
        if not whole or whole[-1] != dot:
            whole.append(dot)
    while len(whole) > 1 and whole[0] == whole[-1]:
        whole.pop()
    return whole if len(whole) > 2 else []


def _cut(shape: list[Point], axis: int, limit: float, sign: int) -> Iterator[Point]:
    for here, there in zip(shape, [*shape[1:], *shape[:1]], strict=True):
        inside, stays = ((each[axis] - limit) * sign >= 0 for each in (here, there))
        if inside:
            yield here
        if inside != stays:
            part = (limit - here[axis]) / (there[axis] - here[axis])
            yield (
                here[0] + part * (there[0] - here[0]),
                here[1] + part * (there[1] - here[1]),
            )
