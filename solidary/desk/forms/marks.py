"""What a body shows besides words, as listings tell it."""

from __future__ import annotations

from dataclasses import dataclass

from solidary.stories.body.fields import Mark, RawBlock
from solidary.stories.body.uses import marked
from solidary.stories.models import Subtitles, Video


@dataclass(frozen=True, slots=True)
class Shown:
    """Marks that follow from a body; languages in alphabetical order."""

    photos: bool
    video: bool
    audio: bool
    spoken_languages: tuple[str, ...]
    subtitle_languages: tuple[str, ...]


def shown_in(body: list[RawBlock]) -> Shown:
    """The marks of a body. One photo beside the text is no photo story; several are, and so
    is one that stands in a row for photos."""
    found = list(marked(body))
    photos = sum(2 if in_a_row else 1 for mark, _, in_a_row in found if mark is Mark.PHOTOS)
    recordings = {key for mark, key, _ in found if mark in (Mark.VIDEO, Mark.AUDIO)}
    spoken = Video.objects.filter(pk__in=recordings).values_list("spoken_language", flat=True)
    subtitled = Subtitles.objects.filter(video__in=recordings).values_list("language", flat=True)
    return Shown(
        photos=photos > 1,
        video=any(mark is Mark.VIDEO for mark, *_ in found),
        audio=any(mark is Mark.AUDIO for mark, *_ in found),
        spoken_languages=tuple(sorted(set(filter(None, spoken)))),
        subtitle_languages=tuple(sorted(set(subtitled))),
    )
