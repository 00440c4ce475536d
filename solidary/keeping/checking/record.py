"""The record as a file: whether SQLite finds it whole, and every row what it names. Loads no framework.

A record that was put back by hand isn't opened at all: that would write an older log over it.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from solidary.home import Home
from solidary.keeping.checking.trouble import RESTORE, Trouble
from solidary.keeping.mark import mark_in, read_known
from solidary.keeping.opening import PLACING

MOST = 20
"""Lines of SQLite's own about one database."""


def look(home: Home, record: Path) -> Iterator[Trouble]:
    """Troubles of the record; after one, nothing else is asked of it."""
    if (home.restoring / PLACING).exists():
        yield Trouble(
            str(home.path), "was restored by half", "run the same `solidary restore` again"
        )
    elif not record.is_file():
        yield Trouble(str(record), "isn't there", RESTORE)
    elif (known := read_known(home)) is not None and mark_in(home.record) not in known.marks:
        said = "isn't the record that was here: somebody put it back"
        todo = "`solidary publish` puts a log that isn't its own aside, and binds it to the release"
        yield Trouble(str(record), said, todo)
    else:
        yield from look_at(record)


def look_at_letterbox(home: Home) -> Iterator[Trouble]:
    """Troubles of the letterbox's database, where it is on this machine."""
    if home.letterbox_database.is_file():
        yield from look_at(home.letterbox_database)


def look_at(database: Path) -> Iterator[Trouble]:
    """What SQLite finds in one database, beside whoever uses it."""
    try:
        name = f"{database.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(name, uri=True, timeout=30)) as opened:
            for [said] in opened.execute(f"PRAGMA integrity_check({MOST})"):
                if said != "ok":
                    yield Trouble(database.name, f"is damaged ({said})", RESTORE)
            lost = Counter(
                (table, parent)
                for table, _, parent, _ in opened.execute("PRAGMA foreign_key_check")
            )
    except sqlite3.Error as error:
        yield Trouble(database.name, f"can't be read ({error})", RESTORE)
        return
    for (table, parent), count in sorted(lost.items()):
        said = f"has {count} rows in {table} that name a row of {parent} which isn't there"
        yield Trouble(database.name, said, RESTORE)
