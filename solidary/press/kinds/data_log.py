"""The log of changes of the chronicle, and the ids that are gone: as files, by month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from solidary.press.data.package import FILE as PACKAGE
from solidary.press.data.package import package
from solidary.press.data.tables import CHANGES, FORMER, Row, Table
from solidary.press.data.writing import as_csv, as_json_lines
from solidary.press.drawing.composer import Composer
from solidary.press.index.moves import Changes
from solidary.press.kinds.action_parts import OF_ALL
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.press.reading.log import changes_in, former_of, months_of
from solidary.release import addresses as at

_ENDINGS = (".csv", ".jsonl")


class DataLog(PageKind):
    """Key: a month, and the file's name. A month with very many changes has several files of them."""

    name = "data log"
    section = unit = OF_ALL

    def address(self, *key: str) -> str:
        month, name = key
        return at.log_file(month, name)

    def touched(self, changes: Changes) -> Iterator[Key]:
        """The newest file of each month in which something changed under these ids: what is added may have
        begun another one. The newest month also where nothing moved: what came and went between two publishes
        is in the log."""
        ids = {stand.address for move in changes.actions for stand in move.standings()}
        for stand in (stand for move in changes.actions for stand in move.standings()):
            ids |= stand.merged
        for month, pieces in months_of(ids).items() if changes.acted else ():
            yield from ((month, _of_piece(piece)) for piece in (pieces - 1, pieces) if piece > 0)
            yield from ((month, name) for name in (*_FORMER, PACKAGE))

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        for month in composer.data.log.months:
            yield from ((month, name) for name in files_of(composer, month))

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        month, name = key
        if name not in files_of(composer, month):
            return None
        if name == PACKAGE:
            return _package(composer, month)
        stem, _, ending = name.partition(".")
        table, rows = (
            (FORMER, _former(month)) if name in _FORMER else (CHANGES, _changes(month, stem))
        )
        return as_csv(table, rows, ()) if ending == "csv" else as_json_lines([(table, rows)])


_FORMER = tuple(f"{FORMER.name}{ending}" for ending in _ENDINGS)


def _of_piece(piece: int) -> str:
    """The file of one piece of a month's changes; the first has no number. There is only CSV of it: each change
    would write one file more."""
    return f"{CHANGES.name}-{piece}.csv" if piece > 1 else f"{CHANGES.name}.csv"


def files_of(composer: Composer, month: str) -> list[str]:
    """The files of a month, in the order of pages; none for a month in which nothing changed."""
    pieces = composer.data.log.pieces(month)
    found = [_of_piece(piece) for piece in range(1, pieces + 1)]
    return [*found, *_FORMER, PACKAGE] if found else []


def _changes(month: str, stem: str) -> Iterable[Row]:
    piece = int(stem.partition("-")[2] or 1)
    names = [column.name for column in CHANGES.columns]
    return [dict(zip(names, row, strict=True)) for row in changes_in(month, piece)]


def _former(month: str) -> Iterable[Row]:
    return [
        {"id": address, "merged_into": goal or None, "day": day}
        for address, goal, day in former_of(month)
    ]


def _package(composer: Composer, month: str) -> bytes:
    publisher, files = composer.newsroom.name, files_of(composer, month)
    tables: list[tuple[str, Table]] = [
        (name, FORMER if name in _FORMER else CHANGES) for name in files if name.endswith(".csv")
    ]
    return package(
        name=f"chronicle-changes-{month}",
        title=f"{publisher}: changes of the chronicle, {month}",
        newsroom=publisher,
        tables=tables,
        lines=[name for name in files if name.endswith(".jsonl")],
        maps=(),
        languages=(),
    )
