"""Previews at the desk: the reader's own page, and the way from a story to it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from solidary.release.addresses import story_page
from solidary.stories import reading
from solidary.stories.models import Story


def register() -> None:
    """Have the press draw the record's previews."""
    reading.drawn_by(draw)


def draw(story: Story, request: HttpRequest) -> HttpResponse:
    """The page readers will get, with links that lead into the published site."""
    from solidary.press.preview import preview_story

    return HttpResponse(preview_story(story))


def live_address(story: Story) -> str:
    """Where readers find a story on this server; '' while they don't."""
    return f"/{story_page(story.language, story.address)}" if story.is_public else ""
