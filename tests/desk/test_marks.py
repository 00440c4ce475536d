"""Marks that follow from what a body shows."""

from __future__ import annotations

import pytest

from solidary.desk.forms.marks import shown_in
from solidary.stories.body.fields import RawBlock
from solidary.stories.models import Subtitles, Video


def photo() -> RawBlock:
    return {"type": "photo", "value": {"photo": 1, "caption": ""}}


@pytest.mark.django_db
def test_one_photo_is_no_photo_story_and_several_are() -> None:
    assert not shown_in([photo()]).photos
    assert shown_in([photo(), photo()]).photos
    assert shown_in([{"type": "gallery", "value": {"photos": [{"value": 1}]}}]).photos
    assert not shown_in([{"type": "dispatch", "value": {"photos": []}}]).photos


@pytest.mark.django_db
def test_a_video_brings_its_languages() -> None:
    video = Video.objects.create(title="Speech", file="media/a.mp4", spoken_language="be")
    Subtitles.objects.create(video=video, language="en", file="media/a.en.vtt")
    shown = shown_in([{"type": "video", "value": {"video": video.pk}}])
    assert shown.video
    assert not shown.audio
    assert shown.spoken_languages == ("be",)
    assert shown.subtitle_languages == ("en",)
