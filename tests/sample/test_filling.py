"""Filling an empty home: what the record holds afterwards, and what is never touched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.serializers.python import Serializer

from solidary.chronicle.models import Action, Day, Estimate, Quote, Report, Version
from solidary.cli import solidary
from solidary.press.reading.stamps import stamps
from solidary.sample import fill_home
from solidary.sample.filling import HomeNotEmptyError
from solidary.stories.body.blocks import BLOCKS
from solidary.stories.models import (
    Byline,
    Document,
    Front,
    Kind,
    Newsroom,
    NewsroomLanguage,
    Photo,
    Place,
    State,
    Story,
    StorySource,
    Subtitles,
    Topic,
    TopicName,
    Video,
)
from tests.fixtures.record import Sample

MODELS = (
    Story,
    Byline,
    StorySource,
    Topic,
    TopicName,
    Place,
    Photo,
    Video,
    Subtitles,
    Document,
    Front,
    Newsroom,
    NewsroomLanguage,
    Action,
    Report,
    Quote,
    Estimate,
    Day,
    Version,
)


@pytest.mark.usefixtures("filled")
class TestAFilledHome:
    def test_every_kind_of_story_and_every_block_is_used_by_a_published_story(self) -> None:
        published = list(Story.objects.published())
        assert len(published) >= 24
        assert {story.kind for story in published} == set(Kind.values)
        used = {block["type"] for story in published for block in story.raw_body}
        assert used == {block.name for block in BLOCKS}

    def test_no_two_stories_of_a_language_have_the_same_stamp(self) -> None:
        """Feed readers take entries that were updated at the same moment for one."""
        zone = Newsroom.load().zone
        for language in Newsroom.load().languages:
            moments = [
                stamps(
                    story.day, story.time, story.first_published_at, story.updated_at, zone
                ).updated
                for story in Story.objects.published().filter(locale__language_code=language)
            ]
            assert len(moments) == len(set(moments)) > 3

    def test_there_is_a_story_in_every_state(self) -> None:
        assert {str(story.state) for story in Story.objects.all()} == {str(s.value) for s in State}
        assert Story.objects.undated().count() == 1
        assert Story.objects.scheduled().count() == 1
        assert Story.objects.in_review().count() == 1

    def test_one_translation_has_fallen_behind_and_the_others_have_not(self) -> None:
        behind = Story.objects.translations_behind()
        assert [story.language for story in behind] == ["pl"]
        assert all(story.is_behind == (story in behind) for story in Story.objects.all())

    def test_the_desk_would_accept_every_story_as_it_stands(self) -> None:
        for story in Story.objects.all():
            story.full_clean()
            assert story.latest_revision is not None
            assert story.latest_revision.as_object().headline == story.headline

    def test_two_stories_of_one_day_stand_in_the_order_of_the_page_it_all_started_from(
        self,
    ) -> None:
        day = Story.objects.published().filter(locale__language_code="en", day="2021-02-08")
        first, second = day.order_by("-sequence")
        assert first.headline.startswith("Warsaw")
        assert second.headline.startswith("EU diplomats")

    def test_the_video_story_names_the_languages_that_are_spoken(self) -> None:
        story = Story.objects.published().get(kind="video", locale__language_code="en")
        assert story.video
        assert story.spoken_languages == ["pl", "be"]

    def test_a_source_has_the_copy_that_was_kept_of_it(self) -> None:
        kept = StorySource.objects.exclude(kept_copy="")
        assert {source.story.language for source in kept} == {"en", "be"}
        assert all(b"How this dossier was made" in source.kept_copy.read() for source in kept)
        assert len({source.kept_copy.name for source in kept}) == 2

    def test_a_source_says_whom_it_cites(self) -> None:
        story = Story.objects.published().get(headline__startswith="St. Petersburg")
        first, second, _ = story.sources.all()
        assert (first.outlet, second.outlet) == ("MBKh Media", "Radio Svaboda")
        assert first.cites.startswith("Artur Hruntou")
        assert second.cites == "MBKh Media"

    def test_pictures_are_illustrations_described_in_every_language(self) -> None:
        for photo in Photo.objects.all():
            assert photo.illustration
            assert photo.consent == "drawn"
            others = photo.words.all()
            assert {words.language for words in others} == {"be", "ru", "pl"}
            assert len({words.alt_text for words in (photo, *others)}) == 4
            assert all(words.credit for words in (photo, *others))

    def test_the_newsroom_is_set_up_with_a_front_page_in_every_language(self) -> None:
        newsroom = Newsroom.load()
        assert newsroom.languages == ["en", "be", "ru", "pl"]
        assert "sample" in newsroom.name
        for front in Front.objects.all():
            assert front.lead.language == front.language
            assert all(item.story.language == front.language for item in front.others.all())
        assert Front.objects.count() == 4

    def test_topics_have_other_hashtags_and_pins(self) -> None:
        assert Topic.objects.for_hashtag("#СолидарностьСБеларусью").hashtag == "SolidarityBelarus"
        assert Topic.objects.get(hashtag="SolidarityBelarus").pins.count() == 4
        assert Place.objects.get(geonames_id=593116).names.get(language="be").name == "Вільня"

    def test_a_home_that_holds_anything_is_left_alone(self) -> None:
        before = Story.objects.count()
        with pytest.raises(HomeNotEmptyError, match="not empty"):
            fill_home()
        assert Story.objects.count() == before


def snapshot(folder: Path) -> tuple[list[Any], dict[str, bytes]]:
    """The whole record without the moments of its making, and the bytes of every file."""
    rows = Serializer().serialize(
        [thing for model in MODELS for thing in model.objects.order_by("pk")]
    )
    for row in rows:
        row["fields"].pop("created_at", None)
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*")}
    return rows, files


@pytest.mark.exhaustive
@pytest.mark.django_db(transaction=True)
def test_the_command_fills_a_home_like_any_other_to_the_bit_and_refuses_a_second_time(
    home: Path, sample: Sample, tmp_path: Path
) -> None:
    done = CliRunner().invoke(solidary, ["sample", "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output) == {"stories": Story.objects.count()}
    again = CliRunner().invoke(solidary, ["sample"])
    assert again.exit_code == 1
    assert again.output.startswith("Error: The home is not empty")
    assert len(again.output.splitlines()) == 1
    rows, files = snapshot(home / "files")
    assert len(rows) > 100 and len(files) > 25
    sample.copy_to(tmp_path / "other")
    assert snapshot(tmp_path / "other") == (rows, files)
