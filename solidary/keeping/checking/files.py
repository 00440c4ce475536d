"""The newsroom's files: each that the record names is there and holds what was stored, and so do the
pictures that the press made of them. Each is read once."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path

from django.db import DatabaseError

from solidary.home import Home
from solidary.keeping.checking.trouble import BACK, FULL, Trouble
from solidary.press.models import AssetFile
from solidary.release.verify.walk import safe
from solidary.stories import named_files
from solidary.stories.models import PhotoRendition, StoredFile
from solidary.stories.stored import content_of


def look(home: Home) -> Iterator[Trouble]:
    """A line for each file of the record that is missing or damaged, and each row without its file.
    Which files are damaged is noted, as the press notes it; one that nobody noted so far is noted."""
    # A version's file that was removed on purpose is no loss, and nobody knows it any more.
    beside = named_files.beside_rows()
    kept = StoredFile.objects.in_bulk(sorted(beside)) if beside else {}
    binned = set(named_files.in_bin())
    names = chain(named_files.in_rows(), sorted(name for name in beside if name in kept or name in binned))  # fmt: skip
    while batch := list(islice(names, named_files.BATCH)):
        known = StoredFile.objects.in_bulk(batch)
        for name in batch:
            yield from _look_at(home, name, known.get(name))
    yield from _without_files()


def look_at_derived(home: Home) -> Iterator[Trouble]:
    """A line for each picture that the press made and that isn't what it made."""
    rows = AssetFile.objects.filter(origin="").order_by("href").distinct()
    for href, sha, size in rows.values_list("href", "sha256", "size").iterator(chunk_size=2_000):
        if said := _fault(home.press / href, sha, size):
            yield Trouble(f"press/{href}", said, f"{FULL} makes it again")


def _look_at(home: Home, name: str, known: StoredFile | None) -> Iterator[Trouble]:
    where = f"files/{name}"
    if not safe(name):
        yield Trouble(where, "is no name of a file", f"correct it in {named_files.holder_of(name)}")
        return
    path = home.files / name
    if known is None:
        yield from _note(where, name, path)
        return
    said = _fault(path, known.sha256, known.size)
    if bool(said) != known.damaged:
        with suppress(DatabaseError):
            StoredFile.objects.filter(name=name).update(damaged=bool(said))
    if said:
        yield from _missing(where, name, said)


def _note(where: str, name: str, path: Path) -> Iterator[Trouble]:
    """Note what a file holds that nobody noted: from now on it is known."""
    said = _no_file(path)
    try:
        found = content_of(path) if not said else None
    except OSError as error:
        said = f"can't be read ({error.strerror})"
    if said or found is None:
        yield from _missing(where, name, said)
        return
    with suppress(DatabaseError):
        StoredFile.objects.get_or_create(
            name=name, defaults={"sha256": found.sha256, "size": found.size}
        )


def _missing(where: str, name: str, said: str) -> Iterator[Trouble]:
    """A line, unless the file went because its row did while this was looked at. What the desk made of a
    photo for itself is removed, so that it is made again."""
    holder = named_files.holder_of(name)
    if not holder:
        return
    if small := list(PhotoRendition.objects.filter(file=name)):
        for each in small:
            each.delete()
        yield Trouble(where, said, "it was the desk's own small copy, which is made again when it is shown")  # fmt: skip
    else:
        yield Trouble(where, f"{said}; {holder} names it", BACK)


def _fault(path: Path, sha256: str, size: int) -> str:
    """What is wrong with a file; '' where it holds what it should."""
    if said := _no_file(path):
        return said
    try:
        # One of another size is another one, and needn't be read.
        right = path.stat().st_size == size and content_of(path).sha256 == sha256
    except OSError as error:
        return f"can't be read ({error.strerror})"
    return "" if right else "is damaged"


def _no_file(path: Path) -> str:
    """Why there is nothing to read; '' where there is. A link is no file of ours, and a pipe would never
    end."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "is missing"
    except OSError as error:
        return f"can't be read ({error.strerror})"
    return "" if stat.S_ISREG(mode) else "is no plain file"


def _without_files() -> Iterator[Trouble]:
    """Rows that need a file and name none."""
    for field in named_files.file_fields():
        if field.blank:
            continue
        rows = field.model._base_manager.filter(**{field.attname: ""}).order_by("pk")
        for row in rows.iterator(chunk_size=200):
            yield Trouble(f"{type(row).__name__} {row.pk}", f"“{row}” has no file", "upload it again, or delete it at the desk")  # fmt: skip
