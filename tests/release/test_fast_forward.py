"""Whoever stole a release key can sign any number; readers and newsroom get over it with `keys renew`.

What must hold is The Update Framework's rule: numbers of a replaced key count for nothing.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from solidary.cli import solidary
from solidary.press.folder.numbers import NumberError, begin_again
from solidary.press.folder.signing import resign, resign_if_due
from solidary.press.models import ReleaseState
from solidary.press.publish import publish_pending
from solidary.release import minisign
from solidary.release.keyring import Signer, UnusableKeyError, open_signer, renew
from solidary.release.statements import (
    HIGHEST,
    MalformedError,
    Root,
    now,
    parse_certificate,
    parse_overlay,
    parse_root,
    read_root,
)
from solidary.release.verify import Memory, State
from solidary.release.verify.memory import Seen
from tests.fixtures.laws import examples
from tests.press.archive import SMALL, story
from tests.press.signed import copy_of, examined, kinds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pause")]


def keys(*told: object, typed: str = "") -> Result:
    return CliRunner().invoke(solidary, ["keys", *map(str, told)], input=typed)


def signed_by_a_thief(
    site: Path, signer: Signer, sequence: int, change: Callable[[Root], Root] = lambda root: root
) -> Root:
    """Put the standing trees under a root of any number, signed with the newsroom's stolen key."""
    root = read_root(site)
    assert root is not None
    forged = change(replace(root, sequence=sequence))
    signature = minisign.sign(
        forged.text(), signer.key, what="root.txt", trusted=forged.trusted_comment
    )
    (site / "tree" / f"{root.sha256}.minisig").unlink()
    (site / "tree" / f"{forged.sha256}.minisig").write_bytes(signature)
    (site / "root.txt").write_bytes(forged.text())
    (site / "root.txt.minisig").write_bytes(signature)
    return forged


@pytest.fixture
def thief(home: Path, site: Path) -> Signer:
    signer = open_signer(home / "keys")
    assert signer is not None
    return signer


def renewed(home: Path) -> None:
    done = keys("renew", "--root-key", home / "offline" / "root.key", "--json")
    assert done.exit_code == 0, done.output


def test_readers_who_saw_a_thiefs_number_believe_the_newsroom_again_after_it_renews_its_key(
    home: Path, site: Path, key: minisign.PublicKey, thief: Signer, tmp_path: Path
) -> None:
    stolen = copy_of(site, tmp_path / "stolen")
    signed_by_a_thief(stolen, thief, HIGHEST)
    memory = Memory(tmp_path / "seen.json")
    assert examined(stolen, key, memory=memory).state is State.SOUND
    assert kinds(examined(site, key, memory=memory)) == {"rolled back"}
    renewed(home)
    for _ in range(2):
        report = examined(site, key, memory=memory)
        assert report.state is State.SOUND, list(report.lines())
    report = examined(stolen, key, memory=memory)
    assert (report.state, kinds(report)) == (State.TAMPERED, {"revoked key"})
    assert "the newsroom published this" not in "\n".join(report.lines())
    assert examined(site, key, memory=memory).state is State.SOUND


def test_a_thiefs_number_that_got_into_the_home_is_left_behind_with_the_key(
    home: Path, site: Path, key: minisign.PublicKey, thief: Signer, tmp_path: Path
) -> None:
    memory = Memory(tmp_path / "seen.json")
    signed_by_a_thief(site, thief, HIGHEST)
    assert examined(site, key, memory=memory).state is State.SOUND
    story("Written since")
    with pytest.raises(NumberError, match="solidary keys renew"):
        publish_pending(rules=SMALL)
    # As `keys renew` does once the command has looked at what was put back into the home.
    assert begin_again(read_root(site))
    renew(home / "keys", site, home / "offline" / "root.key", "", "")
    resign()
    publish_pending(rules=SMALL)
    root = read_root(site)
    assert root is not None and root.sequence < 10
    report = examined(site, key, memory=memory)
    assert report.state is State.SOUND, list(report.lines())
    before = root.sequence
    story("And more")
    publish_pending(rules=SMALL)
    root = read_root(site)
    assert root is not None and root.sequence == before + 1
    assert examined(site, key, memory=memory).state is State.SOUND


@pytest.mark.parametrize("reached", [HIGHEST, HIGHEST - 1, 10**18])
def test_a_record_that_has_counted_to_the_end_counts_again_under_a_new_key(
    home: Path, site: Path, key: minisign.PublicKey, reached: int
) -> None:
    ReleaseState.objects.update_or_create(pk=1, defaults={"sequence": reached})
    renewed(home)
    story("Written since")
    publish_pending(rules=SMALL)
    root = read_root(site)
    assert root is not None and root.sequence < 10
    assert examined(site, key).state is State.SOUND


def test_renewing_keeps_counting_where_no_number_is_out_of_the_ordinary(
    home: Path, site: Path
) -> None:
    ReleaseState.objects.filter(pk=1).update(sequence=41)
    resign_if_due(above=41, force=True)
    renewed(home)
    root = read_root(site)
    assert root is not None and root.sequence == 43


def test_above_takes_no_number_a_home_cannot_have_fallen_behind(home: Path, site: Path) -> None:
    for far in (HIGHEST, HIGHEST - 1, 10**30, 5_000_000):
        done = keys("sign", "--above", far, "--yes")
        assert done.exit_code == 1, far
        assert "solidary keys renew" in done.output and "Traceback" not in done.output
    root = read_root(site)
    assert root is not None and root.sequence == 1


def test_above_asks_before_it_spends_numbers(home: Path, site: Path) -> None:
    done = keys("sign", "--above", 4711, typed="n\n")
    assert done.exit_code == 1 and "numbers never go back" in done.output
    assert keys("sign", "--above", 4711).exit_code == 1, "nobody answered"
    root = read_root(site)
    assert root is not None and root.sequence == 1
    assert keys("sign", "--above", 4711, typed="y\n").exit_code == 0
    root = read_root(site)
    assert root is not None and root.sequence == 4712


def test_nothing_is_remembered_of_what_no_longer_counts(
    home: Path, site: Path, key: minisign.PublicKey, thief: Signer, tmp_path: Path
) -> None:
    memory = Memory(tmp_path / "seen.json")
    examined(site, key, memory=memory)
    known = memory.of(key.text())

    def dated(created: timedelta, expires: timedelta) -> Callable[[Root], Root]:
        def change(root: Root) -> Root:
            assert root.signed is not None
            moved = root.signed._replace(created=now() + created, expires=now() + expires)
            return replace(root, signed=moved)

        return change

    for change, kind in (
        (dated(timedelta(-30), timedelta(-9)), "expired"),
        (dated(timedelta(9), timedelta(20)), "clock"),
    ):
        place = copy_of(site, tmp_path / "place")
        signed_by_a_thief(place, thief, 77, change)
        assert kinds(examined(place, key, memory=memory)) == {kind}
        assert memory.of(key.text()) == known, kind
    place = copy_of(site, tmp_path / "place")
    before = read_root(site)
    assert before is not None
    signed_by_a_thief(place, thief, 2, lambda root: replace(root, previous=before.sha256))
    assert examined(place, key, memory=memory).state is State.SOUND
    known = memory.of(key.text())
    assert kinds(examined(site, key, memory=memory)) == {"rolled back"}
    signed_by_a_thief(place, thief, 2, dated(timedelta(-1), timedelta(9)))
    assert kinds(examined(place, key, memory=memory)) == {"forked"}
    assert memory.of(key.text()) == known
    assert "certificate expired" in kinds(examined(place, key, memory=memory, days=500))
    assert memory.of(key.text()) == known


def test_two_certificates_of_one_number_are_a_fork(
    home: Path, site: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    kept = copy_of(home / "keys", tmp_path / "keys")
    shutil.copytree(home / "offline", tmp_path / "stick")
    memory = Memory(tmp_path / "seen.json")
    renewed(home)
    assert examined(site, key, memory=memory).state is State.SOUND
    shutil.rmtree(home / "keys")
    shutil.copytree(kept, home / "keys")
    renew(home / "keys", tmp_path, tmp_path / "stick" / "root.key", "", "")
    resign_if_due(force=True)
    assert [(each.kind, each.address) for each in examined(site, key, memory=memory).findings] == [
        ("forked", "certificate.txt")
    ]


def test_a_key_is_not_renewed_with_a_certificate_that_readers_would_refuse(
    home: Path, site: Path, tmp_path: Path
) -> None:
    (tmp_path / "root.key").write_bytes((home / "offline" / "root.key").read_bytes())
    (tmp_path / "root.key").chmod(0o600)
    with pytest.raises(UnusableKeyError, match="of any mirror beside the root key"):
        renew(tmp_path / "keys", tmp_path / "site", tmp_path / "root.key", "", "")
    for name in ("certificate.txt", "certificate.txt.minisig"):
        (tmp_path / name).write_bytes((site / name).read_bytes())
    made = renew(tmp_path / "keys", tmp_path / "site", tmp_path / "root.key", "", "")
    assert made.certified.number == 2


@pytest.mark.hypothesis
def test_memory_never_goes_back_and_never_compares_numbers_of_two_certificates(
    tmp_path: Path,
) -> None:
    numbers = st.integers(1, HIGHEST) | st.integers(1, 5)
    seen = st.builds(Seen, numbers, st.just("ab"), st.integers(0, 3), st.just("cd"))

    @hypothesis_settings(
        max_examples=examples(40), suppress_health_check=list(HealthCheck), database=None
    )
    @given(st.lists(seen, min_size=1, max_size=6))
    def law(all_seen: list[Seen]) -> None:
        (tmp_path / "seen.json").unlink(missing_ok=True)
        memory = Memory(tmp_path / "seen.json")
        for one in all_seen:
            memory.note("KEY", one)
        newest = max(one.certificate for one in all_seen)
        highest = max(one.sequence for one in all_seen if one.certificate == newest)
        known = memory.of("KEY")
        assert (known.certificate, known.sequence) == (newest, highest)

    law()


@pytest.mark.parametrize(
    "number", ["0", "-1", "1000000000000000", "9" * 30, "9" * 5000, "01", "+1", "1_0", "١", "1.0"]
)
def test_a_number_that_is_none_is_no_statement(home: Path, site: Path, number: str) -> None:
    root = read_root(site)
    signer = open_signer(home / "keys")
    assert root is not None and signer is not None
    for parse, text, line in (
        (parse_root, root.text(), b"sequence 1\n"),
        (parse_certificate, signer.certificate, b"number 1\n"),
    ):
        assert line in text
        with pytest.raises(MalformedError):
            parse(text.replace(line, line.split()[0] + f" {number}\n".encode()))
    overlay = f"solidary-overlay 1\naddress https://a.example/\nsequence {number}\n"
    with pytest.raises(MalformedError):
        parse_overlay(f"{overlay}root {root.sha256}\ntree {root.tree}\n".encode())


def test_what_a_memory_of_before_says_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "seen.json").write_text(
        json.dumps({"KEY": {"sequence": 7, "root": "ab", "certificate": 2}})
    )
    assert Memory(tmp_path / "seen.json").of("KEY") == Seen(7, "ab", 2, "")
