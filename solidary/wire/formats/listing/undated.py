"""Readings of a page without dates: headlines alone, with standfirsts in turn, standfirsts alone,
groups that blank lines part."""

from collections.abc import Iterator

from solidary.wire.formats.listing.cells import Cell
from solidary.wire.formats.listing.readings import Body, Reading
from solidary.wire.formats.listing.segments import Shape, cut
from solidary.wire.formats.listing.signatures import is_label

UNDATED_AMONG_DATED = 3.0
FREE, TEASERS = 5.0, 2.0
LONGEST_LONE_HEADING = 6
LARGEST_ALONE = 2
GROUP = 1.0


def undated_readings(body: Body) -> Iterator[Reading]:
    """Every reading of a page without a single date."""
    run = body.runs[0]
    trials: list[tuple[str, Shape, float]] = [
        ("Each line is a headline; there are no dates.", Shape(lines="bare"), 0),
        ("Headline and standfirst take turns; there are no dates.", Shape(lines="pairs"), 0),
        ("Headlines, some with a standfirst; no dates.", Shape(another=0.7), FREE),
        ("Each line is a standfirst, and an item.", Shape(lines="bare", teasers=True), TEASERS),
    ]
    for name, shape, cost in trials:
        for skip in (0, 1):
            if len(run) <= skip:
                continue
            reading = Reading(name, score=-cost, teasers=shape.teasers)
            reading.leave(run[:skip], "heading", "before the first item")
            reading.take(cut(run[skip:], shape))
            yield reading
    levels = sorted({cell.gap for cell in run[1:] if cell.gap})[:3]
    for level in levels or ([1] if any(cell.starts for cell in run[1:]) else []):
        grouped = _grouped(run, level)
        if grouped is not None:
            yield grouped


def _grouped(run: list[Cell], level: int) -> Reading | None:
    """Blank lines or rules part the items; None where they part but one group from a line or two."""
    groups: list[list[Cell]] = []
    for cell in run:
        if not groups or cell.gap >= level or cell.starts:
            groups.append([])
        groups[-1].append(cell)
    reading = Reading("Blank lines or rules part the items; there are no dates.")
    full = sum(1 for group in groups if len(group) > 1)
    if full == 1 and max(map(len, groups)) > LARGEST_ALONE:
        return None
    for place, group in enumerate(groups):
        lone = len(group) == 1 and full >= 2 and full * 2 > len(groups)
        short = len(group[0].text.split()) <= LONGEST_LONE_HEADING
        if lone and place == 0 and short and not group[0].starts:
            reading.leave(group, "heading", "stands apart before the first item")
        elif lone and place == len(groups) - 1 and is_label(group[0].text):
            reading.leave(group, "footer", "stands apart after the last item")
        else:
            part = cut(group, Shape(another=UNDATED_AMONG_DATED))
            if len(group) > 1:
                reading.score += GROUP
            reading.take(part)
    return reading
