from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from solidary.stories.languages import locale_of
from solidary.stories.models import Story

Writer = Callable[..., Story]


@pytest.fixture
def write() -> Writer:
    """Saves a published story: `write("Headline", "be", body=[…], topics=[…])`."""

    def write_story(headline: str, language: str = "en", **fields: Any) -> Story:
        topics, places = fields.pop("topics", []), fields.pop("places", [])
        fields.setdefault("day", "2021-02-08")
        story = Story(headline=headline, locale=locale_of(language), live=True, **fields)
        story.topics.set(topics)
        story.places.set(places)
        story.save()
        return story

    return write_story
