"""What a body shows besides words, as listings tell it."""

from __future__ import annotations

from dataclasses import dataclass

from solidary.stories.body.plain import RawBlock
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
    """The marks of a body. One photo beside the text is no photo story; several are."""
    photos, media = 0, {"video": set[int](), "audio": set[int]()}
    for block in body:
        kind, value = block["type"], block["value"]
        if kind == "photo":
            photos += 1
        elif kind in ("gallery", "dispatch"):
            photos += 2 * len(value.get("photos") or ())
        elif kind in media and value.get(kind):
            media[kind].add(int(value[kind]))
    recordings = media["video"] | media["audio"]
    spoken = Video.objects.filter(pk__in=recordings).values_list("spoken_language", flat=True)
    subtitled = Subtitles.objects.filter(video__in=recordings).values_list("language", flat=True)
    return Shown(
        photos=photos > 1,
        video=bool(media["video"]),
        audio=bool(media["audio"]),
        spoken_languages=tuple(sorted(set(filter(None, spoken)))),
        subtitle_languages=tuple(sorted(set(subtitled))),
    )
