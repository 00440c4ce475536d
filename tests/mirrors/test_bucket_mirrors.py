"""A mirror in an object store: the release, whatever the store does to single requests."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from solidary.mirrors import register
from solidary.mirrors.delivery import wanted
from solidary.mirrors.register import MirrorError
from solidary.mirrors.sync import lacking
from solidary.release.headers import object_headers
from solidary.release.statements import read_root
from tests.mirrors.bucket import SECRETS, Gate
from tests.mirrors.copies import archive, change, released, synced
from tests.mirrors.killing import killer
from tests.press.archive import dangling, differences

pytestmark = pytest.mark.django_db(transaction=True)
EXHAUSTIVE = pytest.mark.exhaustive


def test_a_bucket_gets_the_release_and_then_only_what_differs(home: Path, bucket: Gate) -> None:
    archive()
    mirror = bucket.add("whole")
    first = synced(mirror)
    assert first.problem == ""
    assert differences(bucket.held, released(home)) == {}
    change()
    bucket.requests.clear()
    second = synced(mirror)
    assert second.problem == "" and second.sent < first.sent
    assert differences(bucket.held, released(home)) == {}
    assert not [address for address in bucket.of("GET") if address == ""], "it listed the bucket"


def test_files_too_big_to_hold_go_from_the_disk(
    home: Path, bucket: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wanted, "HELD", 100)
    archive()
    mirror = bucket.add("big")
    once: set[str] = set()

    def fails_once(method: str, address: str) -> str:
        if method != "PUT" or address in once:
            return ""
        once.add(address)
        return "503"

    bucket.mood = fails_once
    assert synced(mirror).problem == ""
    assert differences(bucket.held, released(home)) == {}


@pytest.mark.parametrize("dangerous", [False, True])
def test_objects_carry_their_type_and_how_long_they_may_be_kept(
    home: Path, bucket: Gate, dangerous: bool
) -> None:
    archive()
    assert synced(bucket.add(f"dangerous-{dangerous:d}", dangerous=dangerous)).problem == ""
    for address in bucket.held:
        wanted = object_headers(address, dangerous=dangerous)
        got = {name.lower(): value for name, value in bucket.headers[address].items()}
        assert {name: got.get(name.lower()) for name in wanted} == wanted, address


@pytest.mark.exhaustive
def test_a_bucket_sync_killed_after_every_single_request_converges(
    home: Path, bucket: Gate
) -> None:
    """One sync killed again and again: each change it makes is the last one of some process."""
    archive()
    mirror = bucket.add("killed")
    assert synced(mirror).problem == ""
    change()
    moments = 0
    with killer() as kills:
        while kills.sync(mirror.name, 2):
            assert dangling(bucket.stands()) == []
            moments += 1
            assert moments < 200, "it makes no headway"
    assert moments > 30
    assert differences(bucket.held, released(home)) == {}


@pytest.mark.parametrize(
    "mood",
    [
        "503",
        *(pytest.param(each, marks=EXHAUSTIVE) for each in ("500", "cut", "late", "slow", "429")),
    ],
)
def test_single_requests_that_fail_are_tried_again(home: Path, bucket: Gate, mood: str) -> None:
    archive()
    mirror = bucket.add(f"sometimes-{mood}")
    chance = random.Random(7)
    often = 0.01 if mood == "slow" else 0.15
    failed: set[tuple[str, str]] = set()

    def sometimes(method: str, address: str) -> str:
        if (method, address) in failed or chance.random() > often:
            return ""
        failed.add((method, address))
        return mood

    bucket.mood = sometimes
    outcome = synced(mirror)
    assert outcome.problem == "" and failed
    assert differences(bucket.held, released(home)) == {}


@pytest.mark.parametrize(
    ("mood", "said"),
    [
        ("500", "answers 500"),
        *(
            pytest.param(*each, marks=EXHAUSTIVE)
            for each in (
                ("503", "answers 503"), ("cut", "can't be reached"), ("slow", "in time"),
                ("403", "refuses (403 AccessDenied)"),
            )
        ),
    ],
)  # fmt: skip
def test_a_bucket_that_fails_keeps_its_old_release_and_catches_up_later(
    home: Path, bucket: Gate, mood: str, said: str
) -> None:
    archive()
    mirror = bucket.add(f"down-{mood}")
    assert synced(mirror).problem == ""
    before = bucket.held["root.txt"]
    change()
    bucket.mood = lambda method, address: mood if method == "PUT" else ""
    outcome = synced(mirror)
    assert said in outcome.problem
    mirror.refresh_from_db()
    assert mirror.problem == outcome.problem and mirror.failures == 1 and mirror.behind > 0
    assert mirror.next_try is not None
    assert bucket.held["root.txt"] == before
    assert dangling(bucket.held) == []
    bucket.mood = lambda method, address: ""
    assert synced(mirror).problem == ""
    mirror.refresh_from_db()
    assert (mirror.failures, mirror.next_try, mirror.problem, mirror.behind) == (0, None, "", 0)
    assert differences(bucket.held, released(home)) == {}


@pytest.mark.exhaustive
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_store_that_lies_is_found_out_before_the_root_goes_in(
    home: Path, bucket: Gate, method: str
) -> None:
    archive()
    mirror = bucket.add(f"liar-{method.lower()}")
    assert synced(mirror).problem == ""
    before = bucket.held["root.txt"]
    change()
    ending = "/s/"
    bucket.mood = lambda each, address: "lie" if each == method and ending in address else ""
    outcome = synced(mirror)
    assert "said it took" in outcome.problem or "said it removed" in outcome.problem
    assert bucket.held["root.txt"] == before
    bucket.mood = lambda each, address: ""
    assert synced(mirror).problem == ""
    assert differences(bucket.held, released(home)) == {}


def test_what_a_store_lost_once_is_sent_once_more(home: Path, bucket: Gate) -> None:
    archive()
    mirror = bucket.add("forgets")
    lost: set[str] = set()

    def once(method: str, address: str) -> str:
        if method != "PUT" or address in lost or not address.endswith((".html", ".txt")):
            return ""
        lost.add(address)
        return "lie"

    bucket.mood = once
    assert synced(mirror).problem == ""
    assert differences(bucket.held, released(home)) == {}


def test_a_key_that_may_not_list_is_enough(home: Path, bucket: Gate) -> None:
    """Such a store answers “denied” where nothing stands."""
    archive()
    mirror = bucket.add("unlisted")

    def denies(method: str, address: str) -> str:
        return "403" if method == "GET" and address not in bucket.held else ""

    bucket.mood = denies
    assert synced(mirror).problem == ""
    change()
    assert synced(mirror).problem == ""
    assert differences(bucket.held, released(home)) == {}


def test_a_store_that_lies_about_the_root_is_named(home: Path, bucket: Gate) -> None:
    archive()
    mirror = bucket.add("rootless")
    bucket.mood = lambda method, address: "lie" if address == "root.txt" else ""
    assert "took root.txt, but doesn't hold it" in synced(mirror).problem


def test_a_bucket_that_is_not_there_or_not_ours_is_refused_in_one_line(
    home: Path, bucket: Gate
) -> None:
    options = {"endpoint": bucket.endpoint, "allow_http": "true", "timeout": "1"}
    with pytest.raises(MirrorError, match="there is no bucket nowhere"):
        register.add("one", "s3://nowhere/x", secrets=SECRETS, options=options)
    with pytest.raises(MirrorError, match="credentials must be access_key_id"):
        register.add("one", "s3://news/x", options=options)
    bucket.mood = lambda method, address: "301"
    with pytest.raises(MirrorError, match="in another region"):
        register.add("one", "s3://news/x", secrets=SECRETS, options=options)
    bucket.mood = lambda method, address: "403"
    with pytest.raises(MirrorError, match="the store refuses \\(403"):
        register.add("one", "s3://news/x", secrets=SECRETS, options=options)


def test_a_bucket_is_emptied_root_first(home: Path, bucket: Gate) -> None:
    archive()
    mirror = bucket.add("emptied")
    assert synced(mirror).problem == ""
    bucket.requests.clear()
    register.retire(mirror, empty=True)
    assert bucket.held == {}
    assert bucket.of("DELETE")[0] == "root.txt"


@pytest.mark.exhaustive
def test_a_bucket_that_fails_while_it_is_emptied_is_not_filled_again(
    home: Path, bucket: Gate
) -> None:
    archive()
    mirror = bucket.add("half")
    assert synced(mirror).problem == ""
    mirror.refresh_from_db()
    bucket.mood = lambda method, address: "403" if method == "DELETE" and "/d/" in address else ""
    with pytest.raises(MirrorError, match="given up, but couldn't be emptied"):
        register.retire(mirror, empty=True)
    assert "root.txt" not in bucket.held and bucket.held
    assert lacking(read_root(home / "site")) == []
    bucket.mood = lambda method, address: ""
    register.retire(register.named("half", retired=True), empty=True)
    assert bucket.held == {}
