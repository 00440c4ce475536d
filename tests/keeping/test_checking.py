"""A check finds every kind of damage in a home, says one line for each, and is ended by none."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Revision

from solidary.home import Home
from solidary.keeping import upkeep
from solidary.keeping.checking.whole import check
from solidary.keeping.models import Upkeep
from solidary.press.models import AssetFile, ReleaseState, Standing
from solidary.press.publish import publish_pending
from solidary.release import addresses as at
from solidary.release.keyring import new_keys
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.models import Document, Photo, StoredFile, Story, StorySource
from solidary.stories.stored import damaged_files
from tests.keeping.homes import record
from tests.press.archive import SMALL, newsroom, photo, story
from tests.press.test_damaged_files import flip
from tests.repo.tree import ROOT

pytestmark = pytest.mark.django_db(transaction=True)


def found(home: Path) -> list[str]:
    return [trouble.line for trouble in check(Home(home), record())]


@pytest.fixture
def sound(home: Path, tmp_path: Path) -> Path:
    """A signed newsroom with a photo, a document, and nothing wrong."""
    os.chmod(home, 0o700)
    for folder in ("files", "press"):
        (home / folder).chmod(0o700)
    newsroom()
    paper = Document.objects.create(title="Paper", file=ContentFile(b"%PDF-1.7 words", "a.pdf"))
    story(
        "Shown",
        body=[
            ("document", {"document": paper, "note": ""}),
            ("gallery", {"caption": "", "photos": [photo("red")]}),
        ],
    )
    story("Other")
    new_keys(home / "keys", tmp_path / "stick", "", "")
    publish_pending(rules=SMALL)
    return home


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Files that are opened to be read, in order."""
    seen: list[str] = []
    opened = Path.open

    def noting(self: Path, *args: Any, **more: Any) -> Any:
        seen.append(str(self))
        return opened(self, *args, **more)

    monkeypatch.setattr(Path, "open", noting)
    yield seen


def test_a_sound_home_has_no_trouble_and_a_home_without_keys_has_none(sound: Path) -> None:
    assert found(sound) == []


def test_a_new_home_has_no_trouble(home: Path) -> None:
    home.chmod(0o700)
    for folder in ("files", "press"):
        (home / folder).chmod(0o700)
    assert found(home) == []


def _original(home: Path) -> Path:
    return home / "files" / Photo.objects.get().file.name


def _paper(home: Path) -> Path:
    return home / "files" / Document.objects.get().file.name


def _page(home: Path) -> Path:
    row = Standing.objects.order_by("pk").last()
    assert row is not None
    return home / "site" / at.story_page(row.language, row.address)


def _derived(home: Path) -> Path:
    return home / "press" / AssetFile.objects.filter(origin="").first().href


def _carried(home: Path) -> Path:
    return home / "site" / AssetFile.objects.exclude(origin="").first().href


FILES: dict[str, Callable[[Path], Path]] = {
    "original": _original, "document": _paper, "page": _page, "derived": _derived, "carried": _carried,
    "root": lambda home: home / "site/root.txt",
    "tree": lambda home: next(iter(sorted((home / "site/tree").glob("*.txt")))),
    "certificate": lambda home: home / "site/certificate.txt",
    "signature": lambda home: home / "site/root.txt.minisig",
}  # fmt: skip


def harmed(path: Path, harm: str) -> None:
    if harm == "bit":
        flip(path)
    else:
        path.unlink()
    if harm == "link":
        path.symlink_to("/etc/passwd")
    if harm == "folder":
        path.mkdir(mode=0o700)


@pytest.mark.parametrize("harm", ["bit", "missing", "link", "folder"])
def test_each_damage_to_a_file_is_a_line_that_names_it(sound: Path, harm: str) -> None:
    for which, at_home in FILES.items():
        if harm in ("link", "folder") and which not in ("original", "page"):
            continue
        path = at_home(sound)
        before = path.read_bytes()
        harmed(path, harm)
        lines = found(sound)
        assert lines, which
        assert all(line.isprintable() and ": " in line and line.endswith(".") for line in lines)
        if which not in ("root", "tree", "certificate", "signature"):
            assert all(str(path.relative_to(sound)) in line for line in lines), (which, lines)
        path.rmdir() if harm == "folder" else path.unlink(missing_ok=True)
        path.write_bytes(before)
        path.chmod(0o600)
    assert found(sound) == []


@pytest.mark.parametrize("harm", ["bit", "gone"])
def test_the_desks_own_small_copy_is_removed_so_that_it_is_made_again(
    sound: Path, harm: str
) -> None:
    cache.clear()
    made = Photo.objects.get().get_rendition("max-165x165")
    harmed(sound / "files" / made.file.name, harm)
    [line] = found(sound)
    assert line.startswith(f"files/{made.file.name} is ") and "made again when it is shown" in line
    assert found(sound) == []
    again = Photo.objects.get().get_rendition("max-165x165")
    assert (sound / "files" / again.file.name).is_file() and found(sound) == []


def test_each_file_is_read_once(sound: Path, hashed: list[str]) -> None:
    assert found(sound) == []
    read = [each for each in hashed if "/files/" in each or "/press/p/" in each]
    assert len(read) == 3 and sorted(set(read)) == sorted(read)


def test_a_file_named_only_in_the_bin_and_one_only_by_a_version_are_looked_at(sound: Path) -> None:
    shown = Story.objects.get(headline="Shown")
    source = StorySource.objects.create(
        story=shown, outlet="Paper", kept_copy=ContentFile(b"kept", "a.txt")
    )
    name = source.kept_copy.name
    kind = ContentType.objects.get_for_model(Story)
    Revision.objects.create(
        content_type=kind, base_content_type=kind, object_id=str(shown.pk), object_str="Shown",
        content={"headline": "Shown", "sources": [{"kept_copy": name}]}, created_at=timezone.now(),
    )  # fmt: skip
    source.delete()
    picture = photo("blue")
    in_bin = picture.file.name
    PutIntoBin(picture).execute()
    assert [line for line in found(sound) if "files/" in line] == []
    (sound / "files" / name).unlink()
    flip(sound / "files" / in_bin)
    lines = found(sound)
    assert len(lines) == 2
    assert any(name in line and "missing; an earlier version" in line for line in lines)
    assert any(in_bin in line and "damaged; something in the bin" in line for line in lines)


def test_a_damage_is_noted_and_forgotten_once_it_is_mended_or_replaced(sound: Path) -> None:
    path = _original(sound)
    before = path.read_bytes()
    flip(path)
    found(sound)
    assert damaged_files() == [str(path.relative_to(sound / "files"))]
    path.write_bytes(before)
    assert found(sound) == [] and damaged_files() == []
    flip(path)
    found(sound)
    picture = Photo.objects.get()
    picture.file = ContentFile(before, "new.png")
    picture.save()
    # The replaced file still lies there, and nothing names it.
    assert path.exists() and damaged_files() == []


def test_a_row_without_a_file_and_one_that_names_none_of_ours_are_lines(sound: Path) -> None:
    Document.objects.create(title="Empty\x1b[2J")
    Photo.objects.update(file="../../keys/release.key")
    lines = found(sound)
    assert any("“Empty\ufffd[2J” has no file" in line for line in lines)
    assert any("files/../../keys/release.key is no name of a file" in line for line in lines)


def test_the_books_of_the_press_are_held_against_the_release(sound: Path) -> None:
    one, two = Standing.objects.order_by("pk")
    address = at.story_page(one.language, one.address)
    Standing.objects.filter(pk=one.pk).delete()
    assert any(f"site/{address} is in the release" in line for line in found(sound))
    one.save(force_insert=True)
    two.address = "zzzzz"
    two.save()
    assert any("zzzzz.html isn't in the release" in line for line in found(sound))
    Standing.objects.all().delete()
    asset = AssetFile.objects.filter(origin="").first()
    assert asset is not None
    AssetFile.objects.filter(pk=asset.pk).delete()
    assert any(f"site/{asset.href} is in the release" in line for line in found(sound))


def test_a_release_of_another_record_is_a_line(sound: Path) -> None:
    ReleaseState.objects.update(root="0" * 64, root_before="")
    assert any("isn't the release that this record made" in line for line in found(sound))


def test_a_strange_file_and_an_open_home_are_lines(sound: Path) -> None:
    (sound / "site" / "left.html").write_text("x")
    (sound / "keys").chmod(0o755)
    (sound / "files" / "x").write_text("x")
    (sound / "files" / "x").chmod(0o640)
    lines = found(sound)
    assert any(line.startswith("site/left.html") and "removes it" in line for line in lines)
    assert any(f"chmod -R go= {sound / 'keys'}" in line and "1 folder" in line for line in lines)
    assert any("files has rights for others (1 file)" in line for line in lines)
    assert len(lines) == 3


def test_an_unsigned_release_is_looked_at_as_well(home: Path) -> None:
    newsroom()
    story("Unsigned")
    publish_pending(rules=SMALL)
    for folder in (home, home / "files", home / "press"):
        folder.chmod(0o700)
    assert found(home) == []
    flip(_page(home))
    assert len(found(home)) == 1


def test_a_damaged_record_is_a_line_and_the_rest_is_looked_at(sound: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite3"
    with closing(sqlite3.connect(broken)) as made:
        made.execute("CREATE TABLE words (word TEXT)")
        made.executemany("INSERT INTO words VALUES (?)", [("x" * 500,)] * 100)
        made.commit()
    with broken.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(4096))
    (sound / "site" / "left.html").write_text("x")
    lines = [trouble.line for trouble in check(Home(sound), broken)]
    assert "broken.sqlite3" in lines[0] and "restore" in lines[0]
    assert any("site/left.html" in line for line in lines)


def test_a_row_that_names_a_row_which_is_gone_is_a_line(tmp_path: Path, sound: Path) -> None:
    lost = tmp_path / "lost.sqlite3"
    with closing(sqlite3.connect(lost)) as made:
        made.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        made.execute("CREATE TABLE child (parent INTEGER REFERENCES parent (id))")
        made.execute("INSERT INTO child VALUES (7)")
        made.commit()
    [line] = [trouble.line for trouble in check(Home(sound), lost)]
    assert "1 rows in child" in line and "parent" in line


def test_what_breaks_a_look_is_one_line_and_the_next_look_follows(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RecursionError("\x1b[2K deep")

    monkeypatch.setattr("solidary.stories.named_files.in_rows", broken)
    monkeypatch.setattr("solidary.intake.log.faults", broken)
    (sound / "site" / "left.html").write_text("x")
    lines = found(sound)
    assert len(lines) == 3 and all(line.isprintable() for line in lines)
    assert sum("couldn't be looked at to the end (RecursionError" in line for line in lines) == 2


def test_a_record_put_back_by_hand_is_said_and_not_opened(sound: Path, tmp_path: Path) -> None:
    from solidary.keeping.mark import Known, keep

    (sound / "desk.sqlite3").write_bytes(record().read_bytes())
    (sound / "desk.sqlite3-wal").write_bytes(b"another's")
    before = hashlib.sha256((sound / "desk.sqlite3").read_bytes()).hexdigest()
    keep(Home(sound), Known((4711,)))
    lines = [trouble.line for trouble in check(Home(sound), sound / "desk.sqlite3")]
    assert any("somebody put it back" in line for line in lines)
    assert hashlib.sha256((sound / "desk.sqlite3").read_bytes()).hexdigest() == before
    assert (sound / "desk.sqlite3-wal").read_bytes() == b"another's"


def test_a_file_that_nobody_noted_is_noted_by_the_check(sound: Path) -> None:
    StoredFile.objects.all().delete()
    assert found(sound) == []
    assert StoredFile.objects.count() == 2


def test_the_clock_checks_once_a_week_and_the_dashboard_says_what_it_found(
    sound: Path, admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "record_file", record)
    assert "were last checked" not in admin_client.get("/desk/").content.decode()
    upkeep.look()
    assert "nothing is wrong" in admin_client.get("/desk/").content.decode()
    (sound / "site" / "<b>.html").write_text("x")
    upkeep.look()
    assert Upkeep.load().troubles == 0
    Upkeep.objects.update(checked_at=timezone.now() - upkeep.CHECKED_EVERY)
    upkeep.look()
    page = admin_client.get("/desk/").content.decode()
    assert "found 1 thing that is wrong" in page and "site/&lt;b&gt;.html" in page


def test_the_command_says_a_line_for_each_trouble_and_ends_with_1(sound: Path) -> None:
    with (
        closing(sqlite3.connect(record())) as here,
        closing(sqlite3.connect(sound / "desk.sqlite3")) as there,
    ):
        here.backup(there)
    (sound / "desk.sqlite3").chmod(0o600)
    environment = {**os.environ, "SOLIDARY_HOME": str(sound), "PYTHONWARNINGS": "ignore"}

    def checked() -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).with_name("solidary")), "check"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, cwd=ROOT)

    done = checked()
    assert (done.returncode, done.stdout) == (0, "Nothing is wrong.\n"), done
    flip(_original(sound))
    (sound / "files" / "photos").chmod(0o755)
    done = checked()
    assert done.returncode == 1 and done.stderr == ""
    assert len(done.stdout.splitlines()) == 2
    assert "chmod -R go=" in done.stdout and "is damaged; Photo" in done.stdout
