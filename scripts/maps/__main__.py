"""Draw the land files: `python -m scripts.maps [--check]`.

With `--check` nothing is written, and a byte that differs from a committed file is an error.
"""

from __future__ import annotations

import sys
from itertools import pairwise

from scripts.maps.countries import countries
from scripts.maps.outlines import Shape, outlines
from scripts.sources import NPM
from solidary.site.maps.land_map import EUROPE, MAPS, WIDTH, WORLD, LandMap

SOURCE = NPM / "world-atlas" / "countries-50m.json"
SCALES = {EUROPE.name: (3.0, 8.0), WORLD.name: (2.0, 4.0)}
"""Map → square units of the smallest bend and of the smallest island."""
MOST = 62_000
"""Bytes a land file may have."""
STYLE = (
    "path{fill:#e6e1d5;stroke:#fbfaf6;stroke-width:1;stroke-linejoin:round;"
    "vector-effect:non-scaling-stroke;fill-rule:evenodd}"
    "@media (prefers-color-scheme:dark){path{fill:#2d3139;stroke:#16181c}}"
)
"""Land in two quiet tones; the sea is whatever is below."""
CREDIT = "Made with Natural Earth (public domain), by way of world-atlas (ISC)."


def drawn(land_map: LandMap, shapes: dict[str, list[Shape]]) -> bytes:
    """A land file: one path a country, named by its code."""
    paths = "".join(
        f'<path id="{code}" d="{"".join(map(line, shapes[code]))}"/>\n' for code in sorted(shapes)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {land_map.height}">'
        f"<desc>{CREDIT}</desc><style>{STYLE}</style>\n{paths}</svg>\n"
    ).encode()


def line(shape: Shape) -> str:
    """A closed line of a path, in steps from point to point."""
    steps = [f"M{_pair(*shape[0])}l"]
    for (ax, ay), (bx, by) in pairwise(shape):
        pair = _pair(bx - ax, by - ay)
        steps.append(pair if pair.startswith("-") or steps[-1].endswith("l") else f" {pair}")
    return "".join(steps) + "z"


def _pair(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"


def main() -> None:
    """Write the land files, or check that they are what would be written."""
    world = countries(SOURCE)
    for land_map in MAPS:
        content = drawn(land_map, outlines(world, land_map, *SCALES[land_map.name]))
        print(f"{land_map.path.name}: {len(content):,} bytes")
        if len(content) > MOST:
            sys.exit(
                f"{land_map.path.name} would have {len(content):,} bytes, at most {MOST:,} may be."
            )
        if "--check" not in sys.argv:
            land_map.path.write_bytes(content)
        elif not land_map.path.exists() or land_map.path.read_bytes() != content:
            sys.exit(f"{land_map.path.name} differs from what its source gives.")


if __name__ == "__main__":
    main()
