"""A check of the whole home: everything is looked at, whatever is found, and nothing ends it early.

In this order: what can be looked at before anything is opened (rights, the record's file), then what needs
the record, then what doesn't. Where the record is damaged, what needs it is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from solidary.home import Home
from solidary.keeping.checking import record as record_file
from solidary.keeping.checking import rights
from solidary.keeping.checking.trouble import Trouble

AGAIN = "see to what other lines say, then check again; SOLIDARY_DEBUG=1 has details"
Start = Callable[[bool], None]
"""Starts Django; told whether the record can be asked."""


def check(home: Home, record: Path, start: Start = lambda whole: None) -> Iterator[Trouble]:
    """Every trouble of a home, as it is found. `record`: its database. `start`: for whoever hasn't
    started Django. Raises nothing for what is found."""
    yield from _guarded("the home's rights", lambda: rights.look(home))
    lines = list(_guarded("the record", lambda: record_file.look(home, record)))
    yield from lines
    yield from _guarded("the letterbox", lambda: record_file.look_at_letterbox(home))
    try:
        start(not lines)
    except (Exception, SystemExit) as error:
        yield Trouble("the program", f"can't be started on this home ({error})", AGAIN)
        return
    yield from _opened(home, whole=not lines)


def _opened(home: Home, *, whole: bool) -> Iterator[Trouble]:
    """What is looked at once Django is started. `whole`: whether the record can be asked."""
    # Here, because rights and record are looked at before any model is.
    from solidary.keeping.checking import files, intake, release

    if whole:
        yield from _guarded("files", lambda: files.look(home))
        yield from _guarded("press", lambda: files.look_at_derived(home))
        yield from _guarded("intake", lambda: intake.look(home))
    yield from _guarded("keys", lambda: intake.look_at_keys(home))
    yield from _guarded("site", lambda: release.look(home, books=whole))


def _guarded(what: str, look: Callable[[], Iterator[Trouble]]) -> Iterator[Trouble]:
    """What a look finds; whatever a broken thing makes of it is one line more."""
    try:
        yield from look()
    except Exception as error:
        said = f"couldn't be looked at to the end ({type(error).__name__}: {error})"
        yield Trouble(what, said, AGAIN)
