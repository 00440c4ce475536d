"""Files of the newsroom that nothing in the record names any more.

They go in three steps, so that nobody waits for it and a kill anywhere leaves nothing undone:

1. which files have no name is found while everybody works, in one unchanging view of the record;
2. in a short transaction, in which nobody else writes, the record is asked once more, and each gets a name
   that nobody has; the press is held meanwhile, for it may be reading one;
3. what has such a name is overwritten and removed.

A file that came or was moved within the last hour is let be: its row may be on the way.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.models import Revision, UploadedFile

from solidary.home import Home
from solidary.keeping.sweeping.going import going_name, is_going
from solidary.press.lock import press_lock
from solidary.press.reading.snapshot import journal_mark, snapshot
from solidary.release.overwriting import overwrite_and_remove
from solidary.stories import named_files
from solidary.stories.models import Binned, StoredFile

GRACE = 3600.0
"""Seconds since a file came or was moved (its ctime) before it is looked at."""
GIVEN_UP = 24 * 3600.0
"""Seconds after which nobody goes on with an upload whose form wasn't filled in."""


class _Seen(NamedTuple):
    """How far the record was read."""

    binned: int
    version: int
    moment: datetime


def sweep_files(home: Home, now: float, *, wait: bool) -> int | None:
    """How many files went; None where the press was at work, so that nothing could get another name.

    `now`: seconds since 1970. `wait`: stand in line for the press. Not inside a transaction. Raises
    OSError, and DatabaseError where the record takes nothing.
    """
    _forget_uploads(home, now)
    names, seen = _unnamed(home, now)
    done = True
    for some in _batches(sorted(names)):
        with press_lock(wait=wait) as held:
            done = held and done
            if held:
                _put_aside(home, some, seen, now)
    going = [path for path in _files(home) if is_going(path.name)]
    for path in going:
        overwrite_and_remove(path)
    return len(going) if done else None


def _forget_uploads(home: Home, now: float) -> None:
    """Forget pictures that were uploaded, and whose form nobody has filled in since."""
    for upload in UploadedFile.objects.order_by("pk"):
        if _age(home.files / upload.file.name, now) >= GIVEN_UP:
            upload.delete()


def _unnamed(home: Home, now: float) -> tuple[set[str], _Seen]:
    """Names of files, and of rows about files that aren't there, that nothing in the record has."""
    found: set[str] = set()
    with snapshot(journal_mark()):
        seen = _Seen(_last(Binned), _last(Revision), timezone.now() - timedelta(minutes=1))
        for names in _batches(chain(_old(home, now), _lost(home))):
            found |= set(names) - named_files.by_rows(_that_can_be_asked(names))
        if found:
            written = chain(named_files.in_rows(), named_files.in_bin(), named_files.in_versions())
            found -= {_plain(home, name) for name in written}
    return found, seen


def _put_aside(home: Home, names: Collection[str], seen: _Seen, now: float) -> None:
    """Give files another name that nothing in the record has, whatever it was given meanwhile."""
    with transaction.atomic():
        asked = _that_can_be_asked(names)
        meanwhile = chain(
            named_files.by_rows(asked),
            named_files.in_bin(seen.binned),
            named_files.in_versions(seen.version, seen.moment),
        )
        left = set(names) - {_plain(home, name) for name in meanwhile}
        # One that has come under this name since then is another file.
        left = {name for name in left if _age(home.files / name, now) >= GRACE}
        StoredFile.objects.filter(pk__in=_that_can_be_asked(left)).delete()
        for name in left:
            path = home.files / name
            if os.path.lexists(path):
                path.rename(path.with_name(going_name()))


def _last(model: type[Binned | Revision]) -> int:
    found: int | None = model.objects.aggregate(last=Max("pk"))["last"]
    return found or 0


def _files(home: Home) -> Iterator[Path]:
    """Plain files, in order; no link is followed."""
    for where, folders, names in os.walk(home.files):
        folders.sort()
        for name in sorted(names):
            path = Path(where, name)
            if path.is_file() and not path.is_symlink():
                yield path


def _old(home: Home, now: float) -> Iterator[str]:
    """Names, below `files/`, of files that have lain there for a while."""
    for path in _files(home):
        if not is_going(path.name) and _age(path, now) >= GRACE:
            yield path.relative_to(home.files).as_posix()


def _lost(home: Home) -> Iterator[str]:
    """Names that the record knows the content of, and where no file is."""
    names = StoredFile.objects.order_by("pk").values_list("pk", flat=True)
    for name in names.iterator(chunk_size=2_000):
        if not os.path.lexists(home.files / name):
            yield name


def _age(path: Path, now: float) -> float:
    """Seconds since a file came, changed or was moved; no end of them where there is none."""
    try:
        return now - path.lstat().st_ctime
    except OSError:
        return float("inf")


def _plain(home: Home, name: str) -> str:
    """The name of the file that a name leads to, however somebody wrote it."""
    return os.path.relpath(home.files / name, home.files)


def _that_can_be_asked(names: Iterable[str]) -> list[str]:
    """Without names that are no text, and that no record can have."""
    return [name for name in names if name.encode(errors="ignore") == os.fsencode(name)]


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    left = iter(names)
    while batch := list(islice(left, named_files.BATCH)):
        yield batch
