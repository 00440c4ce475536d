"""`solidary mirror`: what goes wrong is one clear line, and an exit code other than 0."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from solidary.cli import solidary
from solidary.mirrors.models import Mirror
from solidary.mirrors.store import StoreRefusedError
from tests.mirrors.copies import archive, broken_off, change, publish, same

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(solidary, ["mirror", *words])


def refused(*words: str) -> str:
    """The one line a refused command says."""
    done = run(*words)
    assert done.exit_code not in (0, None), done.output
    assert "Traceback" not in done.output and not isinstance(done.exception, OSError)
    return done.output.strip().splitlines()[-1]


def test_a_mirror_is_added_synced_listed_and_retired(home: Path) -> None:
    archive()
    place = home.parent / "copy"
    assert run("add", "copy", str(place)).exit_code == 0
    assert not list(place.iterdir())
    done = run("sync", "copy", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)["copy"]
    assert told["problem"] == "" and told["sent"] > 20
    listed = json.loads(run("list", "--json").output)
    assert [(one["name"], one["sequence"]) for one in listed] == [("copy", told["sequence"])]
    assert "copy" in run("list").output
    assert run("retire", "copy", "--empty").exit_code == 0
    assert list(place.iterdir()) == []
    assert "No mirror yet" in run("list").output
    assert "given up" in run("list", "--retired").output
    assert run("add", "copy", str(place)).exit_code == 0


def test_a_mirror_that_is_not_yet_empty_is_listed_until_it_is(home: Path) -> None:
    archive()
    place = home.parent / "copy"
    assert run("add", "copy", str(place)).exit_code == 0
    assert run("sync", "copy").exit_code == 0
    with broken_off(StoreRefusedError("the disk is gone")):
        assert "couldn't be emptied: the disk is gone" in refused("retire", "copy", "--empty")
    assert "not empty yet: the disk is gone" in run("list").output
    assert [one["emptying"] for one in json.loads(run("list", "--json").output)] == [True]
    assert run("retire", "copy", "--empty").exit_code == 0
    assert json.loads(run("list", "--json").output) == []
    assert "not empty" not in run("list", "--retired").output


def test_a_mirror_that_can_not_be_emptied_may_be_left_as_it_is(home: Path) -> None:
    archive()
    assert run("add", "copy", str(home.parent / "copy")).exit_code == 0
    assert run("sync", "copy").exit_code == 0
    with broken_off(StoreRefusedError("the disk is gone")):
        refused("retire", "copy", "--empty")
    assert run("retire", "copy").exit_code == 0
    assert "No mirror yet" in run("list").output
    assert "given up already" in refused("retire", "copy")


def test_all_mirrors_are_synced_unless_some_are_named(home: Path) -> None:
    archive()
    for name in ("one", "two"):
        assert run("add", name, str(home.parent / name)).exit_code == 0
    assert run("sync", "one").exit_code == 0
    assert not (home.parent / "two" / "root.txt").exists()


def test_a_mirror_named_twice_is_synced_once(home: Path) -> None:
    archive()
    place = home.parent / "copy"
    assert run("add", "copy", str(place)).exit_code == 0
    done = run("sync", "copy", "copy")
    assert done.exit_code == 0, done.output
    assert same(home, place)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Berlin", "/x"), "can't name a mirror"),
        (("one", "ftp://host/path"), "ftp:// is unknown"),
        (("one", "https://mirror.example.org/"), "can be read but not written"),
        (("one", "s3://"), "must name a host or bucket"),
        (("one", "sftp://me:secret@host/path"), "password"),
        (("one", "{home}/site/copy"), "must be apart"),
        (("one", "{folder}", "--address", "mirror.example.org"), "no address that begins"),
        (("one", "{folder}", "--address", "https://u@mirror.example.org/"), "no address"),
        (("one", "{folder}", "--option", "region=x"), "region is no option"),
        (("one", "{folder}", "--option", "region"), "NAME=VALUE"),
        (("one", "{folder}", "--profile", "headers-file"), "--address"),
        (("one", "{file}"), "can't be used"),
    ],
)
def test_what_cannot_be_a_mirror_is_refused_in_one_line(
    home: Path, words: tuple[str, ...], said: str
) -> None:
    (home.parent / "file").write_text("x")
    known = {"home": home, "folder": home.parent / "folder", "file": home.parent / "file"}
    line = refused("add", *(word.format(**known) for word in words))
    assert said in line
    assert not Mirror.objects.exists()


def test_credentials_that_others_may_read_are_refused(home: Path) -> None:
    secrets = home.parent / "secrets.json"
    secrets.write_text('{"access_key_id": "a", "secret_access_key": "b"}')
    secrets.chmod(0o644)
    line = refused("add", "one", "s3://bucket", "--credentials", str(secrets))
    assert "can be read by others: chmod 600" in line
    secrets.chmod(0o600)
    secrets.write_text("[]")
    assert "no JSON object" in refused("add", "one", "s3://b", "--credentials", str(secrets))


def test_kept_credentials_are_readable_by_the_house_only(home: Path) -> None:
    secrets = home.parent / "secrets.json"
    secrets.write_text('{"access_key_id": "a", "secret_access_key": "b"}')
    secrets.chmod(0o600)
    done = run("add", "one", "s3://bucket", "--credentials", str(secrets), "--unseen", "--json")
    assert done.exit_code == 0, done.output
    assert "secret_access_key" not in done.output
    kept = home / "keys" / "mirrors" / "one.json"
    assert kept.stat().st_mode & 0o077 == 0
    assert run("retire", "one").exit_code == 0
    assert not kept.exists()


def test_two_mirrors_cannot_share_a_name_or_a_place(home: Path) -> None:
    place = str(home.parent / "copy")
    assert run("add", "one", place).exit_code == 0
    assert "a mirror one already" in refused("add", "one", str(home.parent / "other"))
    assert "the place of the mirror one" in refused("add", "two", place)


def test_an_unknown_mirror_is_named_with_those_that_are_known(home: Path) -> None:
    assert "no mirror two (none yet)" in refused("sync", "two")
    assert run("add", "one", str(home.parent / "copy")).exit_code == 0
    assert "no mirror two (one)" in refused("retire", "two")


def test_a_folder_that_cannot_be_written_is_refused(home: Path) -> None:
    place = home.parent / "closed"
    place.mkdir(mode=0o500)
    if os.geteuid() == 0:
        place = Path("/sys/kernel")  # modes don't bind root; here the system itself refuses
    assert "Permission denied" in refused("add", "one", str(place))


def test_a_mirror_that_fails_ends_the_command_with_one_and_the_others_are_synced(
    home: Path,
) -> None:
    archive()
    place = home.parent / "copy"
    assert run("add", "gone", str(home.parent / "gone")).exit_code == 0
    assert run("add", "copy", str(place)).exit_code == 0
    (home.parent / "gone").rmdir()
    for name in ("gone", "copy"):
        done = run("sync", name)
        assert (done.exit_code == 0) == (name == "copy")
    assert "there is no folder" in Mirror.objects.get(name="gone").problem
    change()
    publish()
    assert run("sync", "copy").exit_code == 0
    assert same(home, place)
