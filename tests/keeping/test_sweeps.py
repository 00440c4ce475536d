"""What nothing names any more leaves the home, and what anything names never does."""

from __future__ import annotations

import io
import json
import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from PIL import Image
from wagtail.models import ModelLogEntry, Revision, UploadedFile
from wagtail.search.backends import get_search_backend

from solidary.commands.publish import command
from solidary.home import Home
from solidary.keeping import upkeep
from solidary.keeping.contents import walked
from solidary.keeping.models import Upkeep
from solidary.keeping.sweeping import files as newsroom_files
from solidary.keeping.sweeping.going import going_name, is_going
from solidary.keeping.sweeping.whole import Swept, sweep
from solidary.press.lock import press_lock
from solidary.stories.acts.empty_now import EmptyNow
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.models import Document, Photo, StoredFile, Story
from tests.press.archive import newsroom, photo, story
from tests.press.faults import Kept, in_child

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = 3600.0


def swept(home: Path, after: float = 2 * HOUR) -> Swept:
    """A sweep of a home in which all has lain for a while."""
    return sweep(Home(home), now=time.time() + after)


def there(home: Path) -> set[str]:
    found = (path for path in (home / "files").rglob("*") if path.is_file())
    return {path.relative_to(home / "files").as_posix() for path in found}


def paper(name: str = "a.pdf", data: bytes = b"%PDF-1.7 words") -> Document:
    return Document.objects.create(title="Paper", file=ContentFile(data, name))


def replace(picture: Photo) -> str:
    """Give a photo another file, as its form does; the name of the one before."""
    before, data = picture.file.name, io.BytesIO()
    Image.new("RGB", (40, 30), "black").save(data, "PNG")
    picture.file = ContentFile(data.getvalue(), Path(before).name)
    picture.save()
    return str(before)


def version_with(name: str) -> Revision:
    """A version of a story that has a kept copy."""
    kind, shown = ContentType.objects.get_for_model(Story), story("Shown")
    return Revision.objects.create(
        content_type=kind, base_content_type=kind, object_id=str(shown.pk), object_str="Shown",
        content={"headline": "Shown", "sources": [{"kept_copy": name}]},
        created_at=timezone.now() - timedelta(days=1),
    )  # fmt: skip


def test_a_replaced_picture_goes_with_its_row_and_what_anything_names_stays(home: Path) -> None:
    picture, kept = photo("red"), paper()
    before = replace(picture)
    in_bin = photo("blue")
    only_in_bin = in_bin.file.name
    PutIntoBin(in_bin).execute()
    only_in_version = default_storage.save("kept/copy.pdf", ContentFile(b"kept"))
    version_with(only_in_version)
    stray = default_storage.save("photos/stray.jpg", ContentFile(b"nobody's"))
    assert swept(home).files == 2
    named = {picture.file.name, kept.file.name, only_in_bin, only_in_version}
    assert there(home) == named == set(StoredFile.objects.values_list("pk", flat=True))
    assert before not in named and stray not in named
    assert swept(home) == Swept()


def test_small_copies_of_a_file_that_was_replaced_go_and_others_stay(home: Path) -> None:
    cache.clear()
    picture, other = photo("red"), photo("blue")
    before, kept = (each.get_rendition("max-165x165").file.name for each in (picture, other))
    replace(picture)
    assert swept(home).files == 2 and before not in there(home) and kept in there(home)
    cache.clear()
    after = Photo.objects.get(pk=picture.pk).get_rendition("max-165x165").file.name
    assert after != before and swept(home) == Swept() and {after, kept} < there(home)


def test_a_file_that_came_within_the_hour_is_let_be(home: Path) -> None:
    name = default_storage.save("photos/coming.jpg", ContentFile(b"its row is on the way"))
    assert swept(home, after=HOUR - 60) == Swept() and there(home) == {name}
    assert swept(home, after=HOUR + 60).files == 1 and there(home) == set()


def test_its_bytes_are_overwritten_unless_they_have_another_name(
    home: Path, tmp_path: Path
) -> None:
    shared, alone = (
        default_storage.save(name, ContentFile(name.encode())) for name in ("shared", "alone")
    )
    copy = tmp_path / "copy"
    os.link(home / "files" / shared, copy)
    with (home / "files" / alone).open("rb") as opened:
        assert swept(home).files == 2
        assert opened.read() == bytes(5)
    assert copy.read_bytes() == b"shared"


@pytest.mark.parametrize("named_by", ["row", "bin", "version", "version written over"])
def test_what_gets_a_name_after_it_was_found_is_kept(
    home: Path, monkeypatch: pytest.MonkeyPatch, named_by: str
) -> None:
    name = default_storage.save("documents/late.pdf", ContentFile(b"late"))
    old = version_with("")
    unnamed = newsroom_files._unnamed

    def found(*given: Any) -> Any:
        seen = unnamed(*given)
        assert name in seen[0]
        if named_by.startswith("version"):
            version = old if "over" in named_by else version_with("")
            version.content = {"sources": [{"kept_copy": name}]}
            version.created_at = timezone.now()
            version.save()
            return seen
        made = Document.objects.create(title="Late", file=name)
        if named_by == "bin":
            PutIntoBin(made).execute()
        return seen

    monkeypatch.setattr(newsroom_files, "_unnamed", found)
    assert swept(home).files == 0 and there(home) == {name}
    assert StoredFile.objects.filter(pk=name).exists()


def test_another_file_that_came_under_the_same_name_is_kept(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = default_storage.save("documents/again.pdf", ContentFile(b"old"))
    unnamed, moment = newsroom_files._unnamed, time.time()

    def found(*given: Any) -> Any:
        seen = unnamed(*given)
        default_storage.delete(name)
        assert default_storage.save(name, ContentFile(b"new")) == name
        monkeypatch.setattr(newsroom_files, "GRACE", moment + 2 * HOUR - _ctime(home, name) + 1e-6)
        return seen

    monkeypatch.setattr(newsroom_files, "_unnamed", found)
    assert sweep(Home(home), now=moment + 2 * HOUR).files == 0 and there(home) == {name}


def _ctime(home: Path, name: str) -> float:
    return (home / "files" / name).stat().st_ctime


def test_a_name_that_somebody_wrote_otherwise_keeps_its_file(home: Path) -> None:
    names = [photo(color).file.name for color in ("red", "blue", "green")]
    one, two, three = Photo.objects.order_by("pk")
    Photo.objects.filter(pk=one.pk).update(file=f"photos/../{names[0]}")
    Photo.objects.filter(pk=two.pk).update(file=names[1].replace("/", "//"))
    Photo.objects.filter(pk=three.pk).update(file=str(home / "files" / names[2]))
    assert swept(home).files == 0 and there(home) == set(names)


def test_links_and_names_that_are_no_text_do_no_harm(home: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "file").write_text("x")
    (home / "files" / "linked").symlink_to(tmp_path / "elsewhere")
    (home / "files" / "link").symlink_to(tmp_path / "elsewhere" / "file")
    Path(os.fsdecode(os.fsencode(home / "files") + b"/\xff\xfe")).write_bytes(b"x")
    assert swept(home).files == 1
    assert (tmp_path / "elsewhere" / "file").read_text() == "x"
    assert sorted(os.listdir(home / "files")) == ["link", "linked"]


def test_nothing_gets_another_name_while_the_press_is_at_work(home: Path) -> None:
    name = default_storage.save("photos/stray.jpg", ContentFile(b"x"))
    with press_lock(wait=True):
        assert not swept(home).whole and there(home) == {name}
    assert swept(home).whole and there(home) == set()


def test_what_is_on_its_way_out_is_in_no_backup_and_goes_with_the_next_sweep(home: Path) -> None:
    name = going_name()
    (home / "files" / name).write_bytes(b"half overwritten")
    assert is_going(name) and not is_going("a.going") and not is_going(f"x{name}")
    assert list(walked(Home(home), sealed=True)) == []
    assert swept(home, after=0).files == 1 and there(home) == set()


def test_pictures_and_pages_that_a_publish_left_go(home: Path) -> None:
    (home / "press" / "p").mkdir()
    for left in ("p/left.webp", "next-77/be/page.html"):
        (home / "press" / left).parent.mkdir(parents=True, exist_ok=True)
        (home / "press" / left).write_text("drawn")
    assert swept(home).pictures == 1
    assert not [
        path for path in (home / "press").rglob("*") if path.name in ("left.webp", "page.html")
    ]


def test_a_copy_of_the_record_and_half_a_restore_that_were_left_go(home: Path) -> None:
    place = Home(home)
    for left in (place.backup_copy, place.backup_ready / "0", place.restoring / "home" / "desk"):
        left.parent.mkdir(parents=True, exist_ok=True)
        left.write_text("drafts")
    swept(home, after=23 * HOUR)
    assert not place.backup_copy.exists() and not (place.backup_ready / "0").exists()
    assert place.restoring.exists()
    (place.restoring / "placing").touch()
    swept(home, after=25 * HOUR)
    assert place.restoring.exists()
    (place.restoring / "placing").unlink()
    swept(home, after=25 * HOUR)
    assert not place.restoring.exists()


def test_an_upload_whose_form_nobody_filled_in_goes_after_a_day(home: Path) -> None:
    UploadedFile.objects.create(file=ContentFile(b"picture", "photo.jpg"))
    assert swept(home, after=23 * HOUR).files == 0 and UploadedFile.objects.exists()
    assert swept(home, after=25 * HOUR).files == 1 and not UploadedFile.objects.exists()


def test_sessions_that_ran_out_go_and_others_stay(home: Path) -> None:
    for key, hours in (("out", -1), ("in", 1)):
        Session.objects.create(
            session_key=key, session_data="x", expire_date=timezone.now() + timedelta(hours=hours)
        )
    assert swept(home).sessions == 1
    assert list(Session.objects.values_list("pk", flat=True)) == ["in"]


def test_the_history_keeps_no_name_of_what_is_gone_for_good(home: Path) -> None:
    kept, binned, gone = (story(f"Headline {number}") for number in range(3))
    for each in (kept, binned, gone):
        Story.objects.filter(pk=each.pk).update(live=False)
        ModelLogEntry.objects.log_action(
            Story.objects.get(pk=each.pk), "wagtail.edit", data={"title": each.headline}
        )
    PutIntoBin(Story.objects.get(pk=binned.pk)).execute()
    Story.objects.get(pk=gone.pk).delete()
    assert swept(home).names == 1
    said = {
        (entry.object_id, entry.label, bool(entry.data)) for entry in ModelLogEntry.objects.all()
    }
    assert (str(gone.pk), "story", False) in said
    assert {(str(each.pk), each.headline, True) for each in (kept, binned)} <= said
    assert swept(home).names == 0


def _database() -> bytes:
    name = connection.settings_dict["NAME"]
    return b"".join(
        Path(each).read_bytes() for each in (name, f"{name}-wal") if Path(each).exists()
    )


def test_titles_of_what_was_deleted_leave_the_desks_search_and_the_log(home: Path) -> None:
    picture = photo("red")
    picture.title = "Kvakazabra"
    picture.save()
    other = photo("blue")
    picture.title = "Something else"
    picture.save()
    gone = photo("green")
    gone.title = "Abrakvadabra"
    gone.save()
    EmptyNow(PutIntoBin(gone).execute()).execute()
    held = _database().lower()
    assert b"kvakazabra" in held and b"abrakvadabra" in held
    assert swept(home).whole
    held = _database().lower()
    assert b"kvakazabra" not in held and b"abrakvadabra" not in held
    found = get_search_backend().search("blue", Photo)
    assert [each.pk for each in found] == [other.pk]


def test_a_full_publish_sweeps_and_says_in_one_line_how_much_or_why_not(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom()
    name = default_storage.save("photos/stray.jpg", ContentFile(b"x"))
    monkeypatch.setattr(newsroom_files, "GRACE", 0.0)
    pending = CliRunner().invoke(command, [])
    assert pending.exit_code == 0 and there(home) == {name}
    full = CliRunner().invoke(command, ["--full"])
    assert full.exit_code == 0 and there(home) == set()
    assert full.stdout.splitlines()[-1] == "Swept: 1 file."
    told = json.loads(CliRunner().invoke(command, ["--full", "--json"]).stdout)
    assert told["swept"]["files"] == 0 and told["swept"]["whole"]

    def refuses(*_: Any, **__: Any) -> Any:
        raise OSError(30, "Read-only file system", name)

    monkeypatch.setattr(newsroom_files, "sweep_files", refuses)
    refused = CliRunner().invoke(command, ["--full"])
    assert refused.exit_code == 0 and "Not swept: " in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_the_clock_sweeps_every_hour_and_again_at_once_where_something_held_it_up(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "_check_if_due", lambda: None)
    left, swept = [Swept(files=3, whole=False), Swept(files=2), Swept()], 0

    def next_one(home: Home) -> Swept:
        nonlocal swept
        swept += 1
        return left.pop(0)

    monkeypatch.setattr(upkeep, "sweep", next_one)
    for _ in range(4):
        upkeep.look()
    assert swept == 2 and Upkeep.load().swept_at is not None
    Upkeep.objects.update(swept_at=timezone.now() - upkeep.SWEPT_EVERY)
    upkeep.look()
    assert swept == 3


def gone_and_kept(home: Path) -> Callable[[], None]:
    """A home with something to sweep in each part; what has to be true once a sweep came to its end."""
    newsroom()
    picture = photo("red")
    replace(picture)
    kept, covered = paper(), (home / "files" / picture.file.name).read_bytes()
    for number in range(3):
        default_storage.save(f"photos/stray{number}.jpg", ContentFile(b"x" * 1000))
    (home / "press" / "p").mkdir(exist_ok=True)
    (home / "press" / "p" / "left.webp").write_text("drawn")

    def check() -> None:
        assert there(home) == {picture.file.name, kept.file.name}
        assert (home / "files" / picture.file.name).read_bytes() == covered
        assert (home / "files" / kept.file.name).read_bytes() == b"%PDF-1.7 words"
        assert set(StoredFile.objects.values_list("pk", flat=True)) == there(home)
        assert not (home / "press" / "p" / "left.webp").exists()

    return check


def survives(home: Path, step: int) -> None:
    check = gone_and_kept(home)
    kept = Kept(home)
    count = in_child(lambda: swept(home), None)
    assert count > 10
    for moment in range(1, count + 1, step):
        kept.put_back()
        for name in there(home):  # as copies: what is put back is linked
            path = home / "files" / name
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
        in_child(lambda: swept(home), moment)
        named = {
            *Photo.objects.values_list("file", flat=True),
            *Document.objects.values_list("file", flat=True),
        }
        assert named <= there(home)
        swept(home)
        check()


def test_a_sweep_killed_at_a_few_moments_is_finished_by_the_next(home: Path) -> None:
    survives(home, 17)


@pytest.mark.exhaustive
def test_a_sweep_killed_at_any_moment_is_finished_by_the_next(home: Path) -> None:
    survives(home, 1)
