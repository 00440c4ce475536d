"""Which layout a page has: every known layout is tried, the one that explains most is taken.

Evidence, in one unit (`roles.standfirst_weight`): do headlines read like headlines and standfirsts
like standfirsts; do blank lines and rules stand where items would begin; is a date left without an
item or a line without a use. Each layout says in one sentence how it sees the page.
"""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from solidary.wire.formats.listing.cells import Cell, Kind
from solidary.wire.formats.listing.roles import standfirst_weight
from solidary.wire.formats.listing.segments import (
    IMPOSSIBLE,
    Cut,
    Proto,
    Shape,
    Usual,
    cut,
    is_label,
)

EMPTY_DATE = 5.0
LEFT_OUT = 1.0
SENTENCE_LEFT_OUT = 1.5
WHOLE_ITEM_LEFT_OUT = 1.5
SENTENCE_AT_FOOT = 1.0
MARKED_AS_ITEM = 5.0
NO_LONGER_THAN_OTHERS = 1.5
UNDATED_AMONG_DATED = 3.0
UNDATED_AT_END = 3.0
UNDATED_AT_CUT_END = 1.5
GAP_BESIDE_DATE = 1.5
BETWEEN, DAY_HEADINGS, FREE = 2.0, 4.0, 5.0
SAME_DAY_TWICE = 6.0
SAME_COUNT_AGAIN = 1.1
ODDITY = 8.0
LONGEST_LONE_HEADING = 6
GROUP = 1.0


@dataclass(slots=True)
class Reading:
    """One way to read the page."""

    layout: str
    items: list[Proto] = field(default_factory=list)
    left: list[tuple[Cell, str, str]] = field(default_factory=list)
    score: float = 0.0

    def take(self, result: Cut) -> None:
        self.items.extend(result.items)
        self.score += result.score
        self.left.extend((c, "label", "a few words beside an item") for c in result.labels)

    def leave(self, cells: list[Cell], use: str, why: str) -> None:
        for cell in cells:
            self.left.append((cell, use, why))
            self.score += left_out(cell) - SENTENCE_AT_FOOT * (use == "footer" and _speaks(cell))


@dataclass(frozen=True, slots=True)
class Body:
    """The text runs of a page and the dates between them: run, date, run, date, … run."""

    runs: list[list[Cell]]
    dates: list[Cell]
    gap_before: list[bool]
    gap_after: list[bool]
    opens_bare: bool
    """Nothing at all stands before the first run: no menu, no heading."""
    cut_off: bool
    """The text stops in the middle of a sentence."""

    @property
    def longest(self) -> int:
        """Lines of the longest run between two dates."""
        return max((len(run) for run in self.inner), default=0)

    @property
    def inner(self) -> list[list[Cell]]:
        return self.runs[1:-1]


def choose(body: Body) -> tuple[Reading, Reading | None]:
    """The best reading, and the best of those that see other items (None: there is none)."""
    candidates = dated_readings(body) if body.dates else undated_readings(body)
    readings = list(candidates)
    for reading in readings:
        reading.score += _own_style(reading)
    readings.sort(key=lambda reading: -reading.score)
    best = readings[0]
    seen = _outcome(best)
    return best, next((r for r in readings[1:] if _outcome(r) != seen), None)


def left_out(cell: Cell) -> float:
    """What it costs to use a line for nothing; it fits the part it would fit best."""
    weight = standfirst_weight(cell.text)
    if cell.starts and not cell.ruled:
        return -MARKED_AS_ITEM
    return max(weight, 0.0) - LEFT_OUT - (SENTENCE_LEFT_OUT if weight > 1 else 0.0)


def _own_style(reading: Reading) -> float:
    """What to give back of the cost of unlikely standfirsts.

    A newsroom whose standfirsts have no full stops never has any: that is one oddity, not one for
    each item. So the cost of standfirsts that do not look like any levels off.
    """
    odd = -sum(
        min(0.0, standfirst_weight(cell.text)) for item in reading.items for cell in item.texts[1:]
    )
    return odd - ODDITY * (1 - math.exp(-odd / ODDITY))


def _speaks(cell: Cell) -> bool:
    """Whether a line says something, as the foot of a page rarely does."""
    return len(cell.text.split()) > 3


def _outcome(reading: Reading) -> list[tuple[list[int], int]]:
    return [
        ([cell.line for cell in item.texts], item.date.line if item.date else 0)
        for item in reading.items
    ]


def dated_readings(body: Body) -> Iterator[Reading]:
    """Every reading of a page that has dates."""
    gaps = sorted({cell.gap for run in body.runs for cell in run[1:] if cell.gap})[:3]
    for gap in (0, *gaps):
        yield _after(body, Shape(another=UNDATED_AMONG_DATED, gap=gap))
        yield _before(body, Shape(another=UNDATED_AMONG_DATED, gap=gap), every=False)
        for lines, another, prior in (("bare", 0, 0), ("pairs", 0, 0), ("free", 0.7, 3)):
            shape = Shape(another=another, gap=gap, lines=lines)
            reading = _before(body, shape, every=True)
            reading.score -= DAY_HEADINGS + prior
            yield reading
    yield _between(body)


def undated_readings(body: Body) -> Iterator[Reading]:
    """Every reading of a page without a single date."""
    run = body.runs[0]
    trials: list[tuple[str, Shape, float]] = [
        ("Each line is a headline; there are no dates.", Shape(lines="bare"), 0),
        ("Headline and standfirst take turns; there are no dates.", Shape(lines="pairs"), 0),
        ("Headlines, some with a standfirst; no dates.", Shape(another=0.7), FREE),
    ]
    for name, shape, cost in trials:
        for skip in (0, 1):
            if len(run) <= skip:
                continue
            reading = Reading(name, score=-cost)
            reading.leave(run[:skip], "heading", "before the first item")
            reading.take(cut(run[skip:], shape))
            yield reading
    levels = sorted({cell.gap for cell in run[1:] if cell.gap})[:3]
    for level in levels or ([1] if any(cell.starts for cell in run[1:]) else []):
        yield _grouped(run, level)


def _grouped(run: list[Cell], level: int) -> Reading:
    """Blank lines or rules part the items."""
    groups: list[list[Cell]] = []
    for cell in run:
        if not groups or cell.gap >= level or cell.starts:
            groups.append([])
        groups[-1].append(cell)
    reading = Reading("Blank lines or rules part the items; there are no dates.")
    full = sum(1 for group in groups if len(group) > 1)
    for place, group in enumerate(groups):
        lone = len(group) == 1 and full >= 2 and full * 2 > len(groups)
        short = len(group[0].text.split()) <= LONGEST_LONE_HEADING
        if lone and place == 0 and short and not group[0].starts:
            reading.leave(group, "heading", "stands apart before the first item")
        elif lone and place == len(groups) - 1 and is_label(group[0]):
            reading.leave(group, "footer", "stands apart after the last item")
        else:
            part = cut(group, Shape(another=UNDATED_AMONG_DATED))
            if len(group) > 1:
                reading.score += GROUP
            reading.take(part)
    return reading


def _gap_evidence(body: Body) -> float:
    """Above zero: dates stand close to what follows; below: close to what comes before."""
    total = 0.0
    for before, after in zip(body.gap_before, body.gap_after, strict=True):
        total += GAP_BESIDE_DATE * (before - after)
    return total


def _after(body: Body, shape: Shape) -> Reading:
    """Each item ends with its date."""
    reading = Reading("Each item ends with its date.")
    usual = Usual.of(body.inner or body.runs[:1])
    for place, (run, date) in enumerate(zip(body.runs, body.dates, strict=False)):
        if not run:
            reading.score -= EMPTY_DATE
            reading.left.append((date, "date", "no item stands before this date"))
            continue
        skip, part = (0, usual.cut(run, shape))
        if place == 0:
            skip, part = _best_start(run, shape, usual, body.longest)
        reading.leave(run[:skip], "preamble", "before the first item")
        if part.items:
            part.items[-1].date = date
        reading.take(part)
    if body.opens_bare and len(body.runs[0]) == usual.size:
        reading.score += WHOLE_ITEM_LEFT_OUT
    _after_last_date(reading, body)
    reading.score -= _gap_evidence(body)
    return reading


def _best_start(run: list[Cell], shape: Shape, usual: Usual, longest: int) -> tuple[int, Cut]:
    """Where the first item begins in a run that may open with the page's own lines."""
    best = (0, cut(run, shape))
    best_score = IMPOSSIBLE
    for skip in range(len(run)):
        part = usual.cut(run[skip:], shape)
        score = part.score + sum(left_out(cell) for cell in run[:skip])
        score += 0.8 * bool(skip and (run[skip].gap or run[skip].starts))
        score -= NO_LONGER_THAN_OTHERS * bool(skip and len(run) <= longest)
        score -= usual.surprise * (len(run) - skip != usual.size <= len(run))
        if score > best_score:
            best, best_score = (skip, part), score
    return best


def _after_last_date(reading: Reading, body: Body) -> None:
    """Lines below the last date: an item whose date is missing, or the foot of the page."""
    run = body.runs[-1]
    if not run:
        return
    cost = UNDATED_AT_CUT_END if body.cut_off else UNDATED_AT_END
    shape = Shape(another=UNDATED_AMONG_DATED)
    best: tuple[float, int, Cut] | None = None
    for end in range(1, len(run) + 1):
        part = cut(run[:end], shape)
        lone = sum(1 for item in part.items if len(item.texts) == 1 and is_label(item.texts[0]))
        score = part.score - cost - 2 * lone + sum(left_out(cell) for cell in run[end:])
        if part.items and (best is None or score > best[0]):
            best = (score, end, part)
    foot = Reading("")
    foot.leave(run, "footer", "after the last date")
    if best and best[0] > foot.score - (1.0 if body.cut_off else 0.0):
        reading.take(best[2])
        reading.score -= cost
        reading.leave(run[best[1] :], "footer", "after the last item")
    else:
        reading.leave(run, "footer", "after the last date")


def _before(body: Body, shape: Shape, *, every: bool) -> Reading:
    """Each item begins with its date; or, with `every`, a date stands over all items below it."""
    reading = Reading(
        "A date stands over the items of its day." if every else "Each item begins with its date."
    )
    usual = Usual.of(body.inner or body.runs[-1:])
    first = body.runs[0]
    reading.leave(first, "preamble", "before the first date")
    if body.opens_bare and first and len(first) == usual.size:
        reading.score -= WHOLE_ITEM_LEFT_OUT
    for place, (date, run) in enumerate(zip(body.dates, body.runs[1:], strict=True)):
        if not run:
            reading.score -= EMPTY_DATE
            reading.left.append((date, "date", "no item stands below this date"))
            continue
        end, part = len(run), cut(run, shape) if every else usual.cut(run, shape)
        if place == len(body.dates) - 1:
            end, part = _best_end(run, shape, usual, every=every)
        if not part.items:
            reading.score = IMPOSSIBLE
            return reading
        for item in part.items if every else part.items[:1]:
            item.date = date
        reading.take(part)
        reading.leave(run[end:], "footer", "after the last item")
    reading.score += _gap_evidence(body)
    if every:
        days = [date.found.day for date in body.dates if date.found]
        twice = sum(1 for a, b in itertools.pairwise(days) if a == b and a)
        sizes = [len(run) for run in body.runs[1:]]
        again = sum(1 for a, b in itertools.pairwise(sizes) if a == b > 1)
        marked = any(cell.starts and not cell.ruled for run in body.runs for cell in run[1:])
        reading.score += DAY_HEADINGS if marked else -SAME_COUNT_AGAIN * again
        reading.score -= SAME_DAY_TWICE * twice
    return reading


def _best_end(run: list[Cell], shape: Shape, usual: Usual, *, every: bool) -> tuple[int, Cut]:
    """Where the last item ends in a run that may close with the foot of the page."""
    best, best_score = (len(run), cut(run, shape)), IMPOSSIBLE
    for end in range(1, len(run) + 1):
        part = cut(run[:end], shape) if every else usual.cut(run[:end], shape)
        score = part.score + sum(
            left_out(cell) - SENTENCE_AT_FOOT * _speaks(cell) for cell in run[end:]
        )
        score += 0.8 * bool(end < len(run) and run[end].gap)
        if not every:
            score -= usual.surprise * (end != usual.size <= len(run))
        if score > best_score:
            best, best_score = (end, part), score
    return best


def _between(body: Body) -> Reading:
    """The date stands between headline and standfirst."""
    on_headlines = all(date.inline for date in body.dates)
    reading = Reading("The date stands between headline and standfirst.")
    reading.score -= 0 if on_headlines else BETWEEN
    tight = not any(body.gap_before) and not any(body.gap_after)
    for place, date in enumerate(body.dates):
        run, below = body.runs[place], body.runs[place + 1]
        if not run:
            reading.score = IMPOSSIBLE
            return reading
        headline = run[-1]
        if place == 0:
            reading.leave(run[:-1], "preamble", "before the first item")
            reading.score -= NO_LONGER_THAN_OTHERS * (1 < len(run) <= body.longest)
        elif len(run) > 1 and tight and headline.gap:
            reading.score += GROUP
        last = place == len(body.dates) - 1
        rest = below if last else below[:-1]
        rest, foot = (rest[:1], rest[1:]) if last else (rest, [])
        if rest and (rest[0].starts or (last and standfirst_weight(rest[0].text) < -2)):
            rest, foot = [], [*rest, *foot]
        for number, cell in enumerate(rest):
            reading.score += standfirst_weight(cell.text) - (number > 0)
        if last and not rest and len(body.dates) > 1:
            usual = Usual.of([item.texts for item in reading.items])
            reading.score -= usual.surprise * (usual.size > 1)
        if last:
            reading.leave(foot, "footer", "after the last item")
        elif foot:
            reading.leave(foot, "label", "between two items")
        reading.items.append(Proto([headline, *rest], date))
    return reading


def body_of(cells: list[Cell], *, cut_off: bool) -> Body:
    """The body of a page out of its cells; those before the heading are left to the caller."""
    runs: list[list[Cell]] = [[]]
    dates: list[Cell] = []
    gap_before: list[bool] = []
    gap_after: list[bool] = []
    waiting = False
    boundary = False
    for cell in cells:
        if cell.kind is Kind.HEADING:
            boundary = True
        elif cell.kind is Kind.DATE:
            if waiting:
                gap_after.append(bool(cell.gap))
            gap_before.append(bool(runs[-1]) and bool(cell.gap or cell.ruled))
            dates.append(cell)
            runs.append([])
            waiting = True
        elif cell.kind is Kind.TEXT:
            cell.starts = cell.starts or boundary
            boundary = False
            if waiting:
                gap_after.append(bool(cell.gap or cell.ruled))
                waiting = False
            runs[-1].append(cell)
    if waiting:
        gap_after.append(False)
    opens_bare = bool(cells) and cells[0].kind is Kind.TEXT
    return Body(runs, dates, gap_before, gap_after, opens_bare, cut_off)
