"""One place, photo, recording or document instead of another, everywhere it is used."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile

from solidary.stories.acts import NotNowError
from solidary.stories.acts.bring_back import BringBack
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.acts.replace import ReplaceThing
from solidary.stories.acts.translate import StartTranslation
from solidary.stories.bin.users import users_of
from solidary.stories.body.uses import uses_of
from solidary.stories.models import Binned, Newsroom, Place, Story, Topic, Video
from tests.desk.conftest import MakeStory
from tests.press.archive import photo
from tests.stories.test_bin import place, show, shown, thing_of


@pytest.mark.parametrize("kind", ["place", "photo", "recording", "document"])
def test_rows_drafts_translations_and_earlier_versions_all_follow(
    make_story: MakeStory, kind: str, editor: Any
) -> None:
    old, new = thing_of(kind), thing_of(kind)
    public = show(make_story("Public"), shown(kind, old), publish=True)
    earlier = public.live_revision
    translation = StartTranslation(public, "be").execute()
    drafted = show(make_story("Drafted"), shown(kind, old), publish=False)
    count = Story.objects.count()
    assert users_of(old).count == 3
    ReplaceThing(old, new, user=editor).execute()
    assert set(users_of(new).stories) == {public.pk, translation.pk, drafted.pk}
    assert (kind, new.pk) in uses_of(Story.objects.get(pk=public.pk).raw_body)
    draft = Story.objects.get(pk=drafted.pk).get_latest_revision_as_object()
    assert (kind, new.pk) in uses_of(draft.raw_body)
    earlier.refresh_from_db()
    assert (kind, new.pk) in uses_of(earlier.as_object().raw_body)
    assert [(one.kind, one.ref) for one in Binned.objects.all()] == [(kind, old.pk)]
    assert Story.objects.count() == count
    BringBack(Binned.objects.get(), user=editor).execute()
    assert not users_of(old)


def test_links_to_a_place_follow_without_standing_twice(make_story: MakeStory) -> None:
    old, new = place("Kyiv"), place("Kyjiv")
    both, one = make_story("Both"), make_story("One")
    for story, places in ((both, [old, new]), (one, [old])):
        story.places = places
        story.save_revision().publish()
    ReplaceThing(old, new).execute()
    for story in Story.objects.all():
        assert list(story.places.all()) == [new]
        assert list(story.get_latest_revision_as_object().places.all()) == [new]


def test_a_poster_and_the_logo_follow(newsroom: Newsroom) -> None:
    old, new = photo("red"), photo("blue")
    newsroom.logo = old
    newsroom.save()
    video = Video.objects.create(title="March", poster=old)
    ReplaceThing(old, new).execute()
    video.refresh_from_db()
    assert (video.poster, Newsroom.objects.get().logo) == (new, new)


def test_a_gallery_keeps_its_order(make_story: MakeStory) -> None:
    first, old, last, new = (photo(color) for color in ("red", "blue", "green", "yellow"))
    keys = [{"type": "item", "value": one.pk, "id": str(one.pk)} for one in (first, old, last)]
    block = {"type": "gallery", "value": {"photos": keys, "caption": ""}, "id": "g"}
    story = show(make_story(), [block], publish=True)
    ReplaceThing(old, new).execute()
    story = Story.objects.get(pk=story.pk)
    assert [key for _, key in uses_of(story.raw_body)] == [first.pk, new.pk, last.pk]


def test_what_is_of_another_kind_or_the_same_thing_is_refused(newsroom: Newsroom) -> None:
    where = place()
    film = Video.objects.create(title="Film", file=ContentFile(b"a", "a.mp4"))
    sound = Video.objects.create(title="Sound", kind="audio", file=ContentFile(b"a", "a.mp3"))
    for thing, by in ((where, where), (where, photo()), (film, sound)):
        with pytest.raises(NotNowError):
            ReplaceThing(thing, by).execute()
    with pytest.raises(NotNowError):
        ReplaceThing(Topic.objects.create(hashtag="A"), Topic.objects.create(hashtag="B")).execute()
    assert Place.objects.count() == 1 and not Binned.objects.exists()


def test_a_story_that_comes_back_brings_the_place_it_had(make_story: MakeStory) -> None:
    old, new = place("Kyiv"), place("Kyjiv")
    story = show(make_story(published=False), shown("place", old), publish=False)
    PutIntoBin(story).execute()
    ReplaceThing(old, new).execute()
    BringBack(Binned.objects.get(kind="story")).execute()
    assert users_of(old).stories == (story.pk,)
