"""Recordings, video and audio: carried as they are, subtitles after them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from solidary.press.models import AssetFile
from solidary.press.reading.asking import in_batches
from solidary.press.reading.text import clean
from solidary.press.reading.uses import Use
from solidary.press.things.carrying import carried, carried_names
from solidary.press.things.thing import ShowOther, Spoken, Stored, Thing
from solidary.site.sheets import Recording
from solidary.site.words import own_name
from solidary.stories.models import Subtitles, Video, VideoWords

FOLDER = "m"


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    title: str
    credit: str
    spoken: str
    poster: int | None
    width: int | None
    height: int | None
    in_languages: dict[str, tuple[str, str]] = field(default_factory=dict)
    """language → title and credit in it"""
    captions: set[str] = field(default_factory=set)
    """languages that the record has captions in, rather than subtitles"""


class RecordingThing(Thing):
    kind = "recording"
    label = _("Video or audio")
    model = Video
    title_field = "title"

    def read(self, keys: list[int]) -> dict[int, Stored]:
        files: dict[int, list[tuple[str, str]]] = {
            pk: [(name, "")]
            for pk, name in Video.objects.filter(pk__in=keys).values_list("pk", "file")
            if name
        }
        tracks = Subtitles.objects.filter(video_id__in=list(files)).order_by("sort_order", "pk")
        for video, name, language in tracks.values_list("video_id", "file", "language"):
            files[video].append((name, language))
        return {
            pk: Stored(
                "", tuple(name for name, _ in found), tuple(language for _, language in found)
            )
            for pk, found in files.items()
        }

    def make(self, stored: Stored) -> list[AssetFile]:
        return carried(FOLDER, stored)

    def names(self, stored: Stored) -> list[str]:
        return carried_names(FOLDER, stored)

    def facts(self, keys: list[int]) -> dict[int, RecordingFacts]:
        found: dict[int, RecordingFacts] = {}
        for batch in in_batches(keys):
            rows = Video.objects.filter(pk__in=batch)
            for pk, title, credit, *rest in rows.values_list(
                "pk", "title", "credit", "spoken_language", "poster_id", "width", "height"
            ):
                found[pk] = RecordingFacts(clean(title), clean(credit), *rest)
            words = VideoWords.objects.filter(video_id__in=batch)
            for pk, language, *said in words.values_list("video_id", "language", "title", "credit"):
                title, credit = map(clean, said)
                found[pk].in_languages[language] = (title, credit)
            captions = Subtitles.objects.filter(video_id__in=batch, kind=Subtitles.Kind.CAPTIONS)
            for pk, language in captions.values_list("video_id", "language"):
                found[pk].captions.add(language)
        return found

    def brings(self, facts: RecordingFacts) -> Iterable[Use]:
        if facts.poster:
            yield "photo", facts.poster

    def show(
        self,
        facts: RecordingFacts,
        files: list[AssetFile],
        spoken: Spoken,
        lead: str,
        other: ShowOther,
    ) -> Recording:
        title, credit = facts.in_languages.get(spoken.page, ("", ""))
        title, title_language = spoken.said(facts.title, title)
        credit, credit_language = spoken.said(facts.credit, credit)
        recording, *tracks = files
        return Recording(
            files=((lead + recording.href, recording.type),),
            poster=other("photo", facts.poster) if facts.poster else None,
            title=title,
            credit=credit,
            spoken=(facts.spoken,) if facts.spoken else (),
            subtitles=tuple(
                (track.language, lead + track.href, own_name(track.language)) for track in tracks
            ),
            width=facts.width,
            height=facts.height,
            size=recording.size,
            title_language=title_language,
            credit_language=credit_language,
            captions=tuple(
                track.language
                for track in tracks
                if track.language in facts.captions or _is_spoken(track.language, facts.spoken)
            ),
        )


def _is_spoken(language: str, spoken: str) -> bool:
    """Whether a track is in the language that is spoken, in whatever spelling or script."""
    return bool(spoken) and language.partition("-")[0] == spoken.partition("-")[0]


THING = RecordingThing()
