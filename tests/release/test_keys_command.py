"""`solidary keys` from the prompt: what an operator types, and what each mistake is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from solidary.cli import solidary
from solidary.press.publish import publish_pending
from solidary.release.statements import read_root
from solidary.release.verify import State
from tests.press.archive import SMALL, newsroom, story
from tests.press.signed import examined, root_key

pytestmark = pytest.mark.django_db
WORDS = "four plain words here"


def keys(*told: object, typed: str = "") -> Result:
    return CliRunner().invoke(solidary, ["keys", *map(str, told)], input=typed)


@pytest.fixture
def stick(home: Path, tmp_path: Path) -> Path:
    """A newsroom with a published release, and keys whose root key lies on a stick."""
    newsroom()
    story()
    publish_pending(rules=SMALL)
    done = keys("new", "--folder", tmp_path / "stick", typed=f"{WORDS}\n{WORDS}\n")
    assert done.exit_code == 0, done.output
    assert "Keep it, and a copy, away from this machine" in done.output
    return tmp_path / "stick"


def test_the_root_key_never_lies_in_the_home(home: Path, stick: Path) -> None:
    assert sorted(path.name for path in stick.iterdir()) == [
        "certificate.txt", "certificate.txt.minisig", "root.key", "root.pub",
    ]  # fmt: skip
    assert not list(home.rglob("root.key"))
    assert WORDS.encode() not in (stick / "root.key").read_bytes()


def test_where_the_root_key_goes_has_to_be_said(home: Path) -> None:
    for told, said in (
        ((), "say where the root key goes: --folder /media/stick; or --here"),
        (("--folder", home / "stick"), "is in the home, and the root key has to be away from it"),
        (("--folder", home), "is in the home"),
        (("--folder", "/media/stick", "--here"), "choose one"),
    ):
        done = keys("new", *told, "--open")
        assert (done.exit_code, said in done.output) == (1, True), done.output
    assert not (home / "keys").exists()
    done = keys("renew")
    assert (done.exit_code, "say where the root key is: --root-key" in done.output) == (1, True)


def test_a_root_key_left_here_is_told_until_it_is_moved(home: Path, tmp_path: Path) -> None:
    assert keys("new", "--here", "--open").exit_code == 0
    assert "the root key lies in the home" in keys("show").output
    assert json.loads(keys("renew", "--json").output)["certificate"] == 2
    (home / "keys" / "offline").rename(tmp_path / "stick")
    assert json.loads(keys("show", "--json").output)["cares"] == []


def test_signing_showing_and_renewing(home: Path, stick: Path) -> None:
    signed = json.loads(keys("sign", "--json").output)
    assert signed["sequence"] == 2
    shown = json.loads(keys("show", "--json").output)
    assert shown["root_expires"] == signed["expires"]
    assert shown["root_key"] == root_key(home).text()
    done = keys("renew", "--root-key", stick / "root.key", "--json", typed=f"{WORDS}\n")
    assert done.exit_code == 0, done.output
    renewed = json.loads(done.output.splitlines()[-1])
    assert renewed["certificate"] == 2
    assert renewed["revoked"] == [shown["release_key_id"]]
    assert examined(home / "site", root_key(home)).state is State.SOUND
    assert "Revoked" in keys("show").output


def test_after_a_restored_backup_the_number_goes_on_above_the_last_one(
    home: Path, stick: Path
) -> None:
    assert json.loads(keys("sign", "--above", "4711", "--yes", "--json").output)["sequence"] == 4712
    story("Next")
    publish_pending(rules=SMALL)
    root = read_root(home / "site")
    assert root is not None and root.sequence == 4713


def test_each_mistake_gets_one_clear_line(home: Path, stick: Path, tmp_path: Path) -> None:
    root = stick / "root.key"
    done = keys("renew", "--root-key", root, typed="wrong words\n")
    assert (done.exit_code, "the passphrase is wrong" in done.output) == (1, True)
    done = keys("renew", "--root-key", tmp_path / "nowhere")
    assert (done.exit_code, "can't be read (No such file" in done.output) == (1, True)
    (stick / "root.pub").chmod(0o644)
    done = keys("renew", "--root-key", stick / "root.pub")
    assert (done.exit_code, "chmod 600" in done.output) == (1, True)
    root.chmod(0o640)
    done = keys("renew", "--root-key", root)
    assert (done.exit_code, "can be read by others" in done.output) == (1, True)
    done = keys("new", "--folder", tmp_path / "other", typed=f"{WORDS}\n{WORDS}\n")
    assert (done.exit_code, "there already" in done.output) == (1, True)
    (home / "keys" / "release.key").chmod(0o644)
    for verb in ("show", "sign"):
        done = keys(verb)
        assert (done.exit_code, "chmod 600" in done.output) == (1, True)


def test_without_keys_the_way_to_them_is_told(home: Path) -> None:
    assert "`solidary keys new` makes them" in keys("show").output
    assert keys("sign").exit_code == 1


def test_a_passphrase_from_a_file_is_not_asked_for(home: Path, tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.write_text(f"{WORDS}\n")
    words.chmod(0o600)
    done = keys("new", "--folder", tmp_path / "stick", "--passphrase-file", words, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["certificate"] == 1
    words.write_text("")
    done = keys("new", "--folder", tmp_path / "more", "--passphrase-file", words)
    assert done.exit_code == 1
