"""A full publish: every page drawn from the record, by all cores, in bounded memory.

Pages are drawn beside the release (press/next-…; `staging`). Into an empty home that folder then
becomes the release in one rename. Where a release stands already, or its folder is on a disk of
its own, a page whose bytes are right is left alone, and the others move over in the crash-safe
order of `release`.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, connections

from solidary.press.drawing.composer import Composer
from solidary.press.folder.release import Release, carry_in, is_leaf, notice, told
from solidary.press.folder.staging import WITHIN, can_become, staging_for
from solidary.press.full.workers import share
from solidary.press.index.topics import merged_into
from solidary.press.index.touched import ALL, Rules
from solidary.press.kinds import sitemaps
from solidary.press.kinds.draw import assets, draw_one, fixed_addresses
from solidary.press.kinds.listing import shelves_of_year
from solidary.press.kinds.story import Fault, draw_stories
from solidary.press.models import (
    FriendlyName,
    ShelfCount,
    Standing,
    StockFile,
)
from solidary.press.reading.newsroom import House
from solidary.press.reading.snapshot import (
    RecordChangedError,
    journal_mark,
    open_snapshot,
    read_sparingly,
    snapshot,
)
from solidary.release import addresses as at
from solidary.release import tree
from solidary.release.writing import DRAFT, Folder, same_bytes, sync_folder, write_all, write_draft
from solidary.stories.models import Topic

STORIES = 250
"""Story pages in one part of the work."""
WORTH_IT = 2_000
"""Stories from which starting other processes takes less time than it saves."""

Task = tuple[str, ...]
"""A part of the work: what to draw, and its bounds, all as text."""


@dataclass(slots=True)
class Part:
    """What became of one part of the work."""

    files: list[bytes] = field(default_factory=list)
    """the drawn files as `noted` writes them"""
    kept: int = 0
    faults: list[Fault] = field(default_factory=list)


def noted(address: str, sha256: str, size: int) -> bytes:
    """A file of the release in few bytes, for there may be millions; sorts as addresses do."""
    return b"%s\0%s%d" % (address.encode(), bytes.fromhex(sha256), size)


def read_note(note: bytes) -> tree.Entry:
    """Back from `noted`."""
    address, _, rest = note.partition(b"\0")
    return address.decode(), rest[:32].hex(), int(rest[32:])


@dataclass(frozen=True, slots=True)
class Order:
    """Everything a worker has to know; it can be handed to another process."""

    house: House
    rules: Rules
    mark: int
    record: str
    """the database this publish reads; a new process would open the one its settings name"""
    site: str
    staging: str
    fresh: bool


class Worker:
    """Draws parts of the work into the staging folder."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.composer = Composer(order.house, order.rules)
        self._folders: set[str] = set()

    def work(self, task: Task) -> Part:
        part = Part()
        for address, data in _DRAWERS[task[0]](self.composer, *task[1:]):
            if isinstance(data, Fault):
                part.faults.append(data)
                continue
            part.files.append(noted(address, *told(data)))
            if not self.order.fresh and same_bytes(f"{self.order.site}/{address}", data):
                part.kept += 1
            else:
                self._stage(address, data)
        return part

    def _stage(self, address: str, data: bytes) -> None:
        """Write without a rename and without waiting for the disk: nobody reads here yet."""
        path = f"{self.order.staging}/{address}"
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        write_all(descriptor, data, path)


def publish(
    release: Release,
    house: House,
    rules: Rules,
    mark: int,
    sequence: int,
    *,
    progress: Callable[[int, int], None] | None = None,
    workers: int | None = None,
) -> list[Fault]:
    """Publish everything; returns stories that can't be drawn, having changed nothing then.

    Raises RecordChangedError where the record changed after `mark`.
    """
    with staging_for(release.place) as staging:
        fresh = set(release.place.iterdir()) <= {staging}
        record = str(connection.settings_dict["NAME"])
        order = Order(house, rules, mark, record, str(release.place), str(staging), fresh)
        files: list[bytes] = []
        faults: list[Fault] = []
        kept = 0
        for part in _work(order, progress, workers):
            files += part.files
            faults += part.faults
            kept += part.kept
        if faults:
            return faults
        stock = list(StockFile.objects.order_by("href").iterator(chunk_size=1_000))
        files += [noted(file.href, file.sha256, file.size) for file in stock]
        files.sort()
        if fresh and can_become(staging, release.place):
            _move_in(release, staging, stock, files, sequence)
        else:
            _move_over(release, staging, stock, files, sequence)
    release.folder.kept.update(str(number) for number in range(kept))
    return []


def _work(
    order: Order, progress: Callable[[int, int], None] | None, workers: int | None
) -> Iterator[Part]:
    """Do all parts of the work, in other processes where that is worth it."""
    processes = workers or len(os.sched_getaffinity(0))
    if connection.in_atomic_block or (workers is None and Standing.objects.count() < WORTH_IT):
        processes = 1
    if processes == 1:
        with snapshot(order.mark):
            worker = Worker(order)
            tasks = list(_tasks(worker.composer))
            for number, task in enumerate(tasks, 1):
                yield worker.work(task)
                if progress:
                    progress(number, len(tasks))
        return
    with snapshot(order.mark):
        composer = Composer(order.house, order.rules)
        composer.warm()
        tasks = list(_tasks(composer))
    connections.close_all()
    for number, part in enumerate(share(order, tasks, processes), 1):
        if part is None:
            raise RecordChangedError
        yield part
        if progress:
            progress(number, len(tasks))


def begin_work(order: Order) -> Callable[[Task], Part | None]:
    """In a worker process: its own view of the record, or nothing but None if that moved on."""
    connections.close_all()
    connection.settings_dict["NAME"] = order.record
    read_sparingly()
    open_snapshot()
    if journal_mark() != order.mark:
        return lambda task: None
    return Worker(order).work


def _tasks(composer: Composer) -> Iterator[Task]:
    """All parts of the work, the short ones last: no process waits long for another at the end."""
    keys = list(Standing.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), STORIES):
        yield "stories", str(keys[start]), str(keys[min(start + STORIES, len(keys)) - 1])
    languages = composer.house.languages
    years = {year for code in languages for year, _ in composer.counts.years(ALL, code)}
    for year in sorted(years):
        yield "year", year
    yield ("fixed",)
    listings = ShelfCount.objects.filter(level=0).exclude(scope=ALL).order_by("language", "scope")
    for language in composer.house.languages:
        yield "newest", str(ALL), language
    for scope, language in listings.values_list("scope", "language"):
        yield "newest", str(scope), language


Pages = Iterator[tuple[str, bytes | Fault]]


def _draw_stories(composer: Composer, first: str, last: str) -> Pages:
    keys = Standing.objects.filter(pk__gte=int(first), pk__lte=int(last))
    yield from draw_stories(composer, keys.values_list("pk", flat=True))


def _draw_newest(composer: Composer, scope: str, language: str) -> Pages:
    """A listing's own page and its feeds."""
    name = composer.scope_name(int(scope), language)
    if name is None:
        return
    for address in (at.listing_page(name), *at.feeds(name)):
        if (data := draw_one(composer, address)) is not None:
            yield address, data


def _draw_year(composer: Composer, year: str) -> Pages:
    """The calendars of all listings in one year, and its sitemaps."""
    composer.counts.fetch_year(year)
    for language in composer.house.languages:
        yield from shelves_of_year(composer, language, year)
        for part in sitemaps.shards(composer, language, year):
            if (data := sitemaps.draw_shelf(composer, language, part)) is not None:
                yield at.sitemap_shelf(language, part), data


def _draw_fixed(composer: Composer) -> Pages:
    """Fronts, what leads to topics, assets, and whatever else every release has."""
    yield from assets(composer)
    addresses = set(fixed_addresses(composer))
    for language in composer.house.languages:
        for name in FriendlyName.objects.values_list("name", flat=True):
            addresses.add(at.friendly_page(language, name))
        gone = merged_into(Topic.objects.values_list("pk", flat=True), composer.merged())
        for merged in (address for found in gone.values() for address in found):
            addresses.add(at.listing_page(at.Scope(merged, language)))
    for address in sorted(addresses):
        if (data := draw_one(composer, address)) is not None:
            yield address, data


_DRAWERS: dict[str, Callable[..., Pages]] = {
    "stories": _draw_stories,
    "year": _draw_year,
    "newest": _draw_newest,
    "fixed": _draw_fixed,
}


def _trees(folder: Folder, files: list[bytes]) -> tuple[tree.Built, tree.Built]:
    """Write the trees over the release and over its overlay, without waiting for the disk."""
    os.makedirs(folder.path(at.TREE_FOLDER), exist_ok=True)  # noqa: PTH103

    def keep(address: str, data: bytes) -> None:
        if not same_bytes(folder.path(address), data):
            folder.take(address, write_draft(folder.path(address), data))

    own = tree.build((e for e in map(read_note, files) if not at.in_overlay(e[0])), keep)
    overlay = tree.build((e for e in map(read_note, files) if at.in_overlay(e[0])), keep)
    return own, overlay


def _move_in(
    release: Release,
    staging: Path,
    stock: Iterable[StockFile],
    files: list[bytes],
    sequence: int,
) -> None:
    """The drawn folder becomes the release in one rename: readers see all of it or nothing."""
    inside = Release(staging)
    for file in stock:
        carry_in(inside.folder, file)
    inside.crown(*_trees(inside.folder, files), sequence)
    os.sync()
    staging.rename(release.place)
    sync_folder(str(release.place.parent))
    release.folder.written.update(read_note(note)[0] for note in files)
    release.folder.written |= inside.folder.written


def _move_over(
    release: Release,
    staging: Path,
    stock: Iterable[StockFile],
    files: list[bytes],
    sequence: int,
) -> None:
    """Drawn pages take the place of older ones, in the order `release` keeps."""
    folder = release.folder
    going = sorted(
        address for address in standing_files(release.place) if not _named(files, address)
    )
    # Drafts a kill left over go before any is written anew: they have the same names.
    for address in going:
        if address.endswith(DRAFT):
            folder.remove(address)
    for address in going:
        if not address.endswith(DRAFT):
            folder.put(address, notice(address), counted=False)
    folder.settle()
    for file in stock:
        carry_in(folder, file)
    staged = sorted(standing_files(staging))
    for address in staged:
        if not folder.has(address):
            folder.put(address, notice(address), counted=False)
    folder.settle()
    os.sync()
    for leaves in (True, False):
        for address in staged:
            if is_leaf(address) is leaves:
                folder.take(address, f"{staging}/{address}")
        folder.settle()
    release.remove(going)
    trees = _trees(folder, files)
    os.sync()
    release.crown(*trees, sequence)


def _named(files: list[bytes], address: str) -> bool:
    """Whether the sorted notes name an address."""
    start = address.encode() + b"\0"
    position = bisect_left(files, start)
    return position < len(files) and files[position].startswith(start)


def standing_files(place: Path) -> Iterator[str]:
    """Addresses of all files in a folder, besides the hash tree, the root and what is drawn."""
    root = str(place)
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(WITHIN)]
        inside = folder[len(root) + 1 :]
        lead = f"{inside}/" if inside else ""
        for name in names:
            address = lead + name
            if not at.is_sealing(address):
                yield address
