"""Cutting a run of text lines into items, each a headline and the lines that belong to it.

A run is cut at the smallest cost. Costs are in the unit of `roles.standfirst_weight`.
"""

import math
from collections import Counter
from dataclasses import dataclass, field

from solidary.wire.formats.listing.cells import Cell
from solidary.wire.formats.listing.roles import SENTENCE_END, standfirst_weight
from solidary.wire.formats.listing.signatures import is_label

IMPOSSIBLE = float("-inf")
LONGEST_ITEM = 8
SECOND_PARAGRAPH = 1.0
GAP_IGNORED = 2.5
LABEL = 2.0
SHORT_HEADLINE = 1.0
WORDS_OF_A_HEADLINE = 4


@dataclass(slots=True)
class Proto:
    """An item in the making: its text lines, headline first, and the date that goes with it."""

    texts: list[Cell]
    date: Cell | None = None


@dataclass(slots=True)
class Cut:
    """A run cut into items, and what was left out of it."""

    items: list[Proto] = field(default_factory=list)
    labels: list[Cell] = field(default_factory=list)
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Shape:
    """How items are expected to look.

    `another` is the cost of each further item in a run; `gap` the number of blank lines that parts
    items (0: blank lines tell nothing); `lines` "bare" for headlines only, "pairs" for a headline
    with one standfirst each, "free" for both.
    """

    another: float = 0.0
    gap: int = 0
    lines: str = "free"
    labels: bool = True
    teasers: bool = False
    """Headlines read like standfirsts, because the page has nothing else."""


def cut(run: list[Cell], shape: Shape) -> Cut:
    """The best way to see `run` as items of this shape; its score is minus infinity if none is."""
    size = len(run)
    if not size:
        return Cut()
    best: list[tuple[float, int, bool]] = [(IMPOSSIBLE, -1, False)] * (size + 1)
    best[0] = (0.0, -1, False)
    count = [0] * (size + 1)
    for start in range(size):
        so_far = best[start][0]
        if so_far == IMPOSSIBLE:
            continue
        label = shape.labels and size > 1 and is_label(run[start].text) and not run[start].starts
        if label and so_far - LABEL > best[start + 1][0]:
            best[start + 1] = (so_far - LABEL, start, True)
            count[start + 1] = count[start]
        opening = _opening_cost(run, start, shape, first=count[start] == 0)
        gain = so_far - opening
        if shape.teasers:
            gain += standfirst_weight(run[start].text)
        for end in range(start + 1, min(size, start + LONGEST_ITEM) + 1):
            if end - start > 1:
                gain += _joining_gain(run[end - 1], end - start, shape)
                if gain == IMPOSSIBLE:
                    break
            if shape.lines == "pairs" and end - start == 1 and (end < size or size == 1):
                continue
            if gain > best[end][0]:
                best[end] = (gain, start, False)
                count[end] = count[start] + 1
    return _traced(run, best, count)


@dataclass(frozen=True, slots=True)
class Usual:
    """How many lines an item of the page usually has, and how odd it would be to differ.

    A page is made by one template: what nearly all of its runs look like says more about a run
    than its wording does. `surprise` is twice the logarithm of the odds, by Laplace's rule.
    """

    size: int
    surprise: float
    gaps: tuple[bool, ...] = ()
    """before which of its lines, but the first, blank lines stand"""
    words: int = 0
    """in the shortest of its headlines"""
    inline: bool = False
    """whether its headlines share their lines with dates"""
    stops: bool = False
    """whether it ends with the end of a sentence"""

    @classmethod
    def of(cls, runs: list[list[Cell]]) -> "Usual":
        """The commonest size of the runs, the larger of equals."""
        sizes = [len(run) for run in runs if run]
        if not sizes:
            return cls(0, 0.0)
        size = max(set(sizes), key=lambda each: (sizes.count(each), each))
        same = sizes.count(size)
        odds = math.log((same + 1) / (len(sizes) - same + 1))
        alike = [run for run in runs if len(run) == size]
        gaps = Counter(tuple(bool(cell.gap) for cell in run[1:]) for run in alike)
        heads = [run[0] for run in alike]
        ends = sum(SENTENCE_END.search(run[-1].text) is not None for run in alike)
        return cls(
            size,
            2 * max(odds, 0.0),
            gaps.most_common(1)[0][0],
            min(len(cell.text.split()) for cell in heads),
            all(cell.inline for cell in heads),
            size > 1 and ends * 10 >= len(alike) * 7,
        )

    def like(self, lines: list[Cell]) -> bool:
        """Whether lines look like one more item of the page: as many, with the same blank lines, no
        headline shorter than all others."""
        return (
            len(lines) == self.size > 0
            and tuple(bool(cell.gap) for cell in lines[1:]) == self.gaps
            and lines[0].inline == self.inline
            and len(lines[0].text.split()) >= min(self.words, WORDS_OF_A_HEADLINE)
        )

    def cut(self, run: list[Cell], shape: Shape) -> Cut:
        """The best cut of a run, where a run of the usual size is one item unless that is absurd."""
        best = cut(run, shape)
        if len(run) != self.size or any(cell.starts for cell in run[1:]):
            return best
        whole = cut(run, Shape(another=math.inf, gap=shape.gap, lines=shape.lines, labels=False))
        if whole.score >= best.score - self.surprise:
            return whole
        best.score -= self.surprise
        return best


def _opening_cost(run: list[Cell], start: int, shape: Shape, *, first: bool) -> float:
    cell = run[start]
    cost = SHORT_HEADLINE if is_label(cell.text) and len(run) > 1 else 0.0
    if first:
        return cost
    cost += min(shape.another, 1.0) if cell.starts else shape.another
    if shape.gap and cell.gap < shape.gap and not cell.starts:
        cost += GAP_IGNORED
    return cost


def _joining_gain(cell: Cell, lines: int, shape: Shape) -> float:
    if cell.starts or shape.lines == "bare" or (shape.lines == "pairs" and lines > 2):
        return IMPOSSIBLE
    gain = standfirst_weight(cell.text)
    if lines > 2:
        gain -= SECOND_PARAGRAPH
    if shape.gap and cell.gap >= shape.gap:
        gain -= GAP_IGNORED
    return gain


def _traced(run: list[Cell], best: list[tuple[float, int, bool]], count: list[int]) -> Cut:
    end = len(run)
    if best[end][0] == IMPOSSIBLE or not count[end]:
        return Cut(score=IMPOSSIBLE)
    result = Cut(score=best[end][0])
    while end > 0:
        _, start, label = best[end]
        if label:
            result.labels.append(run[start])
        else:
            result.items.append(Proto(run[start:end]))
        end = start
    result.items.reverse()
    result.labels.reverse()
    return result
