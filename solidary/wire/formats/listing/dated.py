"""Readings of a page with dates: each item ends with its date, begins with it, has it between its
headline and its standfirst; or a date stands over all items of its day."""

import itertools
from collections.abc import Iterator

from solidary.wire.formats.listing.cells import Cell
from solidary.wire.formats.listing.readings import (
    ABOVE,
    BELOW,
    BESIDE,
    SENTENCE_AT_FOOT,
    Body,
    Reading,
    left_out,
    speaks,
)
from solidary.wire.formats.listing.roles import standfirst_weight
from solidary.wire.formats.listing.segments import IMPOSSIBLE, Cut, Proto, Shape, Usual, cut
from solidary.wire.formats.listing.signatures import is_label

EMPTY_DATE = 8.0
WHOLE_ITEM_LEFT_OUT = 1.5
NO_LONGER_THAN_OTHERS = 1.5
UNDATED_AMONG_DATED = 3.0
UNDATED_AT_END = 3.0
UNDATED_AT_CUT_END = -1.5
UNDATED_LIKE_OTHERS = 1.0
UNLIKE_AT_EDGE = 4.0
CUT_BELOW = 5.0
"""What a text that stops in mid-sentence says for the last date having been cut off too."""
GAP_BESIDE_DATE = 1.5
BETWEEN, DAY_HEADINGS = 2.0, 4.0
SAME_DAY_TWICE = 6.0
SAME_COUNT_AGAIN = 1.1
GROUP = 1.0
NEAR = 24
"""Lines from a date within which the first or last item begins or ends; more would be a page of its
own, and trying them all would take time that grows with their square."""


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


def _gap_evidence(body: Body) -> float:
    """Above zero: dates stand close to what follows; below: close to what comes before."""
    total = 0.0
    for before, after in zip(body.gap_before, body.gap_after, strict=True):
        total += GAP_BESIDE_DATE * (before - after)
    return total


def _after(body: Body, shape: Shape) -> Reading:
    """Each item ends with its date."""
    reading = Reading("Each item ends with its date.", BELOW)
    usual = Usual.of(body.inner or body.runs[:1])
    for place, (run, date) in enumerate(zip(body.runs, body.dates, strict=False)):
        if not run:
            reading.score -= EMPTY_DATE
            reading.left.append((date, "date", "no item stands before this date"))
            continue
        skip, part = (0, usual.cut(run, shape))
        if place == 0:
            skip, part = _best_start(run, shape, usual, body.longest)
        early, kept = _like_others_above(run[:skip], usual)
        reading.leave(kept, "preamble", "before the first item")
        reading.take(early)
        if part.items:
            part.items[-1].date = date
        reading.take(part)
        reading.score -= _unlike(part, usual) if place == 0 else 0.0
    if body.opens_bare and len(body.runs[0]) == usual.size:
        reading.score += WHOLE_ITEM_LEFT_OUT
    _after_last_date(reading, body, usual)
    reading.score -= _gap_evidence(body)
    return reading


def _like_others_below(lines: list[Cell], usual: Usual) -> tuple[Cut, list[Cell]]:
    """Undated items that look like the others below the last one, and what follows them."""
    found = Cut()
    while usual.like(lines[: usual.size]):
        found.items.append(Proto(lines[: usual.size]))
        found.score += _as_item(lines[: usual.size]) - UNDATED_LIKE_OTHERS
        lines = lines[usual.size :]
    return found, lines


def _like_others_above(lines: list[Cell], usual: Usual) -> tuple[Cut, list[Cell]]:
    """The same above the first one, and what precedes them."""
    found = Cut()
    while len(lines) >= usual.size and usual.like(lines[-usual.size :]):
        found.items.insert(0, Proto(lines[-usual.size :]))
        found.score += _as_item(lines[-usual.size :]) - UNDATED_LIKE_OTHERS
        lines = lines[: -usual.size]
    return found, lines


def _as_item(lines: list[Cell]) -> float:
    return sum(standfirst_weight(cell.text) for cell in lines[1:])


def _unlike(part: Cut, usual: Usual) -> float:
    """What it costs that the item at the edge of the page doesn't look like all others."""
    lines = [cell for item in part.items for cell in item.texts]
    odd = len(lines) < usual.size or (len(lines) == usual.size and not usual.like(lines))
    return UNLIKE_AT_EDGE if odd else 0.0


def _best_start(run: list[Cell], shape: Shape, usual: Usual, longest: int) -> tuple[int, Cut]:
    """Where the first item begins in a run that may open with the page's own lines."""
    best = (0, cut(run, shape))
    best_score = IMPOSSIBLE
    for skip in range(max(0, len(run) - NEAR), len(run)):
        part = usual.cut(run[skip:], shape)
        score = part.score + sum(left_out(cell) for cell in run[:skip])
        score += 0.8 * bool(skip and (run[skip].gap or run[skip].starts))
        score -= NO_LONGER_THAN_OTHERS * bool(skip and len(run) <= longest)
        score -= usual.surprise * (len(run) - skip != usual.size <= len(run))
        if score > best_score:
            best, best_score = (skip, part), score
    return best


def _ends(run: list[Cell]) -> list[int]:
    """Where the last item may end: near the date, or at the very end of the page."""
    return sorted({*range(1, min(len(run), NEAR) + 1), *range(max(1, len(run) - 2), len(run) + 1)})


def _after_last_date(reading: Reading, body: Body, usual: Usual) -> None:
    """Lines below the last date: items whose dates are missing, or the foot of the page."""
    late, run = _like_others_below(body.runs[-1], usual)
    reading.take(late)
    if not run:
        reading.score += CUT_BELOW * bool(late.items and body.cut_off and usual.stops)
        return
    cost = UNDATED_AT_CUT_END if body.cut_off else UNDATED_AT_END
    shape = Shape(another=UNDATED_AMONG_DATED)
    best: tuple[float, int, Cut] | None = None
    for end in _ends(run):
        part = cut(run[:end], shape)
        lone = sum(
            1 for item in part.items if len(item.texts) == 1 and is_label(item.texts[0].text)
        )
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
        "A date stands over the items of its day." if every else "Each item begins with its date.",
        ABOVE,
    )
    usual = Usual.of(body.inner or body.runs[-1:])
    _before_first_date(reading, body, usual)
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
        late, rest = (Cut(), run[end:]) if every else _like_others_below(run[end:], usual)
        reading.take(late)
        reading.leave(rest, "footer", "after the last item")
        if place == len(body.dates) - 1 and not (every or body.cut_off):
            reading.score -= _unlike(part, usual)
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


def _before_first_date(reading: Reading, body: Body, usual: Usual) -> None:
    """Lines above the first date: items whose dates are missing, or the page's own lines."""
    run = body.runs[0]
    head = Reading("")
    head.leave(run, "preamble", "before the first date")
    if body.opens_bare and run and len(run) == usual.size:
        head.score -= WHOLE_ITEM_LEFT_OUT
    early, kept = _like_others_above(run, usual)
    if early.items:
        items = Reading("")
        items.leave(kept, "preamble", "before the first item")
        items.take(early)
        head = max(items, head, key=lambda each: each.score)
    reading.items += head.items
    reading.left += head.left
    reading.score += head.score


def _best_end(run: list[Cell], shape: Shape, usual: Usual, *, every: bool) -> tuple[int, Cut]:
    """Where the last item ends in a run that may close with the foot of the page."""
    best, best_score = (len(run), cut(run, shape)), IMPOSSIBLE
    for end in _ends(run):
        part = cut(run[:end], shape) if every else usual.cut(run[:end], shape)
        score = part.score + sum(
            left_out(cell) - SENTENCE_AT_FOOT * speaks(cell) for cell in run[end:]
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
    reading = Reading("The date stands between headline and standfirst.", BESIDE)
    reading.score -= 0 if on_headlines else BETWEEN
    reading.score -= 2 * GAP_BESIDE_DATE * sum(date.ruled for date in body.dates)
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
    if not on_headlines and 2 * sum(len(one.texts) > 1 for one in reading.items) < len(body.dates):
        reading.score = IMPOSSIBLE  # without standfirsts no date stands between
    return reading
