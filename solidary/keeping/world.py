"""What the world was shown: number, root and withdrawn list of the newest release that is signed.

Read from every mirror, through its store and as readers find it, and from the home's own release.
A place is believed only where the newsroom's root key vouches for the key that signed, as `verify`
believes it; the highest number wins. A place that says nothing in time is said, and waited for no
longer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic

from solidary.errors import SolidaryError
from solidary.mirrors.check import StoreSource
from solidary.mirrors.models import Mirror
from solidary.mirrors.places import open_store
from solidary.release.minisign import PublicKey
from solidary.release.statements import MOST_AHEAD, MalformedError, Withdrawn, now, parse_withdrawn
from solidary.release.tree import address_of
from solidary.release.verify.examine import MOST_WITHDRAWN
from solidary.release.verify.findings import Report
from solidary.release.verify.folder import FolderSource
from solidary.release.verify.places import open_place
from solidary.release.verify.source import Source
from solidary.release.verify.statements import read_statements
from solidary.release.verify.walk import read_all

PATIENCE = 60.0
"""Seconds for all places together."""
Opening = Callable[[], Source]


@dataclass(frozen=True, slots=True)
class Shown:
    """A release that a place shows, and that the newsroom signed."""

    place: str
    sequence: int
    root: str
    certificate: int
    withdrawn: Withdrawn


@dataclass(slots=True)
class World:
    """What all places show together."""

    shown: list[Shown] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """a line for each place that nothing could be learnt from"""

    def counted(self, known: int) -> list[Shown]:
        """The releases whose numbers count: those of the newest certificate, as readers compare them, and
        none that no home could have fallen behind. `known`: the number the record knows."""
        newest = max((one.certificate for one in self.shown), default=0)
        return [
            one for one in self.shown
            if one.certificate == newest and one.sequence <= known + MOST_AHEAD
        ]  # fmt: skip

    @property
    def withdrawn(self) -> list[Withdrawn]:
        """Every list that was shown: a mirror that is behind says what another one no longer does."""
        return [one.withdrawn for one in self.shown if one.withdrawn.hashes]


def places_of(
    mirrors: Iterable[Mirror], site: Path | None, more: Iterable[str] = ()
) -> list[tuple[str, Opening]]:
    """Where the world was shown releases: names, and what opens them. `more`: folders and addresses."""
    found: list[tuple[str, Opening]] = []
    for mirror in mirrors:
        found.append((mirror.name, partial(_store, mirror)))
        if mirror.address:
            found.append((mirror.address, partial(open_place, mirror.address)))
    found += [(place, partial(open_place, place)) for place in more]
    if site is not None and site.is_dir():
        found.append((str(site), partial(FolderSource, site)))
    return found


def read_world(
    places: Iterable[tuple[str, Opening]], key: PublicKey, patience: float = PATIENCE
) -> World:
    """Ask all places at once. Raises nothing; what fails is said in it."""
    answers: Queue[tuple[int, Shown | str]] = Queue()
    asked = list(places)
    for number, (name, opening) in enumerate(asked):
        Thread(target=_ask, args=(number, name, opening, key, answers), daemon=True).start()
    world, waiting, ends = World(), set(range(len(asked))), monotonic() + patience
    with suppress(Empty):
        while waiting:
            number, answer = answers.get(timeout=max(0.01, ends - monotonic()))
            waiting.discard(number)
            if isinstance(answer, Shown):
                world.shown.append(answer)
            else:
                world.unread.append(answer)
    world.unread += [f"{asked[number][0]}: it didn't answer in time" for number in sorted(waiting)]
    world.shown.sort(key=lambda one: one.place)
    world.unread.sort()
    return world


def _ask(
    number: int,
    name: str,
    opening: Opening,
    key: PublicKey,
    answers: Queue[tuple[int, Shown | str]],
) -> None:
    try:
        with closing(opening()) as source:
            answers.put((number, _shown(name, source, key)))
    except Exception as error:
        # Whatever a strange place makes of it must not keep the others from being heard.
        said = str(error) if isinstance(error, SolidaryError) else type(error).__name__
        answers.put((number, f"{name}: {said}"))


def _shown(name: str, source: Source, key: PublicKey) -> Shown | str:
    """What a place shows, or why it isn't believed."""
    report = Report(name, key.name)
    found = read_statements(source, report, key, None, now())
    if found is None or found.root.signed is None:
        why = next(iter(report.findings), None)
        return (
            f"{name}: {why.address} {why.said}".replace("  ", " ") if why else f"{name}: unsigned"
        )
    root, signed = found.root, found.root.signed
    data = read_all(source, address_of(signed.withdrawn), MOST_WITHDRAWN)
    if hashlib.sha256(data).hexdigest() != signed.withdrawn:
        return f"{name}: its list of what was withdrawn isn't the one that was signed"
    try:
        withdrawn = parse_withdrawn(data)
    except MalformedError as error:
        return f"{name}: {error}"
    return Shown(name, root.sequence, root.sha256, report.certificate or 0, withdrawn)


def _store(mirror: Mirror) -> Source:
    return StoreSource(open_store(mirror), mirror.address)


def merged(lists: Iterable[Withdrawn]) -> Iterator[tuple[str, str]]:
    """Salt and hash of all that the lists name, each once."""
    seen: set[tuple[str, str]] = set()
    for each in lists:
        seen |= {(each.salt, one) for one in each.hashes}
    return iter(sorted(seen))
