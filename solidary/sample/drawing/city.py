"""Houses, towers and trees: what tells one city from another from far away."""

from __future__ import annotations

from .canvas import INK, LEAF, MOSS, NIGHT, OCHRE, SNOW, Canvas


def facade(
    canvas: Canvas,
    box: tuple[float, float, float, float],
    wall: str,
    glass: str,
    grid: tuple[int, int],
    lit: float = 0.0,
) -> None:
    """A house front in box (x, y, width, height) with grid (columns, rows) of windows."""
    x, y, width, height = box
    canvas.rect(x, y, width, height, wall)
    columns, rows = grid
    wide, high = width / columns, height / rows
    for column in range(columns):
        for row in range(rows):
            light = canvas.chance.random() < lit
            canvas.rect(
                x + (column + 0.28) * wide,
                y + (row + 0.25) * high,
                wide * 0.44,
                high * 0.55,
                OCHRE if light else glass,
            )


def roof(canvas: Canvas, x: float, y: float, width: float, height: float, color: str) -> None:
    """A gable whose eaves are at y."""
    canvas.poly([(x - 6, y), (x + width / 2, y - height), (x + width + 6, y)], color)


def spire(canvas: Canvas, x: float, y: float, width: float, height: float, color: str) -> None:
    """A pointed tower top around x, standing on y."""
    canvas.poly([(x - width / 2, y), (x, y - height), (x + width / 2, y)], color)


def onion(canvas: Canvas, x: float, y: float, size: float, color: str) -> None:
    """A church dome around x standing on y, with its cross."""
    left = canvas.curve(
        (x - size * 0.34, y), (x - size * 0.95, y - size * 0.62), (x, y - size * 1.25)
    )
    right = canvas.curve(
        (x, y - size * 1.25), (x + size * 0.95, y - size * 0.62), (x + size * 0.34, y)
    )
    canvas.poly(left + right, color)
    thick = max(2.0, size * 0.05)
    canvas.line([(x, y - size * 1.2), (x, y - size * 1.72)], color, thick)
    canvas.line(
        [(x - size * 0.13, y - size * 1.54), (x + size * 0.13, y - size * 1.54)], color, thick
    )


def lime(canvas: Canvas, x: float, y: float, size: float, leaves: str = LEAF) -> None:
    """A street tree standing on y."""
    canvas.line([(x, y), (x, y - size * 0.6)], INK, max(2, size * 0.045))
    for across, up, radius in ((-0.17, 0.66, 0.22), (0.17, 0.68, 0.22), (0, 0.86, 0.26)):
        canvas.disc(x + across * size, y - up * size, radius * size, leaves)


def fir(canvas: Canvas, x: float, y: float, size: float, color: str = MOSS) -> None:
    for layer in range(3):
        top = y - size * (0.25 * layer)
        wide = size * (0.28 - layer * 0.06)
        canvas.poly([(x - wide, top), (x, top - size * 0.5), (x + wide, top)], color)


def lamp(canvas: Canvas, x: float, y: float, size: float) -> None:
    """A street lamp with its light on."""
    canvas.line([(x, y), (x, y - size)], NIGHT, max(2, size * 0.02))
    canvas.disc(x, y - size * 1.03, size * 0.05, OCHRE)


def high_rise(canvas: Canvas, x: float, y: float, width: float, height: float, wall: str) -> None:
    """A block of flats at night standing on y, some windows lit."""
    columns, rows = max(2, round(width / 44)), max(3, round(height / 52))
    facade(canvas, (x, y - height, width, height), wall, INK, (columns, rows), 0.34)


def candle(canvas: Canvas, x: float, y: float, size: float, wax: str = SNOW) -> None:
    """A candle standing on y, burning."""
    canvas.rect(x - size * 0.16, y - size * 0.7, size * 0.32, size * 0.7, wax)
    canvas.disc(x, y - size * 0.7, size * 0.16, wax, 0.35)
    canvas.line([(x, y - size * 0.72), (x, y - size * 0.82)], INK, size * 0.03)
    flame = canvas.curve(
        (x, y - size * 0.76), (x - size * 0.22, y - size * 0.92), (x, y - size * 1.28)
    )
    other = canvas.curve(
        (x, y - size * 1.28), (x + size * 0.22, y - size * 0.92), (x, y - size * 0.76)
    )
    canvas.poly(flame + other, OCHRE)
