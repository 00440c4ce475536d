"""A small newsroom with mirrors, readings of what they hold, and stores that fail on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from solidary.mirrors import emptying
from solidary.mirrors import sync as syncing
from solidary.mirrors.delivery.pacing import Pace
from solidary.mirrors.home import mirror_lock
from solidary.mirrors.models import Mirror
from solidary.mirrors.store import Content, Headers, InBatches, Store
from solidary.press.publish import publish_pending
from solidary.release.verify.source import Opened
from solidary.stories.models import Story, Topic
from tests.press.archive import (
    SMALL,
    differences,
    files_of,
    newsroom,
    photo,
    story,
    topic,
    withdraw,
)

QUICK = Pace(tries=3, first=0.001, longest=0.002)
"""Patience for tests."""


def publish() -> None:
    publish_pending(rules=SMALL, wait=True)


def archive() -> None:
    """A newsroom with a few stories in two languages and a picture, published."""
    newsroom()
    tag = topic("SolidarityBelarus")
    picture = photo("red")
    first = story("The chain", topics=(tag,), body=[("photo", {"photo": picture, "caption": ""})])
    story("Ланцуг", language="be", of=first, topics=(tag,))
    story("The day", day=date(2021, 3, 1), topics=(tag,))
    story("Of no topic", day=date(2020, 7, 16))
    publish()


def change() -> None:
    """What a busy day brings: a story withdrawn with its picture, one new, one moved; published."""
    tag = Topic.objects.get()
    withdraw(Story.objects.get(headline="The chain"))
    picture = photo("blue")
    story("A new one", topics=(tag,), body=[("photo", {"photo": picture, "caption": ""})])
    moved = Story.objects.get(headline="The day")
    moved.day = date(2020, 1, 5)
    moved.save()
    publish()


def released(home: Path) -> dict[str, bytes]:
    """What a mirror without an address should hold: all of the release in the home."""
    return files_of(home / "site", root=True)


def same(home: Path, place: Path) -> bool:
    """Whether a folder holds just what was released; fails with what differs."""
    assert differences(files_of(place, root=True), released(home)) == {}
    return True


def synced(mirror: Mirror, *, anew: bool = False) -> syncing.Outcome:
    """Sync with little patience; the mirror's row as it stands, not as the caller knew it."""
    mirror.refresh_from_db()
    return syncing.sync(mirror, pace=QUICK, anew=anew, rules=SMALL)


class Watched:
    """A store that has something done before and after each request that changes it."""

    def __init__(self, store: Store, before: Callable[[str, str], None] | None,
                 after: Callable[[str, str], None] | None) -> None:  # fmt: skip
        self.store = store
        self.lanes, self.readers, self.lists = store.lanes, store.readers, store.lists
        self.lasting, self.address = store.lasting, store.address
        self.before = before or (lambda verb, address: None)
        self.after = after or (lambda verb, address: None)

    def put(self, address: str, content: Content, headers: Headers) -> None:
        self.before("put", address)
        self.store.put(address, content, headers)
        self.after("put", address)

    def remove(self, address: str) -> None:
        self.before("remove", address)
        self.store.remove(address)
        self.after("remove", address)

    def settle(self) -> None:
        self.store.settle()

    def open(self, address: str, limit: int) -> Opened:
        self.before("read", address)
        return self.store.open(address, limit)

    def all_files(self) -> Iterator[tuple[str, str]]:
        return self.store.all_files()

    def close(self) -> None:
        self.store.close()


class WatchedBatches(Watched):
    """The same for a store that takes many files at once."""

    store: Any

    def put_many(self, files: Iterator[tuple[str, Content]]) -> None:
        self.store.put_many(files)
        self.after("put", "many")

    def remove_many(self, addresses: Sequence[str]) -> None:
        self.store.remove_many(addresses)
        self.after("remove", "many")

    def fetch_many(self, addresses: Sequence[str], limit: int) -> dict[str, tuple[str, int]]:
        found: dict[str, tuple[str, int]] = self.store.fetch_many(addresses, limit)
        return found

    def list_many(self, addresses: Sequence[str]) -> set[str]:
        found: set[str] = self.store.list_many(addresses)
        return found


@contextmanager
def watching(
    before: Callable[[str, str], None] | None = None,
    after: Callable[[str, str], None] | None = None,
    wrap: Callable[[Store], Store] | None = None,
) -> Iterator[None]:
    """Have every store a sync opens watched, or wrapped in another one."""
    opened = syncing.open_store

    def open_watched(mirror: Mirror) -> Store:
        store = opened(mirror)
        if wrap:
            return wrap(store)
        kind = WatchedBatches if isinstance(store, InBatches) else Watched
        return kind(store, before, after)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(syncing, "open_store", open_watched)
        yield


@contextmanager
def broken_off(by: BaseException, after: int = 3) -> Iterator[None]:
    """No mirror is emptied any further than `after` requests that change it; then this is raised."""
    opened, left = emptying.open_store, iter(range(after))

    def ends(verb: str, address: str) -> None:
        if verb != "read" and next(left, None) is None:
            raise by

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(emptying, "open_store", lambda mirror: Watched(opened(mirror), ends, None))
        yield


@contextmanager
def under_sync(mirror: Mirror, waiting: ModuleType, then: Callable[[], object]) -> Iterator[None]:
    """A sync holds the mirror until `waiting` stands in line for it; `then` is what it still does."""
    with ExitStack() as held, pytest.MonkeyPatch.context() as patch:
        held.enter_context(mirror_lock(mirror.name))

        def in_line(name: str, *, wait: bool = False) -> AbstractContextManager[bool]:
            if wait:
                held.close()
                then()
            return mirror_lock(name, wait=wait)

        patch.setattr(waiting, "mirror_lock", in_line)
        yield


def folder_mirror(home: Path, name: str = "copy") -> tuple[Mirror, Path]:
    """A mirror in a folder beside the home."""
    from solidary.mirrors import register

    place = home.parent / name
    return register.add(name, str(place)), place
