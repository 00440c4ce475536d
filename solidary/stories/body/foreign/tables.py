"""A table while it is read: what its cells hold, and whether it is one or only a layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from solidary.stories.body.fields import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from solidary.stories.body.foreign.parts import Line, Part, Table, words_of_lines
from solidary.stories.body.paragraphs import LISTS

_LONGEST_CAPTION = 500


@dataclass(slots=True)
class Cell:
    parts: list[Part] = field(default_factory=list)
    names: bool = False
    """Whether it says that it names its column."""
    wide: int = 1
    high: int = 1

    @property
    def lines(self) -> list[Line]:
        return [part for part in self.parts if isinstance(part, Line)]

    @property
    def text(self) -> str:
        return words_of_lines(self.lines)


@dataclass(slots=True)
class OpenTable:
    """A table that isn't closed yet. `layout`: it says itself that it is no more than that; `kept`:
    it became a table of ours."""

    line: int
    layout: bool = False
    rows: list[list[Cell]] = field(default_factory=list)
    caption: list[Part] = field(default_factory=list)
    kept: bool = False

    def begin_cell(self, *, names: bool, wide: str, high: str) -> Cell:
        """A new cell of the last row; `wide` and `high` as the markup has them."""
        if not self.rows:
            self.rows.append([])
        cell = Cell([], names, _span(wide, MOST_COLUMNS), _span(high, MOST_ROWS))
        self.rows[-1].append(cell)
        return cell

    def parts(self) -> Iterator[Part]:
        """The table; or what its cells hold, one after another, where it is only a layout or one
        that no table of ours could hold."""
        caption = " ".join(words_of_lines(Cell(self.caption).lines).split())
        grid = None if self._is_layout() or len(caption) > _LONGEST_CAPTION else self._grid()
        if grid is None:
            yield from self.caption
            for row in self.rows:
                for cell in row:
                    yield from cell.parts
            return
        rows = _without_empty(grid)
        if not rows:
            yield from self.caption
        for start in range(0, len(rows), MOST_ROWS):
            head = start == 0 and len(rows) > 1 and self._has_head()
            self.kept = True
            yield Table(rows[start : start + MOST_ROWS], caption, head, self.line + start)
            caption = ""

    def links(self) -> Iterator[tuple[int, str]]:
        """The links in its cells, each with the line it is in: what a table can't keep."""
        for number, row in enumerate(self.rows):
            for cell in row:
                hrefs = [run.href for line in cell.lines for run in line.paragraph.runs]
                yield from ((self.line + number, href) for href in dict.fromkeys(hrefs) if href)

    def _is_layout(self) -> bool:
        cells = [cell for row in self.rows for cell in row if cell.parts]
        if self.layout or any(isinstance(part, Table) for cell in cells for part in cell.parts):
            return True
        # Columns of text beside each other, or one box around some.
        if len(self.rows) == 1 and any(_is_a_text(cell) for cell in cells):
            return True
        widest = max((sum(cell.wide for cell in row) for row in self.rows), default=0)
        return widest > MOST_COLUMNS or any(len(cell.text) > LONGEST_CELL for cell in cells)

    def _has_head(self) -> bool:
        """Whether the first row names the columns: it says so, or is bold and no other row is."""
        filled = [[cell for cell in row if cell.lines] for row in self.rows]
        first, *others = [row for row in filled if row]
        if all(cell.names for cell in first):
            return True
        return _is_bold(first) and not any(map(_is_bold, others))

    def _grid(self) -> list[list[str]] | None:
        """Its rows with a cell for every column that one of them reaches over; None where that
        makes too many columns."""
        grid = []
        taken: dict[int, int] = {}
        for row in self.rows:
            texts: list[str] = []
            below: dict[int, int] = {}
            for cell in row:
                while taken.get(len(texts), 0):
                    texts.append("")
                below |= dict.fromkeys(range(len(texts), len(texts) + cell.wide), cell.high - 1)
                texts += [cell.text, *[""] * (cell.wide - 1)]
                if len(texts) > MOST_COLUMNS:
                    return None
            taken = {place: left - 1 for place, left in taken.items() if left > 1} | below
            grid.append(texts)
        return grid


def _without_empty(rows: list[list[str]]) -> list[list[str]]:
    """Rows of one width, without rows and columns that say nothing."""
    rows = [row for row in rows if any(row)]
    wide = max(map(len, rows), default=0)
    rows = [row + [""] * (wide - len(row)) for row in rows]
    said = [any(row[column] for row in rows) for column in range(wide)]
    return [[text for text, kept in zip(row, said, strict=True) if kept] for row in rows]


def _is_a_text(cell: Cell) -> bool:
    return len(cell.parts) > 1 or any(
        line.paragraph.tag in (*LISTS, "h2", "h3", "h4", "blockquote") for line in cell.lines
    )


def _is_bold(row: list[Cell]) -> bool:
    return all(line.is_bold for cell in row for line in cell.lines)


def _span(said: str, most: int) -> int:
    """What a cell says it reaches over; a number of many digits isn't worked out at all."""
    said = said.strip().lstrip("0")
    if not said.isascii() or not said.isdigit():
        return 1
    return most if len(said) > 6 else min(int(said), most)
