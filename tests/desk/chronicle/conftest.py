"""Stories that report something, read for the queue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from solidary.chronicle.models import Answer, Suggestion
from solidary.chronicle.suggesting.finding import suggest
from solidary.stories.models import Story
from tests.desk.conftest import MakeStory

CHAIN = (
    "Over 200 people formed a living chain on Gediminas Avenue in Vilnius on Monday, 8 February. "
    "The organisers had walked 200 kilometres."
)
RALLY = "About 60 people came to a rally at the Castle Square in Warsaw on Sunday, 7 February."
CHAIN_IN_BELARUSIAN = "Больш за 200 чалавек утварылі жывы ланцуг на праспекце Гедыміна ў Вільні ў панядзелак, 8 лютага."
RALLY_IN_BELARUSIAN = (
    "У Варшаве ў нядзелю, 7 лютага, каля 60 чалавек прыйшлі на мітынг на Замкавую плошчу."
)
Report = Callable[..., Suggestion]


def say(story: Story, text: str, **fields: Any) -> Story:
    """The same story with this as its body, published where it was public, and read."""
    draft = story.get_latest_revision_as_object()
    lines = text.split("\n")
    draft.body = [
        {"type": "paragraph", "value": f"<p>{line}</p>", "id": str(number)}
        for number, line in enumerate(lines, 1)
    ]
    for name, value in fields.items():
        setattr(draft, name, value)
    revision = draft.save_revision()
    if story.live:
        revision.publish()
    found = Story.objects.get(pk=story.pk)
    suggest([found])
    return found


@pytest.fixture
def report(make_story: MakeStory) -> Report:
    """`report("Over 200 people …")`: a story says so, and the suggestion that waits of it."""

    def one(text: str = CHAIN, headline: str = "A living chain", **fields: Any) -> Suggestion:
        story = say(make_story(headline, **{"day": date(2021, 2, 9), **fields}), text)
        found: Suggestion = Suggestion.objects.get(story=story, state=Answer.WAITING)
        return found

    return one
