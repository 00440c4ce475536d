"""A number on a mirror counts only where the newsroom's key has signed it, and only so far."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from solidary.commands.keys import command as keys
from solidary.mirrors.check import check
from solidary.mirrors.models import Mirror
from solidary.press.models import ReleaseState
from solidary.release import minisign
from solidary.release.keyring import new_keys, open_signer, renew
from solidary.release.statements import HIGHEST, read_root
from tests.mirrors.copies import archive, change, folder_mirror, publish, same, synced
from tests.press.archive import story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pause")]


@pytest.fixture
def copy(home: Path) -> tuple[Mirror, Path]:
    """A mirror in a folder that serves a signed release."""
    new_keys(home / "keys", home / "offline", "", "")
    archive()
    mirror, place = folder_mirror(home)
    assert synced(mirror).problem == ""
    return mirror, place


def fast_forwarded(home: Path, place: Path) -> None:
    """Have the mirror serve the highest number there is, signed with the stolen key."""
    signer, root = open_signer(home / "keys"), read_root(place)
    assert signer is not None and root is not None
    (place / "tree" / f"{root.sha256}.minisig").unlink()
    root = replace(root, sequence=HIGHEST)
    signature = minisign.sign(
        root.text(), signer.key, what="root.txt", trusted=root.trusted_comment
    )
    (place / "root.txt").write_bytes(root.text())
    (place / "root.txt.minisig").write_bytes(signature)
    (place / "tree" / f"{root.sha256}.minisig").write_bytes(signature)


def test_a_thiefs_number_on_a_mirror_asks_for_a_new_key_and_ends_with_it(
    home: Path, copy: tuple[Mirror, Path]
) -> None:
    mirror, place = copy
    fast_forwarded(home, place)
    assert "sound" in str(check(mirror).state), "the newsroom's key has signed it"
    assert mirror.confirmed == 1, "what is withdrawn later is not confirmed by it"
    change()
    problem = synced(mirror).problem
    assert "solidary keys renew" in problem and "--above" not in problem
    renew(home / "keys", home / "site", home / "offline" / "root.key", "", "")
    publish()
    assert synced(mirror).problem == ""
    assert same(home, place)


@pytest.mark.parametrize("number", [str(HIGHEST), "9" * 30, "9" * 5000])
def test_a_number_nobody_signed_holds_up_nothing(
    home: Path, copy: tuple[Mirror, Path], number: str
) -> None:
    mirror, place = copy
    text = (place / "root.txt").read_text().replace("sequence 1\n", f"sequence {number}\n")
    (place / "root.txt").write_text(text)
    check(mirror)
    change()
    assert synced(mirror).problem == ""
    assert same(home, place)
    assert mirror.sequence == 2


def test_a_release_under_newer_keys_is_not_replaced_by_one_under_older_ones(
    home: Path, copy: tuple[Mirror, Path], tmp_path: Path
) -> None:
    mirror, place = copy
    for name in ("keys", "site"):
        shutil.copytree(home / name, tmp_path / name)
    renew(home / "keys", home / "site", home / "offline" / "root.key", "", "")
    publish()
    assert synced(mirror).problem == ""
    served = hashlib.sha256((place / "root.txt").read_bytes()).hexdigest()
    for name in ("keys", "site"):
        shutil.rmtree(home / name)
        shutil.copytree(tmp_path / name, home / name)
    story("Written since")
    publish()
    assert "under certificate 2, this home has certificate 1" in synced(mirror).problem
    assert hashlib.sha256((place / "root.txt").read_bytes()).hexdigest() == served
    renew(home / "keys", home / "site", home / "offline" / "root.key", "", "")
    renew(home / "keys", home / "site", home / "offline" / "root.key", "", "")
    publish()
    assert synced(mirror).problem == ""


def test_what_mirrors_confirmed_is_forgotten_when_releases_are_counted_again(
    home: Path, copy: tuple[Mirror, Path]
) -> None:
    mirror, _ = copy
    # Where only the record has counted so far: a root that isn't its own is looked at before.
    ReleaseState.objects.update(sequence=HIGHEST)
    Mirror.objects.update(confirmed=HIGHEST)
    told = ["renew", "--root-key", str(home / "offline" / "root.key")]
    done = CliRunner().invoke(keys, told)
    assert done.exit_code == 0, done.output
    mirror.refresh_from_db()
    assert mirror.confirmed == 0
    root = read_root(home / "site")
    assert root is not None and root.sequence == 2
