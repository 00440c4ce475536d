"""What a seized home still says of what is gone: needles are put into everything an editor can make, all of
it is deleted, and then every byte of the home and of its database is searched."""

from __future__ import annotations

import io
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import UploadedFile

from solidary.chronicle.suggesting.finding import read_due
from solidary.desk.asked.models import AskedChange
from solidary.desk.staff import make_editor
from solidary.home import Home
from solidary.keeping.sweeping.whole import sweep
from solidary.press.publish import publish_pending
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.bin.emptying import empty_due
from solidary.stories.models import (
    Binned,
    Byline,
    Document,
    Photo,
    PhotoWords,
    Place,
    PlaceName,
    Story,
    StorySource,
    Topic,
    TopicName,
    Video,
)
from solidary.stories.models.binned import KEPT
from tests.chronicle.record import CHAIN, confirm
from tests.life.needles import Marked, found_in
from tests.press.archive import SMALL, newsroom, photo, story

KINDS = ("story", "recording", "document", "photo", "place", "topic")
"""What is deleted, and in this order: first whatever shows others."""
pytestmark = pytest.mark.django_db(transaction=True)


def everywhere(home: Path, *marks: Marked) -> list[str]:
    """Where such a word is in the home, in the record, or in what SQLite keeps beside it."""
    record = Path(connection.settings_dict["NAME"])
    beside = [record.with_name(record.name + end) for end in ("", "-wal", "-shm", "-journal")]
    return [
        *found_in(home, *marks),
        *(each for path in beside if path.exists() for each in found_in(path, *marks)),
    ]


def png(data: bytes, mark: Marked) -> ContentFile[bytes]:
    """A picture that no other is like."""
    return ContentFile(data + mark.latin_word().encode(), "photo.png")


def shot(mark: Marked) -> Photo:
    """A photo with words of a mark in every field, and behind its pixels."""
    say = mark.words
    picture = photo("red", caption=say(), credit=say(), alt_text=say())
    picture.title = say()
    picture.file = png(picture.file.read(), mark)
    picture.save()
    return picture


def things(mark: Marked, of_topic: Marked) -> dict[str, Any]:
    """One of each thing an editor can make, with words of a mark in every field; a topic is there for readers
    whatever becomes of its stories, and has its own."""
    say, topical = mark.words, of_topic.words
    topic = Topic.objects.create(hashtag=of_topic.latin_word())
    TopicName.objects.create(topic=topic, language="be", name=topical(), standfirst=topical())
    place = Place.objects.create(country="UA")
    PlaceName.objects.create(place=place, language="en", name=say())
    picture = shot(mark)
    PhotoWords.objects.create(photo=picture, language="be", caption=say(), credit=say())
    picture.get_rendition("max-165x165")
    paper = Document.objects.create(
        title=say(), file=ContentFile(f"%PDF-1.7 {say()}".encode(), "a.pdf")
    )
    film = Video.objects.create(title=say(), file=ContentFile(f"film {say()}".encode(), "a.mp4"))
    made = story(
        say(), standfirst=say(), topics=(topic,), import_key=mark.latin_word(),
        body=[
            ("paragraph", f"<p>{CHAIN} {say()}</p>"),
            ("photo", {"photo": picture, "caption": say()}),
            ("document", {"document": paper, "note": say()}),
            ("video", {"video": film}),
            ("dispatch", {"place": place, "place_name": "", "text": f"<p>{say()}</p>", "photos": []}),
        ],
    )  # fmt: skip
    Byline.objects.create(story=made, name=say(), sort_order=0)
    source = StorySource(story=made, outlet=say(), sort_order=0)
    source.kept_copy.save("copy.pdf", ContentFile(f"%PDF {say()}".encode()))
    for _ in range(2):
        draft = Story.objects.get(pk=made.pk).get_latest_revision_as_object()
        draft.headline = say()
        draft.save_revision(log_action=True).publish()
    return {"story": Story.objects.get(pk=made.pk), "topic": topic, "place": place,
            "photo": picture, "document": paper, "recording": film}  # fmt: skip


def swept(home: Path, after: float = 7200) -> None:
    """A sweep once all that is there has lain for a while."""
    assert sweep(Home(home), now=time.time() + after).whole


def places(home: Path, mark: Marked) -> set[str]:
    """In which parts of the home such a word is, and whether it is in the record."""
    return {place.partition("/")[0].partition(" ")[0] for place in everywhere(home, mark)}


def test_what_is_deleted_is_nowhere_and_until_then_in_record_and_files_alone(home: Path) -> None:
    newsroom()
    writer = get_user_model().objects.create_user("oleg")
    record = Path(connection.settings_dict["NAME"])
    gone, topic, kept = Marked(), Marked(), Marked()
    made, other = things(gone, topic), shot(kept)
    story(kept.words(), body=[("photo", {"photo": other, "caption": kept.words()})])
    goes, stays = made["photo"].address, other.address
    confirm(made["story"], sayers=(gone.words(),))
    read_due()
    review = made["story"].get_workflow().start(made["story"], writer)
    review.current_task_state.reject(user=writer, comment=gone.words())
    AskedChange.objects.create(
        kind="photo", ref=made["photo"].pk, title=gone.words(), by=writer,
        fields=[["Title", gone.words(), gone.words()]],
    )  # fmt: skip
    publish_pending(rules=SMALL)
    assert found_in(home / "site", gone)
    assert list(home.glob(f"press/p/**/{goes}*")) and list(home.glob(f"press/p/**/{stays}*"))
    Withdraw(made["story"], gone.words()).execute()
    publish_pending(rules=SMALL)
    swept(home)
    assert places(home, gone) == {record.name, "files"}
    for kind in KINDS:
        PutIntoBin(type(made[kind]).objects.get(pk=made[kind].pk)).execute()
    Binned.objects.update(binned_at=timezone.now() - KEPT)
    assert empty_due() == len(KINDS)
    publish_pending(rules=SMALL)
    assert everywhere(home, gone), "there is nothing to sweep"
    swept(home)
    assert everywhere(home, gone, topic) == [] and not list(home.rglob(f"{goes}*"))
    # Nor was anything swept that is still there, nor would a search have missed it.
    assert places(home, kept) >= {record.name, "files", "site"}
    assert list(home.glob(f"press/p/**/{stays}*"))


def test_what_was_replaced_or_has_run_out_is_gone_with_the_next_sweep(home: Path) -> None:
    newsroom()
    mark, picture = Marked(), photo("red")
    paper = Document.objects.create(title="A", file=ContentFile(b"%PDF-1.7", "a.pdf"))
    film = Video.objects.create(title="A", file=ContentFile(b"film", "a.mp4"))
    for words in (mark.latin_word(), "nothing"):
        for thing, data in ((picture, _pixels()), (paper, b"%PDF-1.7 "), (film, b"film ")):
            thing.file = ContentFile(data + words.encode(), Path(thing.file.name).name)
            thing.save()
    session = SessionStore()
    session["preview"] = mark.words()
    session.save()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert len(places(home, mark)) == 2
    swept(home)
    assert everywhere(home, mark) == []
    # A day later nobody fills in the form of an upload any more.
    UploadedFile.objects.create(file=ContentFile(mark.words().encode(), "photo.jpg"))
    swept(home)
    assert places(home, mark) == {"files"}
    swept(home, 25 * 3600)
    assert everywhere(home, mark) == []


def test_of_an_editor_a_name_and_a_slow_hash_are_kept_and_no_password(
    home: Path, client: Client
) -> None:
    password = make_editor("oleg", "en", reset=False)
    assert client.login(username="oleg", password=password)
    person = get_user_model().objects.get()
    assert person.password.startswith("scrypt$") and person.email == "" and person.last_login
    record = Path(connection.settings_dict["NAME"])
    assert sweep(Home(home)).whole
    assert b"oleg" in record.read_bytes() and password.encode() not in record.read_bytes()


def _pixels() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "blue").save(data, "PNG")
    return data.getvalue()
