"""Nobody but its owner looks into a home; what a web server serves stays readable for it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from solidary.home import Home, close_to_others, open_home, open_letterbox
from tests.press.archive import full_publish, newsroom, pending, photo, story

OTHERS = 0o077


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def _open_home(path: Path) -> Home:
    """A home as somebody made it with open rights, and wrote into."""
    home = Home(path)
    for folder in (home.path, home.keys, home.desk_keys, home.files, home.press, home.intake,
                   home.letterbox, home.site):  # fmt: skip
        folder.mkdir(parents=True, mode=0o755)
        folder.chmod(0o755)
    files = [
        home.record, home.secret_key, home.keys / "release.key", home.desk_keys / "ola.key",
        home.letterbox_pepper, home.path / "desk.sqlite3-wal", home.path / "desk.sqlite3-shm",
    ]  # fmt: skip
    for file in files:
        file.write_bytes(b"x")
        file.chmod(0o644)
    return home


def _open(home: Home) -> list[Path]:
    return [path for path in (home.path, *home.path.rglob("*")) if path.stat().st_mode & OTHERS]


def test_a_home_that_was_open_is_closed_at_opening_and_the_release_is_not(tmp_path: Path) -> None:
    home = _open_home(tmp_path / "home")
    open_home(str(home.path))
    assert _open(home) == [home.site]


def test_a_letterbox_closes_its_own_part(tmp_path: Path) -> None:
    home = _open_home(tmp_path / "home")
    open_letterbox(str(home.path))
    assert not {home.path, home.letterbox, home.letterbox_pepper} & set(_open(home))


def test_whatever_a_process_writes_after_opening_is_for_its_user_only(tmp_path: Path) -> None:
    open_home(str(tmp_path / "home"))
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    assert not any((tmp_path / name).stat().st_mode & OTHERS for name in ("file", "folder"))


def test_every_command_begins_with_files_for_its_user_only(tmp_path: Path) -> None:
    program = (
        "import os, sys; sys.argv = ['solidary', 'verify', '--help']\n"
        "from solidary.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(oct(os.umask(0)))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert said.stdout.strip().endswith("0o77"), said


def test_what_cant_be_closed_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = _open_home(tmp_path / "home")

    def refuse(path: Path, mode: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(SystemExit, match=r"can be read by others.*chmod go= ") as refused:
        open_home(str(home.path))
    assert "\n" not in str(refused.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")
def test_a_home_of_another_user_that_is_open_is_refused(tmp_path: Path) -> None:
    home = _open_home(tmp_path / "home")
    for above in (tmp_path, *tmp_path.parents[:3]):
        above.chmod(above.stat().st_mode | 0o011)
    reading, writing = os.pipe()
    if not (child := os.fork()):
        try:
            os.setgid(65534)
            os.setuid(65534)
            close_to_others(home)
        except SystemExit as refused:
            os.write(writing, str(refused).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    assert f"{home.path} can be read by others" in said and "\n" not in said


def test_a_folder_of_everybody_and_a_folder_with_other_things_are_never_closed(
    tmp_path: Path,
) -> None:
    everybody = tmp_path / "everybody"
    everybody.mkdir()
    everybody.chmod(0o1777)
    others = tmp_path / "others"
    others.mkdir()
    (others / "letters.txt").write_text("x")
    others.chmod(0o755)
    for folder in (everybody, others):
        before = folder.stat().st_mode
        with pytest.raises(SystemExit, match="a folder of its own"):
            open_home(str(folder))
        assert folder.stat().st_mode == before


def test_an_empty_folder_and_one_with_a_link_to_the_site_become_a_home(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o755)
    (tmp_path / "disk").mkdir()
    (home / "site").symlink_to(tmp_path / "disk")
    open_home(str(home))
    assert home.stat().st_mode & OTHERS == 0
    assert (tmp_path / "disk").stat().st_mode & 0o755 == 0o755


def test_a_file_of_the_home_on_another_disk_is_closed_there(tmp_path: Path) -> None:
    home = _open_home(tmp_path / "home")
    home.files.rmdir()
    disk = tmp_path / "disk"
    disk.mkdir()
    disk.chmod(0o755)
    home.files.symlink_to(disk)
    close_to_others(home)
    assert disk.stat().st_mode & OTHERS == 0


@pytest.mark.django_db(transaction=True)
def test_a_release_can_be_read_by_a_web_server_whoever_wrote_it(
    home: Path, settings: Settings
) -> None:
    """Also where a process that keeps all else to itself draws it: `site/` may be on a disk of its own."""
    os.umask(0o077)
    newsroom()
    story(body=[("photo", {"photo": photo("red"), "caption": ""})])
    pending()
    story()
    pending()
    for release in (home / "site", *_elsewhere(home, settings)):
        unreadable = [
            path
            for path in release.rglob("*")
            if stat.S_IMODE(path.stat().st_mode) != (0o755 if path.is_dir() else 0o644)
        ]
        assert unreadable == []
        assert len(list(release.rglob("*.webp"))) > 0
    pictures = list((home / "press").rglob("*.webp"))
    assert pictures and not any(path.stat().st_mode & OTHERS for path in pictures)


def _elsewhere(home: Path, settings: Settings) -> list[Path]:
    """The same, drawn whole into an empty home."""
    full_publish(home, settings)
    return [path for path in home.parent.glob("*/site") if path != home / "site"]
