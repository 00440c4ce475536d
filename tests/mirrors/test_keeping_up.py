"""Mirrors are kept up without anyone asking; one that fails holds up nobody."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from solidary.desk.mirrors.status import status_of
from solidary.desk.mirrors.work import begin
from solidary.mirrors import sync as syncing
from solidary.mirrors.delivery import pacing
from solidary.mirrors.home import mirror_lock
from solidary.mirrors.models import Mirror
from solidary.mirrors.store import Store, StoreError
from solidary.mirrors.under_way import UnderWay, Verb, everybody, set_out, under_way
from solidary.press.publish import publish_full
from solidary.release.statements import read_root
from solidary.serving import courier
from tests.mirrors.copies import (
    Watched,
    archive,
    change,
    folder_mirror,
    publish,
    same,
    synced,
    watching,
)
from tests.press.archive import SMALL, differences, files_of, story

pytestmark = pytest.mark.django_db(transaction=True)


def join(errands: list[UnderWay]) -> None:
    for thread in threads_of(errands).values():
        thread.join(60)
        assert not thread.is_alive()


def threads_of(errands: list[UnderWay]) -> dict[str, threading.Thread]:
    """The threads of errands, by name."""
    return {one.thread.name: one.thread for one in errands if one.thread is not None}


def test_the_courier_brings_every_mirror_up_after_each_publish(home: Path) -> None:
    archive()
    _, one = folder_mirror(home, "one")
    _, two = folder_mirror(home, "two")
    join(courier.look())
    assert same(home, one) and same(home, two)
    assert courier.look() == []
    change()
    join(courier.look())
    assert same(home, one) and same(home, two)


def test_a_mirror_that_hangs_delays_no_other_and_no_publish(home: Path) -> None:
    archive()
    _, slow = folder_mirror(home, "slow")
    _, quick = folder_mirror(home, "quick")
    goes_on = threading.Event()

    def wait(verb: str, address: str) -> None:
        goes_on.wait(60)

    def wrap(store: Store) -> Store:
        if getattr(store, "folder", None) == slow:
            return Watched(store, wait, None)
        return store

    with watching(wrap=wrap):
        threads = threads_of(courier.look())
        threads["solidary-sync-quick"].join(60)
        assert same(home, quick)
        change()
        threads_of(courier.look())["solidary-sync-quick"].join(60)
        assert same(home, quick) and threads["solidary-sync-slow"].is_alive()
        goes_on.set()
        threads["solidary-sync-slow"].join(60)
        join(courier.look())
    assert same(home, slow)


def test_the_desk_and_the_courier_never_go_to_one_mirror_at_once(home: Path) -> None:
    archive()
    row, place = folder_mirror(home)
    goes_on = threading.Event()

    def wait(verb: str, address: str) -> None:
        goes_on.wait(60)

    with watching(before=wait):
        (errand,) = courier.look()
        # The button at the desk begins nothing, and the desk says what goes on.
        assert not begin(row, Verb.SYNC) and not begin(row, Verb.EMPTY)
        assert under_way(row) is errand and status_of(row, 1).work is errand
        # Nor does the next look, the desk's own being under way then.
        assert courier.look() == [errand]
        goes_on.set()
        join([errand])
    assert same(home, place)
    assert under_way(row) is None and everybody() == []
    change()
    goes_on.clear()
    with watching(before=wait):
        assert begin(row, Verb.SYNC)
        (asked,) = courier.look()
        assert asked is under_way(row)
        goes_on.set()
        join([asked])
    assert same(home, place)
    assert 0 < asked.done <= asked.total


def test_no_more_mirrors_than_that_are_gone_to_at_once(home: Path) -> None:
    _, _ = folder_mirror(home, "one")
    _, _ = folder_mirror(home, "two")
    one, two = Mirror.objects.order_by("name")
    goes_on = threading.Event()

    def errand(mirror: Mirror, work: UnderWay) -> None:
        goes_on.wait(60)

    first = set_out(one, Verb.SYNC, errand, among=1)
    assert first is not None
    assert set_out(two, Verb.SYNC, errand, among=1) is None
    goes_on.set()
    join([first])
    second = set_out(two, Verb.SYNC, errand, among=1)
    assert second is not None
    join([second])


def test_an_errand_that_fails_leaves_the_way_free(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    row, _ = folder_mirror(home)

    def fall(mirror: Mirror, work: UnderWay) -> None:
        raise ZeroDivisionError

    errand = set_out(row, Verb.CHECK, fall)
    assert errand is not None
    join([errand])
    assert under_way(row) is None
    assert "The errand to the mirror copy failed (check)" in caplog.text


def test_a_mirror_that_is_down_is_tried_again_after_longer_and_longer_rests(home: Path) -> None:
    archive()
    mirror, place = folder_mirror(home)
    root = read_root(home / "site")

    def down(verb: str, address: str) -> None:
        raise StoreError("it is down")

    rests = []
    with watching(before=down):
        for failures in range(1, 6):
            assert synced(mirror).problem == "it is down"
            mirror.refresh_from_db()
            assert mirror.failures == failures and mirror.next_try is not None
            rests.append(mirror.next_try - timezone.now())
            assert syncing.lacking(root) == []
    assert rests == sorted(rests)
    assert pacing.rest_after(100) <= pacing.LONGEST_REST
    Mirror.objects.update(next_try=timezone.now() - timedelta(seconds=1))
    assert [found.name for found in syncing.lacking(root)] == ["copy"]
    assert synced(mirror).problem == ""
    assert syncing.lacking(root) == []
    assert same(home, place)


def test_a_mirror_out_of_reach_is_told_how_far_it_is_behind(home: Path) -> None:
    archive()
    mirror, place = folder_mirror(home)
    assert synced(mirror).problem == ""
    change()
    place.rename(place.with_name("elsewhere"))
    assert synced(mirror).problem
    mirror.refresh_from_db()
    behind = mirror.behind
    place.with_name("elsewhere").rename(place)
    held, wanted = files_of(place), files_of(home / "site")
    differing = [each for each in differences(held, wanted) if not each.startswith("tree/")]
    assert behind == len(differing) > 5
    assert synced(mirror).problem == ""
    mirror.refresh_from_db()
    assert mirror.behind == 0


def test_two_syncs_of_one_mirror_at_once_are_one(home: Path) -> None:
    archive()
    mirror, _ = folder_mirror(home)
    with mirror_lock("copy") as held:
        assert held
        outcome = synced(mirror)
        assert outcome.left_to_another and "being synced already" in outcome.problem
    mirror.refresh_from_db()
    assert (mirror.failures, mirror.problem) == (0, "")
    assert synced(mirror).problem == ""


def _publish_all() -> None:
    story("Between")
    publish_full(rules=SMALL, workers=1)


@pytest.mark.parametrize(
    ("act", "at"), [(change, "/d/"), (_publish_all, "/s/")], ids=["pending", "full"]
)
def test_a_publish_in_the_middle_of_a_sync_is_taken_along(
    home: Path, act: Callable[[], None], at: str
) -> None:
    archive()
    mirror, place = folder_mirror(home)
    published = False

    def publish_once(verb: str, address: str) -> None:
        nonlocal published
        if verb == "put" and at in address and not published:
            published = True
            act()

    with watching(wrap=lambda store: _alone(store, publish_once)):
        assert synced(mirror).problem == ""
    assert published
    assert same(home, place)


def _alone(store: Store, before: Callable[[str, str], None]) -> Store:
    """One request at a time, so that there is one publish."""
    watched = Watched(store, before, None)
    watched.lanes = 1
    return watched


def test_a_mirror_a_check_found_tampered_with_is_looked_through(home: Path) -> None:
    archive()
    mirror, place = folder_mirror(home)
    assert synced(mirror).problem == ""
    spoiled = next(path for path in place.rglob("*.html"))
    spoiled.write_bytes(b"something else")
    gone = next(path for path in place.rglob("*.webp"))
    gone.unlink()
    assert synced(mirror).sent == 0
    Mirror.objects.update(state="tampered", checked_at=timezone.now())
    assert [found.name for found in syncing.lacking(read_root(home / "site"))] == ["copy"]
    assert synced(mirror).problem == ""
    assert same(home, place)
    assert syncing.lacking(read_root(home / "site")) == []


def test_a_publish_nobody_made_is_no_reason_to_sync(home: Path) -> None:
    assert syncing.lacking(read_root(home / "site")) == []
    archive()
    publish()
    assert syncing.lacking(read_root(home / "site")) == []
