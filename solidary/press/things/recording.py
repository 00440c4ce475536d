"""Recordings, video and audio: carried as they are, subtitles after them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from solidary.press.models import AssetFile
from solidary.press.reading.asking import in_batches
from solidary.press.reading.text import clean
from solidary.press.reading.uses import Use
from solidary.press.things.carrying import carried, carried_names
from solidary.press.things.thing import ShowOther, Stored, Thing
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

    def in_language(self, language: str) -> RecordingFacts:
        """The same with its words in a language; what is empty in them stays as it was."""
        title, credit = self.in_languages.get(language, ("", ""))
        return replace(self, title=title or self.title, credit=credit or self.credit)


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
        language: str,
        lead: str,
        other: ShowOther,
    ) -> Recording:
        own = facts.in_language(language)
        recording, *tracks = files
        return Recording(
            files=((lead + recording.href, recording.type),),
            poster=other("photo", own.poster) if own.poster else None,
            title=own.title,
            credit=own.credit,
            spoken=(own.spoken,) if own.spoken else (),
            subtitles=tuple(
                (track.language, lead + track.href, own_name(track.language)) for track in tracks
            ),
            width=own.width,
            height=own.height,
            size=recording.size,
            captions=tuple(
                track.language
                for track in tracks
                if track.language in own.captions or _is_spoken(track.language, own.spoken)
            ),
        )


def _is_spoken(language: str, spoken: str) -> bool:
    """Whether a track is in the language that is spoken, in whatever spelling or script."""
    return bool(spoken) and language.partition("-")[0] == spoken.partition("-")[0]


THING = RecordingThing()
