"""A bit that turned over on the disk is put right where it can be, and never signed as if it were right."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from pytest_django import Settings

from solidary.press.folder.release import ReleaseFolder, carry_in
from solidary.press.models import AssetFile
from solidary.press.publish import Report, address_of, publish_full, publish_pending
from solidary.stories import stored
from solidary.stories.changes import changed
from solidary.stories.models import Document, StoredFile, Story
from tests.press.archive import SMALL, differences, files_of, full_publish, newsroom, photo, story

pytestmark = pytest.mark.django_db


def flip(path: Path) -> None:
    """Turn one bit over, leaving size and time as they are, as a disk does."""
    before = path.stat()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.fixture
def shown(home: Path) -> Story:
    """A published story with a photo and a document."""
    newsroom()
    paper = Document.objects.create(title="Paper", file=ContentFile(b"%PDF-1.7 words", "a.pdf"))
    made = story(
        body=[
            ("document", {"document": paper, "note": ""}),
            ("gallery", {"caption": "", "photos": [photo("red")]}),
        ]
    )
    publish_pending(rules=SMALL)
    return made


def _address(ending: str) -> str:
    return AssetFile.objects.get(href__endswith=ending).href


@pytest.mark.parametrize("ending", [".webp", ".pdf"])
def test_a_file_of_the_release_is_put_right(shown: Story, home: Path, ending: str) -> None:
    before = files_of(home / "site")
    flip(home / "site" / _address(ending))
    report = publish_full(rules=SMALL)
    after = files_of(home / "site")
    assert {each: after[each] for each in after if each.endswith((".webp", ".pdf"))} == {
        each: before[each] for each in before if each.endswith((".webp", ".pdf"))
    }
    assert report.damaged == []


def test_a_picture_of_the_press_is_made_again_from_the_original(shown: Story, home: Path) -> None:
    address = _address(".webp")
    before = (home / "press" / address).read_bytes()
    flip(home / "press" / address)
    publish_full(rules=SMALL)
    assert (home / "press" / address).read_bytes() == before
    assert (home / "site" / address).read_bytes() == before


def test_a_picture_that_is_damaged_on_its_way_is_never_carried(shown: Story, home: Path) -> None:
    """The release lost it, and the press's own copy is damaged: without a full publish being asked for."""
    address = _address(".webp")
    before = (home / "press" / address).read_bytes()
    flip(home / "press" / address)
    (home / "site" / address).unlink()
    shown.headline = "Another"
    shown.save()
    changed(photo=[AssetFile.objects.get(href=address).ref])
    publish_pending(rules=SMALL)
    assert (home / "site" / address).read_bytes() == before


@pytest.mark.parametrize("ending", [".webp", ".pdf"])
@pytest.mark.parametrize("touched", [False, True], ids=["bit", "written"])
def test_of_a_damaged_original_readers_keep_what_is_right(
    shown: Story, home: Path, ending: str, touched: bool
) -> None:
    address = _address(ending)
    before = (home / "site" / address).read_bytes()
    original = _original(home, ending)
    flip(original)
    if touched:
        os.utime(original)
    report = publish_full(rules=SMALL)
    assert report.damaged == [original.relative_to(home / "files").as_posix()]
    assert (home / "site" / address).read_bytes() == before
    assert address in (home / "site" / address_of(shown)).read_text()


@pytest.mark.parametrize("ending", [".webp", ".pdf"])
def test_a_damaged_original_is_left_out_where_nothing_right_is_left_and_comes_back_once_it_is_right(
    shown: Story, home: Path, settings: Settings, ending: str
) -> None:
    before = files_of(home / "site")
    address, original = _address(ending), _original(home, ending)
    right = original.read_bytes()
    flip(original)
    (home / "site" / address).unlink()
    publish_full(rules=SMALL)
    assert not (home / "site" / address).exists()
    assert address not in (home / "site" / address_of(shown)).read_text()
    original.write_bytes(right)
    assert publish_full(rules=SMALL).damaged == []
    after = files_of(home / "site")
    assert after[address] == before[address]
    assert differences(after, full_publish(home, settings)) == {}


def test_a_damaged_original_that_nothing_shows_yet_is_never_published(home: Path) -> None:
    newsroom()
    story()
    publish_pending(rules=SMALL)
    picture = photo("blue")
    flip(home / "files" / picture.file.name)
    made = story("Pictured", body=[("gallery", {"caption": "", "photos": [picture]})])
    report = publish_pending(rules=SMALL)
    assert report.damaged == [picture.file.name]
    assert "p/" not in (home / "site" / address_of(made)).read_text().replace("http://", "")
    assert not list((home / "site").rglob("*.webp"))


@pytest.mark.parametrize("publish", [publish_pending, publish_full])
def test_a_file_whose_folder_the_release_does_not_have_yet_is_carried_into_it(
    shown: Story, home: Path, settings: Settings, publish: Callable[..., Report]
) -> None:
    """A folder that is missing in the release is no damage of the file that is to lie in it."""
    picture = photo("blue")
    paper = Document.objects.create(title="New", file=ContentFile(b"%PDF-1.7 new", "new.pdf"))
    story(
        "New",
        body=[
            ("document", {"document": paper, "note": ""}),
            ("gallery", {"caption": "", "photos": [picture]}),
        ],
    )
    report = publish(rules=SMALL)
    assert report.damaged == []
    assert differences(files_of(home / "site"), full_publish(home, settings)) == {}


def test_a_full_publish_puts_back_whole_folders_that_the_release_lost(
    shown: Story, home: Path
) -> None:
    before = files_of(home / "site")
    for folder in {
        Path(href).parts[0] for href in AssetFile.objects.values_list("href", flat=True)
    }:
        shutil.rmtree(home / "site" / folder)
    assert publish_full(rules=SMALL).damaged == []
    after = files_of(home / "site")
    carried = AssetFile.objects.values_list("href", flat=True)
    assert {href: after[href] for href in carried} == {href: before[href] for href in carried}


def test_a_release_that_cannot_be_written_is_never_called_damage_of_a_file(
    shown: Story, home: Path
) -> None:
    href = _address(".webp")
    folder = (home / "site" / href).parent
    shutil.rmtree(folder)
    folder.write_text("in the way")
    draft = ReleaseFolder(home / "site").folder
    with pytest.raises(OSError, match=folder.name):
        carry_in(draft, AssetFile.objects.get(href=href), by_content=True)


def test_how_often_files_are_read_to_be_hashed(
    shown: Story, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A publish of what changed reads none again; a full one each original, each derived picture and
    each file of the release once."""
    read: list[str] = []
    whole = stored.content_of

    def counted(path: Path) -> stored.Content:
        read.append(path.relative_to(home).as_posix())
        return whole(path)

    for module in ("solidary.press.index.assets", "solidary.press.things.carrying"):
        monkeypatch.setattr(f"{module}.content_of", counted)
    shown.headline = "Another headline"
    shown.save()
    publish_pending(rules=SMALL)
    assert read == []
    publish_full(rules=SMALL)
    carried = list(AssetFile.objects.values_list("href", "origin"))
    assert sorted(read) == sorted(
        [f"files/{name}" for name in StoredFile.objects.values_list("name", flat=True)]
        + [f"press/{href}" for href, origin in carried if not origin]
        + [f"site/{href}" for href, _ in carried]
    )


def test_what_is_stored_is_noted_and_what_is_deleted_is_forgotten(home: Path) -> None:
    picture = photo("green")
    noted = StoredFile.objects.get(name=picture.file.name)
    assert noted.sha256 == stored.content_of(home / "files" / picture.file.name).sha256
    picture.file.storage.delete(picture.file.name)
    assert not StoredFile.objects.exists()


def _original(home: Path, ending: str) -> Path:
    folder, wanted = ("photos", ".png") if ending == ".webp" else ("documents", ".pdf")
    [found] = (home / "files" / folder).glob(f"*{wanted}")
    return found
