"""Pictures, recordings, documents and kept copies: the files a release carries besides its pages.

Pictures are derived once and kept in the press's own folder; everything else is copied as
it is stored. What can't be used (missing, damaged) has no files, and pages leave it out.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from solidary.home import current_home
from solidary.press.index import withdrawals
from solidary.press.models import Asset, AssetFile, Hold, Use
from solidary.press.reading.asking import in_batches
from solidary.press.reading.uses import Use as Ref
from solidary.press.reading.uses import by_kind
from solidary.press.things import BY_KIND
from solidary.press.things.thing import Stored, Thing, stored_file
from solidary.release.overwriting import overwrite_and_remove
from solidary.stories.stored import DamagedFileError, content_of, recognize

FILE = "file"
"""The kind of a due file of an asset; its key is its address."""
DAMAGED = ""
"""What the files were made from, of a thing whose original is damaged: nothing is ever equal to it."""
PICTURES = "p"
"""Where addresses of pictures begin, in the release and in the press's own folder."""
TOGETHER = 200
"""Things whose files are made ready in one go."""


class Made(NamedTuple):
    """A thing's files, made from `source`."""

    source: str
    files: list[AssetFile]


def bytes_at(file: AssetFile) -> Path:
    """Where the bytes of a file are now."""
    return stored_file(file.origin) if file.origin else current_home().press / file.href


def files_of(refs: Iterable[Ref]) -> dict[Ref, list[AssetFile]]:
    """The files of each thing as the ledger has them; things without files are left out."""
    found: dict[Ref, list[AssetFile]] = defaultdict(list)
    for kind, keys in by_kind(refs).items():
        for batch in in_batches(keys):
            rows = AssetFile.objects.filter(kind=kind, ref__in=batch).order_by("ref", "position")
            for file in rows:
                found[kind, file.ref].append(file)
    return found


def files_at(addresses: Iterable[str]) -> dict[str, AssetFile | None]:
    """Files by their addresses; None for those that nothing shows any more."""
    found: dict[str, AssetFile | None] = dict.fromkeys(addresses)
    for batch in in_batches(found):
        found.update((file.href, file) for file in AssetFile.objects.filter(href__in=batch))
    return found


def renew(refs: Iterable[Ref], ready: Mapping[Ref, Made]) -> set[str]:
    """Bring the files of these things up to date; returns every file address that may differ.

    `ready` holds what `produce` made before the transaction began, so that no picture is
    derived while the record is locked.
    """
    wanted = {ref for ref in refs if ref[0] in BY_KIND}
    before = files_of(wanted)
    used = _used(wanted)
    missing = used - set(ready)
    made = {**ready, **(produce(missing) if missing else {})}
    touched = {file.href for files in before.values() for file in files}
    for kind, keys in by_kind(wanted).items():
        for batch in in_batches(keys):
            Asset.objects.filter(kind=kind, ref__in=batch).delete()
            AssetFile.objects.filter(kind=kind, ref__in=batch).delete()
    kept = sorted(ref for ref in used if ref in made)
    Asset.objects.bulk_create(
        [Asset(kind=kind, ref=ref, source=made[kind, ref].source) for kind, ref in kept],
        batch_size=500,
    )
    files = [_fresh(file) for ref in kept for file in made[ref].files]
    AssetFile.objects.bulk_create(files, batch_size=500)
    withdrawals.note_files(
        {ref: [file.href for file in found] for ref, found in before.items()},
        {ref: [file.href for file in made[ref].files] for ref in kept},
    )
    return touched | {file.href for file in files}


def _fresh(file: AssetFile) -> AssetFile:
    file.pk = None
    file._state.adding = True
    return file


def _used(refs: Iterable[Ref]) -> set[Ref]:
    """Those of the things that a standing story, or the newsroom itself, shows."""
    found: set[Ref] = set()
    for kind, keys in by_kind(refs).items():
        for batch in in_batches(keys):
            rows = Use.objects.filter(kind=kind, ref__in=batch).values_list("ref", flat=True)
            found.update((kind, ref) for ref in rows.distinct())
    return found


def produce(
    refs: Iterable[Ref], *, derived: bool = True, by_content: bool = False
) -> dict[Ref, Made]:
    """The files of each thing, deriving and hashing only what changed since last time.

    `derived` false: pictures as they are stored, for the desk's own eyes. `by_content`: every
    original, and every file derived from it, is read and compared; one that isn't right is made
    again.
    """
    made: dict[Ref, Made] = {}
    known_files = files_of(refs := list(refs))
    for kind, keys in by_kind(refs).items():
        if (thing := BY_KIND.get(kind)) is None:
            continue
        if not derived and (stored := thing.as_stored(sorted(keys))) is not None:
            made.update(((kind, pk), Made("", files)) for pk, files in stored.items())
            continue
        for batch in in_batches(keys):
            rows = Asset.objects.filter(kind=kind, ref__in=batch)
            known = dict(rows.values_list("ref", "source"))
            stored_things = thing.read(batch)
            held = set(Hold.objects.filter(kind=kind, ref__in=batch).values_list("ref", flat=True))
            for ref in batch:
                if ref not in stored_things or ref in held:
                    made[kind, ref] = Made("", [])
                    continue
                source = _source(stored_things[ref].names)
                files = known_files.get((kind, ref), [])
                if (
                    known.get(ref) != source
                    or not all(bytes_at(file).is_file() for file in files)
                    or (by_content and not _is_right(stored_things[ref].names, files))
                ):
                    made[kind, ref] = _made(thing, ref, stored_things[ref], source, files)
                else:
                    made[kind, ref] = Made(source, files)
    return made


def _made(thing: Thing, ref: int, stored: Stored, source: str, before: list[AssetFile]) -> Made:
    """A thing's files made now. Of one whose original is damaged readers keep the files they have,
    where those are right, and get none otherwise; it is tried again whenever it is asked for."""
    try:
        files = thing.make(stored)
    except DamagedFileError:
        site = current_home().site
        return Made(
            DAMAGED, before if all(holds(site / file.href, file) for file in before) else []
        )
    for position, file in enumerate(files):
        file.kind, file.ref, file.position = thing.kind, ref, position
    return Made(source, files)


def _is_right(names: Iterable[str], files: Iterable[AssetFile]) -> bool:
    """Whether stored files hold what was stored, and derived ones what was derived: each is read once."""
    found: dict[str, str] = {}
    for name in names:
        try:
            content = content_of(stored_file(name))
            recognize(name, content)
        except (OSError, DamagedFileError):
            return False
        found[name] = content.sha256
    return all(
        found.get(file.origin) == file.sha256 if file.origin else holds(bytes_at(file), file)
        for file in files
    )


def holds(path: Path, file: AssetFile) -> bool:
    """Whether what lies at `path` is this file, by its content."""
    try:
        if path.stat().st_size != file.size:
            return False
        return content_of(path).sha256 == file.sha256
    except OSError:
        return False


def doubt(file: AssetFile) -> None:
    """Have the files of this one's thing made again by the next publish."""
    Asset.objects.filter(kind=file.kind, ref=file.ref).update(source=DAMAGED)


def renew_all(logo: int | None, *, by_content: bool = False) -> None:
    """Make ready whatever the ledger says is shown, and `logo`, a photo; forget what isn't shown
    any more.

    Outside the plan's transaction: deriving the pictures of a whole archive takes its time.
    """
    if logo is not None:
        Use.objects.get_or_create(story_id=0, kind="photo", ref=logo)
    shown = set(Use.objects.filter(kind__in=BY_KIND).values_list("kind", "ref").distinct())
    known = set(Asset.objects.values_list("kind", "ref"))
    keys = sorted(shown | known)
    for start in range(0, len(keys), TOGETHER):
        part = keys[start : start + TOGETHER]
        ready = produce((ref for ref in part if ref in shown), by_content=by_content)
        with transaction.atomic():
            renew(part, ready)
    for kind, ref in AssetFile.objects.values_list("kind", "ref").distinct():
        if (kind, ref) not in shown:
            AssetFile.objects.filter(kind=kind, ref=ref).delete()


def sweep_pictures() -> int:
    """Remove pictures of the press's own folder that no thing has any more, as those of a photo that
    was replaced or deleted; how many. To be called by whoever holds the press: what it draws is
    named by the time it ends. Killed anywhere, the next sweep goes on."""
    press = current_home().press
    named = set(AssetFile.objects.filter(origin="").values_list("href", flat=True))
    gone = [
        path
        for path in (press / PICTURES).rglob("*")
        if path.is_file() and path.relative_to(press).as_posix() not in named
    ]
    for path in gone:
        overwrite_and_remove(path)
    return len(gone)


def names_of(kind: str, keys: Iterable[int]) -> dict[int, list[str]]:
    """What things of one kind are called in addresses, as `addresses.thing_at` reads them there."""
    if (thing := BY_KIND.get(kind)) is None:
        return {}
    return {pk: thing.names(stored) for pk, stored in thing.read(list(keys)).items()}


def _source(names: Iterable[str]) -> str:
    """Names, sizes and time stamps of stored files, hashed."""
    said = []
    for name in names:
        try:
            found = stored_file(name).stat()
            said.append(f"{name}|{found.st_size}|{found.st_mtime_ns}")
        except OSError:
            said.append(f"{name}|missing")
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
