"""What a published page shows changes only by those who may publish, whatever door is tried.

The kinds of things and their pages are those the record announces changes of; a new one is tried
without being named here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from solidary.desk import guarding
from solidary.desk.asked.models import AskedChange
from solidary.desk.things import edit_address
from solidary.press.index.journal import ask_for_full_publish
from solidary.press.publish import publish_pending
from solidary.press.shown import is_shown
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.changes import announced_models
from solidary.stories.models import Front, Newsroom, Photo, Place, PlaceName, Story, Topic, Video
from tests.desk.filled_forms import form_of
from tests.fixtures.kinds_of_files import REAL
from tests.journeys.every_block import make_photo, make_recording, make_story_with_every_block

BOOKS = ("press_", "django_", "wagtail", "auth_", "taggit", "desk_", "search_", "sqlite_",
         "stories_photorendition")  # fmt: skip
"""Tables that are no part of the record readers see: the press's own books, sessions, versions."""

WITH_ANOTHER = {"Binned", "Former", "MarkedBlock", "OldAddress", "StoredFile", "Version"}
"""Written in the transaction in which a thing that they name without a link is announced."""


@pytest.fixture
def shown(newsroom: Newsroom, writer: Any) -> Story:
    """A published story that shows one of everything, which the writer has added."""
    place = Place.objects.create(country="LT")
    PlaceName.objects.create(place=place, language="en", name="Vilnius")
    Topic.objects.create(hashtag="Solidarity")
    story = make_story_with_every_block()
    Front.objects.create(language="en", lead=story)
    Photo.objects.update(uploaded_by_user=writer)
    publish_pending()
    return story


@pytest.fixture
def at_writers(client: Client, writer: Any) -> Client:
    client.force_login(writer)
    return client


def record() -> dict[str, list[Any]]:
    """Every row of the record that any page may be made of."""
    with connection.cursor() as cursor:
        tables = list(connection.introspection.table_names(cursor))
        found = {}
        for table in tables:
            if not table.startswith(BOOKS):
                cursor.execute(f'SELECT * FROM "{table}"')
                found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def release(home: Path) -> dict[str, bytes]:
    publish_pending()
    site = home / "site"
    return {
        str(path.relative_to(site)): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.name not in ("root.txt", "root.txt.minisig")
    }


def shown_things() -> Iterator[Any]:
    for kind, model in announced_models().items():
        for thing in model._base_manager.all():
            if is_shown(kind, thing.pk):
                yield thing


def test_every_kind_of_thing_that_readers_see_is_refused(
    shown: Story, writer: Any, editor: Any
) -> None:
    tried = set()
    for thing in shown_things():
        if thing.kind_of_change == "newsroom":
            continue  # a newsroom announces itself by no key, and is tried below
        tried.add(thing.kind_of_change)
        guarding.serving(writer)
        try:
            with pytest.raises(guarding.ShownToReadersError), transaction.atomic():
                thing.save()
        finally:
            guarding.serving(None)
        guarding.serving(editor)
        thing.save()
        guarding.serving(None)
    assert {"story", "topic", "place", "photo", "recording", "document", "front"} <= tried
    guarding.serving(writer)
    try:
        with pytest.raises(guarding.ShownToReadersError), transaction.atomic():
            Newsroom.load().save()
    finally:
        guarding.serving(None)


def test_the_first_request_of_all_makes_the_newsroom_whoever_sends_it(at_writers: Client) -> None:
    Newsroom.objects.all().delete()
    assert at_writers.get("/desk/").status_code == 200
    assert Newsroom.objects.count() == 1


def test_every_table_the_press_reads_belongs_to_something_that_is_announced(shown: Story) -> None:
    """So that nothing readers see can change without being heard."""
    with CaptureQueriesContext(connection) as asked:
        ask_for_full_publish()
        publish_pending()
    read = {
        model
        for model in _models()
        if any(f'FROM "{model._meta.db_table}"' in each["sql"] or f'JOIN "{model._meta.db_table}"' in each["sql"] for each in asked)
    }  # fmt: skip
    heard = {*announced_models().values(), Story}
    for _ in range(3):
        for model in _models():
            parents = {
                field.related_model
                for field in model._meta.fields
                if field.many_to_one or field.one_to_one
            }
            if parents & heard:
                heard.add(model)
    unheard = {
        model.__name__ for model in read - heard if not model._meta.db_table.startswith(BOOKS)
    }
    assert Photo in read and unheard <= WITH_ANOTHER


def _models() -> list[Any]:
    from django.apps import apps

    return list(apps.get_models(include_auto_created=True))


def test_no_form_of_a_shown_thing_lets_a_writer_change_it(
    shown: Story, writer: Any, editor: Any, home: Path
) -> None:
    mine, theirs = Client(), Client()
    mine.force_login(writer)
    theirs.force_login(editor)
    tried: dict[str, tuple[str, dict[str, Any]]] = {}
    for thing in shown_things():
        address = edit_address(thing)
        if not address or thing.kind_of_change in ("story", "newsroom"):
            continue
        fields, texts = form_of(theirs.get(address).content.decode())
        changed = {
            name: [f"{value[0].strip()}x"]
            if name in texts and name.endswith(("title", "name", "credit", "caption"))
            else value
            for name, value in fields.items()
        }
        tried[thing.kind_of_change] = (address, changed)
    before, pages = record(), release(home)
    for address, changed in tried.values():
        mine.post(address, changed)
    assert {"place", "photo", "recording", "document"} <= set(tried)
    assert record() == before
    assert release(home) == pages
    # The same forms change pages where somebody sends them who may publish.
    for kind in ("place", "photo", "recording", "document"):
        assert theirs.post(*tried[kind]).status_code == 302, kind
    assert record() != before
    assert release(home) != pages


def test_the_writer_reads_one_line_and_an_editor_is_asked(
    shown: Story, at_writers: Client, editor: Any, client_class: type[Client] = Client
) -> None:
    video = Video.objects.filter(kind="video").get()
    fields, _texts = form_of(at_writers.get(edit_address(video)).content.decode())
    answer = at_writers.post(
        edit_address(video), {**fields, "title": "Another title", "credit": "Me"}
    )
    page = answer.content.decode()
    assert str(guarding.LINE) in page and "Another title" in page
    assert Video.objects.get(pk=video.pk).title == video.title
    asked = AskedChange.objects.get()
    assert ["Title", video.title, "Another title"] in [
        [a.capitalize(), b, c] for a, b, c in asked.fields
    ]
    assert "Changes that writers ask for" not in at_writers.get("/desk/").content.decode()
    theirs = client_class()
    theirs.force_login(editor)
    board = theirs.get("/desk/").content.decode()
    assert "Changes that writers ask for" in board and "Another title" in board
    at_writers.post(f"/desk/asked/{asked.pk}/done/")
    assert AskedChange.objects.exists()
    theirs.post(f"/desk/asked/{asked.pk}/done/")
    assert not AskedChange.objects.exists()


def test_the_file_of_a_published_film_stays_and_no_other_is_kept(
    shown: Story, at_writers: Client, home: Path
) -> None:
    video = Video.objects.filter(kind="video").get()
    files = sorted(path for path in (home / "files").rglob("*") if path.is_file())
    fields, _texts = form_of(at_writers.get(edit_address(video)).content.decode())
    film = SimpleUploadedFile("other.mp4", REAL["mp4"], "video/mp4")
    page = at_writers.post(edit_address(video), {**fields, "file": film}).content.decode()
    assert str(guarding.FILE_LINE) in page
    assert Video.objects.get(pk=video.pk).file.name == video.file.name
    assert sorted(path for path in (home / "files").rglob("*") if path.is_file()) == files


def test_a_writers_draft_of_a_public_story_waits_for_an_editor(
    shown: Story, writer: Any, home: Path
) -> None:
    before = release(home)
    guarding.serving(writer)
    try:
        story = Story.objects.get(pk=shown.pk)
        story.headline = "Another headline"
        story.save_revision(user=writer)
    finally:
        guarding.serving(None)
    assert Story.objects.get(pk=shown.pk).has_unpublished_changes
    assert release(home) == before


def test_what_readers_dont_see_is_the_writers_to_change(
    newsroom: Newsroom, at_writers: Client, writer: Any
) -> None:
    video, photo = make_recording("video", "mp4"), make_photo("Mine")
    Photo.objects.update(uploaded_by_user=writer)
    place = Place.objects.create(country="LT")
    PlaceName.objects.create(place=place, language="en", name="Vilnius")
    for thing, name in ((video, "title"), (photo, "title"), (place, "names-0-name")):
        fields, _texts = form_of(at_writers.get(edit_address(thing)).content.decode())
        assert at_writers.post(edit_address(thing), {**fields, name: "Changed"}).status_code == 302
        assert "Changed" in str(type(thing).objects.get(pk=thing.pk))


def test_a_poster_and_what_was_withdrawn(shown: Story, newsroom: Newsroom) -> None:
    video, poster = Video.objects.filter(kind="video").get(), make_photo("A poster")
    assert not is_shown("photo", poster.pk)
    video.poster = poster
    video.save()
    assert is_shown("photo", poster.pk)
    newsroom.logo = make_photo("The logo")
    newsroom.save()
    assert is_shown("photo", newsroom.logo.pk)
    Front.objects.all().delete()
    Withdraw(shown, "Asked.").execute()
    assert not is_shown("recording", video.pk) and not is_shown("photo", poster.pk)
