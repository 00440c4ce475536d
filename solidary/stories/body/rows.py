"""Rows of cells as plain text, as a spreadsheet copies them: a row a line, a tab between cells."""

from __future__ import annotations

BETWEEN = "\t"
BREAK = "↵"
"""A line that ends within a cell."""
Row = list[str]


def text_of(rows: list[Row]) -> str:
    """The rows as text; `rows_of` reads them again."""
    return "\n".join(BETWEEN.join(cell.replace("\n", BREAK) for cell in row) for row in rows)


def rows_of(text: str) -> list[Row]:
    """The rows of such a text, without those in which nothing is said."""
    rows = [
        [
            "\n".join(part.strip() for part in cell.split(BREAK)).strip()
            for cell in line.split(BETWEEN)
        ]
        for line in text.replace("\r", "").split("\n")
    ]
    return [row for row in rows if any(row)]


def squared(rows: list[Row]) -> list[Row]:
    """Rows of one width: those that lack cells get empty ones."""
    wide = max(map(len, rows), default=0)
    return [[*row, *[""] * (wide - len(row))] for row in rows]
