"""What goes into the bin, what stays protected, and how all of it comes back or ends."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.serializers import serialize
from django.db import transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from solidary.stories.acts import NotNowError
from solidary.stories.acts.bring_back import BringBack
from solidary.stories.acts.empty_now import EmptyNow
from solidary.stories.acts.merge import MergeTopics
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.acts.translate import StartTranslation
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.bin.emptying import empty_due
from solidary.stories.bin.packing import packed
from solidary.stories.bin.users import users_of
from solidary.stories.errors import InUseError
from solidary.stories.models import (
    Binned,
    Byline,
    Document,
    Front,
    FrontStory,
    FrontTopic,
    Newsroom,
    PhotoWords,
    Place,
    PlaceName,
    Story,
    StorySource,
    Topic,
    TopicAlias,
    TopicName,
    TopicPin,
    Video,
)
from solidary.stories.models.binned import models_for_the_bin
from solidary.stories.search.find import filter_queryset
from tests.desk.conftest import MakeStory
from tests.press.archive import photo


def place(name: str = "Kyiv") -> Place:
    made = Place.objects.create(country="UA")
    PlaceName.objects.create(place=made, language="en", name=name)
    return made


def show(story: Story, body: list[dict[str, Any]], *, publish: bool) -> Story:
    """The body in the story's row, or only in a draft of it."""
    draft = story.get_latest_revision_as_object()
    draft.body = [*draft.raw_body, *body]
    revision = draft.save_revision()
    if publish:
        revision.publish()
    return Story.objects.get(pk=story.pk)


def shown(kind: str, thing: Any) -> list[dict[str, Any]]:
    values = {
        "place": ("dispatch", {"place": thing.pk, "text": "<p>Words.</p>"}),
        "photo": ("photo", {"photo": thing.pk, "caption": ""}),
        "recording": ("video", {"video": thing.pk}),
        "document": ("document", {"document": thing.pk}),
    }
    name, value = values[kind]
    return [{"type": name, "value": value, "id": "x"}]


def thing_of(kind: str) -> Any:
    if kind == "place":
        return place()
    if kind == "photo":
        return photo()
    if kind == "recording":
        return Video.objects.create(title="March", file=ContentFile(b"film", "a.mp4"))
    return Document.objects.create(title="Statement", file=ContentFile(b"text", "a.txt"))


@pytest.mark.parametrize("publish", [True, False], ids=["published", "in a draft"])
@pytest.mark.parametrize("kind", ["place", "photo", "recording", "document"])
def test_what_a_body_shows_is_protected_and_says_by_which_story(
    make_story: MakeStory, kind: str, publish: bool
) -> None:
    thing = thing_of(kind)
    story = show(make_story(), shown(kind, thing), publish=publish)
    make_story("Another")
    assert users_of(thing).stories == (story.pk,)
    with pytest.raises(NotNowError, match="used 1 time"):
        PutIntoBin(thing).execute()
    with pytest.raises(InUseError), transaction.atomic():
        thing.delete()
    with pytest.raises(InUseError), transaction.atomic():
        type(thing).objects.filter(pk=thing.pk).delete()
    assert type(thing).objects.filter(pk=thing.pk).exists()


def test_every_story_with_a_topic_is_counted_once_drafts_too(make_story: MakeStory) -> None:
    topic = Topic.objects.create(hashtag="SolidarityBelarus")
    tagged = [make_story(f"Story {number}", topics=[topic]) for number in range(5)]
    drafted = make_story("Tagged in a draft")
    draft = drafted.get_latest_revision_as_object()
    draft.topics = [topic]
    draft.save_revision()
    assert sorted(users_of(topic).stories) == sorted(one.pk for one in (*tagged, drafted))
    with pytest.raises(NotNowError, match="used 6 times"):
        PutIntoBin(topic).check()


def test_a_topic_that_another_was_merged_into_stays_and_so_does_the_merged_one(
    make_story: MakeStory,
) -> None:
    old, kept = Topic.objects.create(hashtag="Old"), Topic.objects.create(hashtag="Kept")
    MergeTopics(old, kept).execute()
    for topic in Topic.objects.all():
        with pytest.raises(NotNowError):
            PutIntoBin(topic).execute()
    assert users_of(kept).others == (old,)


def test_a_poster_a_logo_and_a_topic_of_a_front_page_are_protected(newsroom: Newsroom) -> None:
    logo, poster = photo("red"), photo("blue")
    newsroom.logo = logo
    newsroom.save()
    video = Video.objects.create(title="March", poster=poster)
    topic = Topic.objects.create(hashtag="Front")
    front = Front.objects.create(language="en")
    FrontTopic.objects.create(front=front, topic=topic)
    assert users_of(logo).others == (newsroom,)
    assert users_of(poster).others == (video,)
    assert users_of(topic).others == (front,)


def test_a_source_of_translations_stays_while_they_are(make_story: MakeStory) -> None:
    source = make_story(published=False)
    translation = StartTranslation(source, "be").execute()
    assert users_of(source).stories == (translation.pk,)
    PutIntoBin(translation).execute()
    PutIntoBin(Story.objects.get(pk=source.pk)).execute()
    BringBack(Binned.objects.get(ref=source.pk)).execute()
    BringBack(Binned.objects.get(ref=translation.pk)).execute()
    assert Story.objects.get(pk=translation.pk).based_on_id == source.pk


def test_a_public_story_is_not_put_into_the_bin_until_it_is_withdrawn(
    make_story: MakeStory,
) -> None:
    story = make_story()
    with pytest.raises(NotNowError, match="Withdraw it first"):
        PutIntoBin(story).execute()
    Withdraw(story, "Asked.").execute()
    PutIntoBin(Story.objects.get(pk=story.pk)).execute()
    assert not Story.objects.exists()


def everything() -> str:
    """Every row that an editor could miss, as it is in the record."""
    models = [*models_for_the_bin(), Revision, Byline, StorySource, TopicPin, FrontStory]
    models += [PlaceName, TopicName, TopicAlias, PhotoWords, Story.topics.through]
    models.append(Story.places.through)
    return "\n".join(
        serialize("json", model._base_manager.order_by("pk"), indent=1) for model in models
    )


def full_story(make_story: MakeStory) -> Story:
    """A withdrawn story with everything that can hang on one."""
    topic, where = Topic.objects.create(hashtag="One"), place()
    story = make_story("Whole", topics=[topic], import_key="archive-7")
    draft = story.get_latest_revision_as_object()
    draft.body = [*draft.raw_body, *shown("photo", photo()), *shown("place", where)]
    draft.places = [where]
    draft.bylines = [Byline(name="Hanna", sort_order=0)]
    draft.sources = [StorySource(outlet="Radio", sort_order=0)]
    draft.save_revision().publish()
    TopicPin.objects.create(topic=topic, story=story)
    front = Front.objects.create(language="en", lead=story)
    FrontStory.objects.create(front=front, story=story)
    Withdraw(Story.objects.get(pk=story.pk), "Asked.").execute()
    again = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    again.headline = "Being rewritten"
    again.save_revision()
    return Story.objects.get(pk=story.pk)


def test_a_story_comes_back_exactly_as_it_was(make_story: MakeStory, editor: Any) -> None:
    story = full_story(make_story)
    before, history = everything(), ModelLogEntry.objects.for_instance(story).count()
    binned = PutIntoBin(story, user=editor).execute()
    assert (binned.title, binned.import_key, binned.binned_by) == (
        "Being rewritten", "archive-7", editor,
    )  # fmt: skip
    assert binned.until - binned.binned_at == timedelta(days=30)
    assert not Story.objects.exists() and not Revision.objects.filter(object_id=story.pk).exists()
    assert not TopicPin.objects.exists() and Front.objects.get().lead is None
    assert list(filter_queryset(Story.objects.all(), "rewritten")) == []
    BringBack(binned, user=editor).execute()
    assert everything() == before
    assert ModelLogEntry.objects.for_instance(story).count() == history + 2
    assert list(filter_queryset(Story.objects.all(), "rewritten")) == [story]
    assert not Binned.objects.exists()


@pytest.mark.parametrize("kind", ["place", "photo", "recording", "document", "topic", "front"])
def test_anything_else_comes_back_exactly_as_it_was(newsroom: Newsroom, kind: str) -> None:
    if kind == "topic":
        thing: Any = Topic.objects.create(hashtag="Letters")
        TopicName.objects.create(topic=thing, language="be", name="Лісты", standfirst="Пішыце")
        TopicAlias.objects.create(topic=thing, hashtag="Post")
    elif kind == "front":
        thing = Front.objects.create(language="be")
    else:
        thing = thing_of(kind)
    if kind == "photo":
        PhotoWords.objects.create(photo=thing, language="be", caption="Ланцуг")
    before = everything()
    stored = Path(thing.file.path) if hasattr(thing, "file") else None
    binned = PutIntoBin(thing).execute()
    assert not type(thing).objects.filter(pk=thing.pk).exists()
    assert stored is None or stored.exists()
    BringBack(binned).execute()
    assert everything() == before


def test_a_story_brings_back_what_it_shows(make_story: MakeStory) -> None:
    picture, where = photo(), place()
    topic = Topic.objects.create(hashtag="One")
    story = show(
        make_story(published=False, topics=[topic]), shown("photo", picture), publish=False
    )
    story = show(story, shown("place", where), publish=False)
    PutIntoBin(story).execute()
    for thing in (picture, where, topic):
        PutIntoBin(thing).execute()
    with pytest.raises(NotNowError, match="A living chain"):
        EmptyNow(Binned.objects.get(kind="photo")).execute()
    back = BringBack(Binned.objects.get(kind="story")).execute()
    assert back[-1] == story and set(back) == {story, picture, where, topic}
    assert not Binned.objects.exists()


def test_what_another_took_meanwhile_keeps_a_thing_in_the_bin(newsroom: Newsroom) -> None:
    binned = PutIntoBin(Topic.objects.create(hashtag="One")).execute()
    Topic.objects.create(hashtag="one")
    with pytest.raises(NotNowError, match="can't come back"):
        BringBack(binned).execute()
    assert Binned.objects.count() == 1


def test_a_schedule_and_a_review_end_in_the_bin(make_story: MakeStory, writer: Any) -> None:
    story = make_story(published=False)
    story.go_live_at = timezone.now() + timedelta(days=1)
    story.save_revision().publish()
    story.get_workflow().start(story, writer)
    PutIntoBin(Story.objects.get(pk=story.pk)).execute()
    BringBack(Binned.objects.get()).execute()
    story = Story.objects.get(pk=story.pk)
    assert story.state == "draft"


def test_after_thirty_days_it_is_gone_with_its_files_and_its_words(make_story: MakeStory) -> None:
    story = full_story(make_story)
    source = story.sources.get()
    source.kept_copy.save("copy.pdf", ContentFile(b"%PDF"))
    kept = Path(source.kept_copy.path)
    picture = photo("blue")
    file = Path(picture.file.path)
    for thing in (story, picture):
        PutIntoBin(thing).execute()
    assert empty_due() == 0
    just = timezone.now() - timedelta(days=30) + timedelta(minutes=1)
    Binned.objects.update(binned_at=just)
    assert empty_due() == 0 and kept.exists() and file.exists()
    Binned.objects.update(binned_at=just - timedelta(minutes=2))
    assert empty_due() == 2
    assert not Binned.objects.exists()
    entries = ModelLogEntry.objects.filter(object_id=str(story.pk), content_type__model="story")
    assert {entry.label for entry in entries} == {"story"}
    assert "Asked" not in str([entry.data for entry in entries])


@pytest.mark.django_db(transaction=True)
def test_a_file_that_another_row_has_too_stays(make_story: MakeStory) -> None:
    source = make_story(published=False)
    source.sources = [StorySource(outlet="Radio", sort_order=0)]
    source.save()
    copy = source.sources.get()
    copy.kept_copy.save("copy.pdf", ContentFile(b"%PDF"))
    source.save_revision()
    translation = StartTranslation(Story.objects.get(pk=source.pk), "be").execute()
    path = Path(StorySource.objects.get(story=translation).kept_copy.path)
    EmptyNow(PutIntoBin(translation).execute()).execute()
    assert path.exists()
    EmptyNow(PutIntoBin(Story.objects.get(pk=source.pk)).execute()).execute()
    assert not path.exists()


def test_every_model_that_goes_into_the_bin_can_be_packed(newsroom: Newsroom) -> None:
    names = {model.__name__ for model in models_for_the_bin()}
    assert names >= {"Story", "Topic", "Place", "Photo", "Video", "Document", "Front"}
    assert not names & {"Newsroom", "PhotoWords"}
    rows, links = packed(place())
    assert [row["model"] for row in rows] == ["stories.Place", "stories.PlaceName"] and not links


def test_a_photo_put_into_the_bin_keeps_its_file_and_logs_no_error(
    newsroom: Newsroom,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    picture = photo()
    stored = Path(picture.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        PutIntoBin(picture).execute()
    assert stored.is_file()
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []
