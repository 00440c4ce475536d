"""Rows as CSV (RFC 4180), as lines of JSON, and as GeoJSON (RFC 7946): UTF-8, the same rows the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from solidary.press.data.tables import NAME, Column, Row, Table

MARK = "'"
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", MARK)
"""How a cell begins that a spreadsheet may take for a formula (OWASP, "CSV Injection"), and one that is
marked."""


def guarded(text: str) -> str:
    """Words for a cell: with an apostrophe in front where a spreadsheet could take them for a formula.
    Whatever begins with an apostrophe has one more than it had, so `bare` gives back any words."""
    return MARK + text if text.startswith(FORMULA) else text


def bare(cell: str) -> str:
    """The words of a cell."""
    return cell.removeprefix(MARK)


def header(table: Table, languages: Sequence[str]) -> list[str]:
    """The columns of a CSV file; names have one for each language, in the order of their codes."""
    return [
        name
        for column in table.columns
        for name in (
            [f"{NAME}_{code}" for code in sorted(languages)]
            if column.name == NAME
            else [column.name]
        )
    ]


def as_csv(table: Table, rows: Iterable[Row], languages: Sequence[str]) -> bytes:
    """A table as CSV: lines end in CR and LF, text is always in quotes, what isn't known is empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(header(table, languages))
    for row in rows:
        writer.writerow(_cells(table.columns, row, languages))
    return out.getvalue().encode()


def _cells(columns: Iterable[Column], row: Row, languages: Sequence[str]) -> list[Any]:
    cells: list[Any] = []
    for column in columns:
        value = row[column.name]
        if column.name == NAME:
            cells += [guarded(value.get(code, "")) for code in sorted(languages)]
        elif value is None:
            cells.append("")
        elif column.type == "array":
            cells.append(orjson.dumps(value).decode())
        else:
            cells.append(guarded(value) if isinstance(value, str) else value)
    return cells


def as_json_lines(tables: Iterable[tuple[Table, Iterable[Row]]]) -> bytes:
    """Tables one after another, a line each row; `record` names the table."""
    lines = [
        orjson.dumps({"record": table.name, **row}) + b"\n"
        for table, rows in tables
        for row in rows
    ]
    return b"".join(lines)


_SHOWN = (
    "id", "form", "further_forms", "standing", "first", "last", "precision", "place", "country",
    "place_precision", "venue", "turnout_low", "turnout_high", "turnout_bound", NAME,
)  # fmt: skip
"""Columns of an action that programs for maps get."""


def as_geojson(actions: Iterable[Row]) -> bytes:
    """Actions as features; one that is no point on a map has no geometry (RFC 7946, section 3.2)."""
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "geometry": _geometry(row),
            "properties": {name: row[name] for name in _SHOWN},
        }
        for row in actions
    ]
    return b"".join(
        (
            b'{"type":"FeatureCollection","features":[\n',
            b",\n".join(orjson.dumps(feature) for feature in features),
            b"\n]}\n",
        )
    )


def _geometry(row: Row) -> dict[str, Any] | None:
    if row["latitude"] is None or row["longitude"] is None:
        return None
    return {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
