"""What left the release is remembered until it is back: its name, its files, and since when."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from solidary.home import current_home
from solidary.press.folder.signing import put_root, resign_if_due
from solidary.press.models import Withdrawal
from solidary.press.publish import publish_full, publish_pending
from solidary.release.keyring import new_keys
from solidary.release.statements import Withdrawn, parse_withdrawn, read_root
from solidary.release.verify import State
from solidary.release.writing import Folder
from solidary.stories.acts.empty_now import EmptyNow
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.models import Binned, Document, Photo, Story, Video
from tests.press.archive import SMALL, files_of, newsroom, photo, story, withdraw
from tests.press.signed import examined, root_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(home: Path) -> Path:
    newsroom()
    new_keys(home / "keys", home / "offline", "", "")
    return home / "site"


def published(full: bool = False) -> None:
    (publish_full if full else publish_pending)(rules=SMALL)


def listed(site: Path) -> Withdrawn:
    root = read_root(site)
    assert root is not None and root.signed is not None
    return parse_withdrawn((site / "tree" / f"{root.signed.withdrawn}.txt").read_bytes())


def kept() -> list[tuple[str, int, str]]:
    return sorted(Withdrawal.objects.values_list("kind", "ref", "name"))


def with_photo(made: Photo, headline: str = "Shown") -> Story:
    return story(headline, body=[("photo", {"photo": made, "caption": "A chain"})])


def restore(made: Story) -> None:
    made = Story.objects.get(pk=made.pk)
    made.withdrawn_at, made.live = None, True
    made.save()


@pytest.mark.parametrize("full", [False, True])
def test_a_withdrawn_story_and_its_picture_are_kept_with_their_files(
    keys: Path, home: Path, full: bool
) -> None:
    picture = photo()
    gone = with_photo(picture)
    story("Stays")
    published(full)
    before = files_of(keys)
    withdraw(gone)
    published(full)
    after = files_of(keys)
    assert kept() == [("photo", picture.pk, picture.address), ("story", gone.pk, gone.address)]
    left = {href for row in Withdrawal.objects.all() for href in row.addresses}
    assert left == {
        name for name in before.keys() - after.keys() if name.startswith("p/") or "/s/" in name
    }
    root = read_root(keys)
    assert root is not None
    assert set(Withdrawal.objects.values_list("sequence", flat=True)) == {root.sequence}
    assert examined(keys, root_key(home), withdrawn=True, gone=tuple(left)).state is State.SOUND


@pytest.mark.parametrize("full", [False, True])
def test_what_is_restored_is_named_no_longer(keys: Path, home: Path, full: bool) -> None:
    gone = with_photo(photo())
    published()
    withdraw(gone)
    published(full)
    assert len(listed(keys).hashes) == 2
    restore(gone)
    published(full)
    assert kept() == []
    assert examined(keys, root_key(home), withdrawn=True).withdrawn == 0


def test_a_picture_another_story_shows_is_not_withdrawn(keys: Path) -> None:
    picture = photo()
    gone = with_photo(picture)
    with_photo(picture, "Also shown")
    published()
    withdraw(gone)
    published()
    assert kept() == [("story", gone.pk, gone.address)]


@pytest.mark.parametrize("full", [False, True])
def test_what_is_deleted_is_kept_in_mind_all_the_same(keys: Path, full: bool) -> None:
    picture = photo()
    gone = with_photo(picture)
    published()
    key, address = gone.pk, gone.address
    gone.delete()
    picture_key = picture.pk
    picture.delete()
    published(full)
    assert kept() == [("photo", picture_key, picture.address), ("story", key, address)]
    assert listed(keys).names(address)


@pytest.mark.parametrize("full", [False, True])
def test_an_old_poster_is_withdrawn_when_a_video_gets_another(keys: Path, full: bool) -> None:
    old, new = photo("red"), photo("blue")
    video = Video.objects.create(
        title="A film", file=ContentFile(b"film", "film.mp4"), poster=old,
        spoken_language="en", width=640, height=360,
    )  # fmt: skip
    story("Film", body=[("video", {"video": video, "caption": ""})])
    published()
    video.poster = new
    video.save()
    published(full)
    assert kept() == [("photo", old.pk, old.address)]


def test_a_picture_developed_anew_leaves_its_old_files_behind(keys: Path, home: Path) -> None:
    picture = photo("red")
    with_photo(picture)
    published()
    before = {name for name in files_of(keys) if name.startswith("p/")}
    picture.file = ContentFile(Path(photo("blue").file.path).read_bytes(), "again.png")
    picture.save()
    published()
    row = Withdrawal.objects.get()
    assert (row.kind, row.ref, row.name, set(row.addresses)) == ("photo", picture.pk, "", before)
    assert listed(keys).hashes == frozenset(), "the picture itself still stands"
    picture.file = ContentFile(Path(photo("red").file.path).read_bytes(), "back.png")
    picture.save()
    published()
    assert before <= files_of(keys).keys()
    assert not any(set(row.addresses) & before for row in Withdrawal.objects.all())


def test_a_name_two_documents_share_accuses_neither(keys: Path, home: Path) -> None:
    def document(folder: str, words: bytes) -> Document:
        made = Document.objects.create(title=folder, file=ContentFile(words, "paper.pdf"))
        place = Path(made.file.path)
        name = f"{folder}/paper.pdf"
        (place.parent.parent / folder).mkdir(exist_ok=True)
        place.rename(place.parent.parent / name)
        Document.objects.filter(pk=made.pk).update(file=name)
        return made

    one, other = document("one", b"first"), document("two", b"second")
    gone = story("One", body=[("document", {"document": one, "note": ""})])
    story("Two", body=[("document", {"document": other, "note": ""})])
    published()
    withdraw(gone)
    published()
    row = Withdrawal.objects.get(kind="document")
    assert (row.name, len(row.addresses)) == ("", 1)
    assert examined(keys, root_key(home), withdrawn=True).state is State.SOUND


@pytest.mark.parametrize("full", [False, True])
def test_a_story_withdrawn_before_anyone_looked_is_listed_with_what_it_showed(
    keys: Path, home: Path, full: bool
) -> None:
    """As after a move from another home."""
    picture = photo()
    story("Stays")
    published()
    gone = with_photo(picture)
    withdraw(gone)
    published(full)
    assert kept() == [("photo", picture.pk, picture.address), ("story", gone.pk, gone.address)]
    published(not full)
    assert len(kept()) == 2
    assert examined(keys, root_key(home), withdrawn=True).state is State.SOUND


def test_a_story_whose_page_fails_is_gone_until_it_is_back(
    keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = story("Stopped")
    story("Stays")
    published()
    from solidary.press import plan

    plan.stop_stories([(stopped.pk, "Stopped", "no reason")])
    published()
    assert kept() == [("story", stopped.pk, stopped.address)]
    stopped.headline = "Mended"
    stopped.save()
    published()
    assert kept() == []


def test_a_root_signed_anew_names_nothing_that_still_stands(keys: Path, home: Path) -> None:
    """A kill between planning a withdrawal and taking it out, then the clock signs."""
    gone = story("Gone")
    published()
    withdraw(gone)
    from solidary.press import plan

    plan.make_plan(SMALL)
    assert kept() == [("story", gone.pk, gone.address)]
    resign_if_due(force=True)
    assert listed(keys).hashes == frozenset()
    assert examined(keys, root_key(home), withdrawn=True).state is State.SOUND
    published()
    assert listed(keys).names(gone.address)
    assert Withdrawal.objects.get().sequence == 3


def test_unsigned_releases_are_counted_too(home: Path) -> None:
    newsroom()
    gone = story("Gone")
    published()
    withdraw(gone)
    published()
    assert Withdrawal.objects.get().sequence == 2
    new_keys(home / "keys", home / "offline", "", "")
    published()
    assert listed(home / "site").names(gone.address)


def test_signing_asks_as_little_with_many_withdrawn_stories_as_with_few(keys: Path) -> None:
    def asked() -> list[str]:
        root = read_root(keys)
        assert root is not None
        with CaptureQueriesContext(connection) as captured:
            put_root(Folder(keys), root.tree, root.overlay, root.sequence + 1, root)
        return [query["sql"] for query in captured]

    def withdrawn(number: int) -> None:
        made = [story(f"Gone {each}") for each in range(number)]
        published()
        for one in made:
            withdraw(one)
        published()

    withdrawn(1)
    few = asked()
    withdrawn(12)
    many = asked()
    assert len(few) == len(many) <= 3
    assert not any("stories_" in sql for sql in many)
    assert Withdrawal.objects.count() == 13


@pytest.mark.parametrize("full", [False, True])
def test_what_is_deleted_for_good_leaves_no_copy_and_stays_in_the_list(
    keys: Path, full: bool, django_capture_on_commit_callbacks: Any
) -> None:
    picture = photo()
    gone = with_photo(picture)
    published()
    key, address = gone.pk, gone.address
    withdraw(gone)
    published()
    copies = list((current_home().press / "p").rglob(f"{picture.address}-*"))
    assert copies
    for thing in (Story.objects.get(pk=key), picture):
        PutIntoBin(thing).execute()
    with django_capture_on_commit_callbacks() as callbacks:
        for binned in Binned.objects.order_by("-kind"):
            EmptyNow(binned).execute()
    for callback in callbacks:
        if "ended" in callback.__module__ or "emptying" in callback.__module__:
            callback()
    published(full)
    assert not any(copy.exists() for copy in copies)
    assert not list((current_home().files / "photos").rglob(f"{picture.address}*"))
    assert listed(keys).names(address) and listed(keys).names(picture.address)
