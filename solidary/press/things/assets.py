"""Pictures, videos, documents and kept copies: the files a release carries besides its pages.

Pictures are derived once and kept in the press's own folder; everything else is copied as
it is stored. What can't be used (missing, damaged) has no files, and pages leave it out.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath
from typing import NamedTuple

from solidary.darkroom.derive import derive
from solidary.darkroom.faults import PictureError
from solidary.home import current_home
from solidary.press.index import withdrawals
from solidary.press.models import Stocked, StockFile, Use
from solidary.press.reading.record import in_batches
from solidary.release import addresses
from solidary.release.headers import MEDIA_TYPES
from solidary.release.writing import put
from solidary.stories.models import Document, Photo, StorySource, Subtitles, Video

WIDTHS = (240, 480, 960, 1440)
"""Widths of a picture's copies in pixels; none is wider than the picture itself."""

Ref = tuple[str, int]
"""A kind (photo, media, document, kept) and a key."""
FOLDERS = ("p/", "m/", "d/")


class _Row(NamedTuple):
    """What the record says of a thing: its address, its stored files, their languages."""

    address: str
    names: tuple[str, ...]
    languages: tuple[str, ...]


class Made(NamedTuple):
    """A thing's files, made from `source`."""

    source: str
    files: list[StockFile]


def bytes_at(file: StockFile) -> Path:
    """Where the bytes of a stocked file are now."""
    if file.origin:
        return current_home().files / file.origin
    return current_home().press / file.href


def files_of(refs: Iterable[Ref]) -> dict[Ref, list[StockFile]]:
    """The files of each thing as the ledger has them; things without files are left out."""
    found: dict[Ref, list[StockFile]] = defaultdict(list)
    for kind, keys in _by_kind(refs).items():
        for batch in in_batches(keys):
            rows = StockFile.objects.filter(kind=kind, ref__in=batch).order_by("ref", "position")
            for file in rows:
                found[kind, file.ref].append(file)
    return found


def restock(refs: Iterable[Ref], ready: dict[Ref, Made]) -> set[str]:
    """Bring the stock of these things up to date; returns every file address that may differ.

    `ready` holds what `produce` made before the transaction began, so that no picture is
    derived while the record is locked.
    """
    wanted = {ref for ref in refs if ref[0] in _MAKERS}
    before = files_of(wanted)
    used = _used(wanted)
    missing = used - set(ready)
    made = {**ready, **(produce(missing) if missing else {})}
    touched = {file.href for files in before.values() for file in files}
    for kind, keys in _by_kind(wanted).items():
        for batch in in_batches(keys):
            Stocked.objects.filter(kind=kind, ref__in=batch).delete()
            StockFile.objects.filter(kind=kind, ref__in=batch).delete()
    kept = sorted(ref for ref in used if ref in made)
    Stocked.objects.bulk_create(
        [Stocked(kind=kind, ref=ref, source=made[kind, ref].source) for kind, ref in kept],
        batch_size=500,
    )
    files = [_fresh(file) for ref in kept for file in made[ref].files]
    StockFile.objects.bulk_create(files, batch_size=500)
    withdrawals.note_files(before, {ref: made[ref].files for ref in kept})
    return touched | {file.href for file in files}


def _fresh(file: StockFile) -> StockFile:
    file.pk = None
    file._state.adding = True
    return file


def _used(refs: Iterable[Ref]) -> set[Ref]:
    """Those of the things that a standing story, or the newsroom itself, shows."""
    found: set[Ref] = set()
    for kind, keys in _by_kind(refs).items():
        for batch in in_batches(keys):
            rows = Use.objects.filter(kind=kind, ref__in=batch).values_list("ref", flat=True)
            found.update((kind, ref) for ref in rows.distinct())
    return found


def produce(refs: Iterable[Ref], *, derived: bool = True) -> dict[Ref, Made]:
    """The files of each thing, deriving and hashing only what changed since last time.

    `derived` false: pictures as they are stored, for the desk's own eyes.
    """
    made: dict[Ref, Made] = {}
    known_files = files_of(refs := list(refs))
    for kind, keys in _by_kind(refs).items():
        if kind not in _MAKERS:
            continue
        read, make = _MAKERS[kind]
        if not derived and kind == "photo":
            made.update(_as_stored(keys))
            continue
        for batch in in_batches(keys):
            known = dict(
                Stocked.objects.filter(kind=kind, ref__in=batch).values_list("ref", "source")
            )
            rows = read(batch)
            for ref in batch:
                if ref not in rows:
                    made[kind, ref] = Made("", [])
                    continue
                source = _source(rows[ref].names)
                files = known_files.get((kind, ref), [])
                if known.get(ref) != source or not all(bytes_at(file).is_file() for file in files):
                    files = make(rows[ref])
                    for position, file in enumerate(files):
                        file.kind, file.ref, file.position = kind, ref, position
                made[kind, ref] = Made(source, files)
    return made


def _as_stored(keys: Iterable[int]) -> dict[Ref, Made]:
    rows = Photo.objects.filter(pk__in=list(keys)).values_list("pk", "file", "width", "height")
    return {
        ("photo", pk): Made(
            "", [StockFile(origin=name, width=width, height=height, type="", size=0)]
        )
        for pk, name, width, height in rows
        if name
    }


def _by_kind(refs: Iterable[Ref]) -> dict[str, set[int]]:
    kinds: dict[str, set[int]] = defaultdict(set)
    for kind, key in refs:
        kinds[kind].add(key)
    return kinds


def _source(names: Iterable[str]) -> str:
    """Names, sizes and time stamps of stored files, hashed."""
    told = []
    for name in names:
        try:
            found = (current_home().files / name).stat()
            told.append(f"{name}|{found.st_size}|{found.st_mtime_ns}")
        except OSError:
            told.append(f"{name}|missing")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _derive(row: _Row) -> list[StockFile]:
    """A picture in every width it has, narrowest first."""
    try:
        data = (current_home().files / row.names[0]).read_bytes()
        copies = derive(data, WIDTHS)
    except (OSError, PictureError):
        return []
    digest = hashlib.sha256(data).hexdigest()
    files = []
    for copy in copies:
        href = addresses.picture_file(row.address, digest, copy.width)
        put(str(current_home().press / href), copy.bytes)
        files.append(
            StockFile(
                href=href,
                sha256=hashlib.sha256(copy.bytes).hexdigest(),
                size=len(copy.bytes),
                type="image/webp",
                width=copy.width,
                height=copy.height,
            )
        )
    return files


def _carry(folder: str) -> Callable[[_Row], list[StockFile]]:
    """Stored files copied as they are; without the first one the others are of no use."""

    def make(row: _Row) -> list[StockFile]:
        files: list[StockFile] = []
        for name, language in zip(row.names, row.languages, strict=True):
            file = _carried(folder, name, language)
            if file is None and not files:
                return []
            if file is not None:
                files.append(file)
        return files

    return make


def _carried(folder: str, name: str, language: str) -> StockFile | None:
    try:
        with (current_home().files / name).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except OSError:
        return None
    suffix = PurePath(name).suffix.lower()
    return StockFile(
        href=addresses.kept_file(folder, stem_of(name), digest, suffix),
        origin=name,
        sha256=digest,
        size=size,
        type=MEDIA_TYPES.get(suffix, "application/octet-stream").partition(";")[0],
        language=language,
    )


def stem_of(name: str) -> str:
    """A stored file's name as its address in the release begins."""
    stem = PurePath(name).stem.lower()
    return "".join(letter for letter in stem if letter.isalnum() or letter in "-_") or "file"


def names_of(kind: str, keys: Iterable[int]) -> dict[int, list[str]]:
    """What things of one kind are called in addresses, as `addresses.thing_at` reads them there."""
    if kind not in _MAKERS:
        return {}
    folder = addresses.NAMED_BY_FILE[kind != "media"]
    return {
        pk: [row.address] if kind == "photo" else [folder + stem_of(name) for name in row.names]
        for pk, row in _MAKERS[kind][0](list(keys)).items()
    }


def _photos(keys: list[int]) -> dict[int, _Row]:
    rows = Photo.objects.filter(pk__in=keys).values_list("pk", "address", "file")
    return {pk: _Row(address, (name,), ("",)) for pk, address, name in rows if name}


def _media(keys: list[int]) -> dict[int, _Row]:
    files: dict[int, list[tuple[str, str]]] = {
        pk: [(name, "")]
        for pk, name in Video.objects.filter(pk__in=keys).values_list("pk", "file")
        if name
    }
    tracks = Subtitles.objects.filter(video_id__in=list(files)).order_by("sort_order", "pk")
    for video, name, language in tracks.values_list("video_id", "file", "language"):
        files[video].append((name, language))
    return {
        pk: _Row("", tuple(name for name, _ in found), tuple(language for _, language in found))
        for pk, found in files.items()
    }


def _documents(keys: list[int]) -> dict[int, _Row]:
    rows = Document.objects.filter(pk__in=keys).values_list("pk", "file")
    return {pk: _Row("", (name,), ("",)) for pk, name in rows if name}


def _kept(keys: list[int]) -> dict[int, _Row]:
    rows = StorySource.objects.filter(pk__in=keys).exclude(kept_copy="")
    return {pk: _Row("", (name,), ("",)) for pk, name in rows.values_list("pk", "kept_copy")}


_Reader = Callable[[list[int]], dict[int, _Row]]
_MAKERS: dict[str, tuple[_Reader, Callable[[_Row], list[StockFile]]]] = {
    "photo": (_photos, _derive),
    "media": (_media, _carry("m")),
    "document": (_documents, _carry("d")),
    "kept": (_kept, _carry("d")),
}
