"""A story as its readers will see it, drawn from what an editor is writing right now.

The real templates and the real pictures; only the way to the root differs, because the desk
shows the page under an address of its own.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from solidary.press.drawing.composer import Composer
from solidary.press.drawing.gallery import Gallery
from solidary.press.drawing.stories import prepare, relatives, story_sheet
from solidary.press.drawing.templates import template
from solidary.press.index.assets import produce
from solidary.press.index.calendar_archive import Rules
from solidary.press.index.ledger import languages_standing
from solidary.press.models import AssetFile
from solidary.press.reading.newsroom import read_newsroom
from solidary.press.reading.stories import StoryRow
from solidary.press.reading.text import clean
from solidary.press.reading.uses import Use
from solidary.site.unbroken import unbroken
from solidary.stories.body.plain import last_correction
from solidary.stories.models import Newsroom, Story


class DraftGallery(Gallery):
    """Shows stored files from the desk's own addresses, because readers' copies may not exist."""

    def find_files(self, refs: set[Use]) -> dict[Use, list[AssetFile]]:
        shown = {ref: made.files for ref, made in produce(refs, derived=False).items()}
        for files in shown.values():
            for file in files:
                file.href = f"{str(settings.MEDIA_URL).lstrip('/')}{file.origin}"
        return shown


def preview_story(story: Story, request: HttpRequest | None = None) -> str:
    """The page of a story from the instance's own attributes, saved or not; HTML."""
    composer = Composer(read_newsroom(languages_standing()), Rules())
    composer.gallery = DraftGallery(composer.newsroom.languages[0])
    row = row_of(story)
    places = prepare(composer, [row])[row.language]
    sheet = story_sheet(composer, row, relatives([row]), places, root="/")
    drawn: str = template(row.language, "story.html").render(sheet=sheet)
    return unbroken(drawn.encode()).decode()


def row_of(story: Story) -> StoryRow:
    """A story's row as `reading.stories.story_rows` would read it, from an instance in memory."""
    day, at = story.day, story.time
    if day is None:
        now: datetime = Newsroom.load().now()
        day, at = now.date(), now.time().replace(second=0, microsecond=0)
    body: list[dict[str, Any]] = story.raw_body
    return StoryRow(
        pk=story.pk or 0,
        address=story.address,
        language=story.locale.language_code,
        kind=story.kind,
        headline=clean(story.headline),
        standfirst=clean(story.standfirst),
        dateline=clean(story.dateline),
        day=day,
        time=at,
        first=story.first_published_at,
        updated=story.updated_at,
        video=story.video,
        audio=story.audio,
        photos=story.photos,
        spoken=tuple(story.spoken_languages or ()),
        subtitled=tuple(story.subtitle_languages or ()),
        corrected=last_correction(body),
        based_on=story.based_on_id,
        translation_key=story.translation_key.hex if story.translation_key else "",
        body=body,
        bylines=[(clean(line.name), clean(line.role)) for line in story.bylines.all()],
        sources=[
            (source.pk or 0, clean(source.outlet), clean(source.cites), source.address)
            for source in story.sources.all()
        ],
        topics=[topic.pk for topic in story.topics.all()],
        places=[place.pk for place in story.places.all()],
    )
