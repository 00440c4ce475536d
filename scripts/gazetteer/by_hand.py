"""Names written by hand: our own lists beside this script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a list, without comments."""
    for line in (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def exonyms() -> dict[str, dict[str, str]]:
    """Place and country ("Vilnius LT") → writing → name, and `also` → further spellings."""
    return {place: dict(cell.split("=", 1) for cell in cells) for place, *cells in rows("exonyms")}


def countries() -> dict[str, list[str]]:
    """Country → further names of it."""
    return {code: names.split(",") for code, names in rows("countries")}


def areas() -> list[tuple[str, str, list[str]]]:
    """(country, code of a part, its names)."""
    return [(country, code, names.split(",")) for country, code, names in rows("areas")]
