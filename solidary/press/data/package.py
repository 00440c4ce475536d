"""A folder of data as a Data Package: what its files and their columns are, from whom, on what terms.

Source of the words: the Data Package and Table Schema specifications of Frictionless Data, version 1. There
are no sizes and no hashes in it: those of all files are in the release's hash tree, and here they would have
this file change with each of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from solidary.press.data.tables import NAME, Column, Table
from solidary.site.codebook import COLUMNS, TABLES
from solidary.site.words import own_name

FILE = "datapackage.json"
LICENCE = "CC-BY-4.0"
LICENCE_PAGE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME = "Creative Commons Attribution 4.0 International"
GEONAMES = {"title": "GeoNames", "path": "https://www.geonames.org/"}
_LINES = {"format": "jsonl", "mediatype": "application/jsonl", "encoding": "utf-8"}
_MAP = {"format": "geojson", "mediatype": "application/geo+json", "encoding": "utf-8"}

Said = dict[str, Any]


def package(
    *,
    name: str,
    title: str,
    newsroom: str,
    tables: Iterable[tuple[str, Table]],
    lines: Iterable[str],
    maps: Iterable[str],
    languages: Sequence[str],
) -> bytes:
    """The description of one folder. `tables`: its CSV files with what they are; `lines`, `maps`: its files
    of JSON lines and GeoJSON."""
    described = list(tables)
    beside = {table.name: _stem(file) for file, table in described}
    said = {
        "profile": "data-package",
        "name": name,
        "title": title,
        "licenses": [{"name": LICENCE, "path": LICENCE_PAGE, "title": LICENCE_NAME}],
        "sources": [{"title": newsroom}, GEONAMES],
        "contributors": [{"title": newsroom, "role": "publisher"}],
        "resources": [
            *(_table(file, table, beside, languages) for file, table in described),
            *({"name": _name(file), "path": file, **_LINES} for file in lines),
            *({"name": _name(file), "path": file, **_MAP} for file in maps),
        ],
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _table(file: str, table: Table, beside: dict[str, str], languages: Sequence[str]) -> Said:
    return {
        "profile": "tabular-data-resource",
        "name": _stem(file),
        "description": TABLES[table.name],
        "path": file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema(table, languages, beside),
    }


def schema(table: Table, languages: Sequence[str], beside: dict[str, str]) -> Said:
    """The columns of a CSV file. `beside`: table → the resource it is in the same package."""
    fields = [
        field
        for column in table.columns
        for field in _fields(table.name, column, sorted(languages))
    ]
    leads = [
        {
            "fields": column,
            "reference": {"resource": beside[goal], "fields": "id"},
        }
        for column, goal in table.leads
        if goal in beside
    ]
    said: Said = {"fields": fields}
    if table.key:
        said["primaryKey"] = list(table.key)
    return said | ({"foreignKeys": leads} if leads else {})


def _fields(table: str, column: Column, languages: Iterable[str]) -> list[Said]:
    about = COLUMNS[table][column.name]
    if column.name == NAME:
        return [
            {
                "name": f"{NAME}_{code}",
                "type": "string",
                "title": own_name(code),
                "description": about,
            }
            for code in languages
        ]
    limits: Said = {"required": True} if column.required else {}
    if column.codes:
        limits["enum"] = list(column.codes)
    field: Said = {"name": column.name, "type": column.type, "description": about}
    return [field | ({"constraints": limits} if limits else {})]


def _stem(file: str) -> str:
    return file.partition(".")[0]


def _name(file: str) -> str:
    """Resources of one package differ in their names, which know no dots of endings."""
    return file.replace(".", "-")
