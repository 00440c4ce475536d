"""Photos, recordings and documents as templates get them, read in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from solidary.press.models import StockFile
from solidary.press.reading.record import in_batches
from solidary.press.reading.text import clean
from solidary.press.things.assets import Ref, files_of
from solidary.site.sheets import Picture, Rendition
from solidary.stories.models import (
    Document,
    DocumentWords,
    Photo,
    PhotoWords,
    Video,
    VideoWords,
)

REMEMBERED = 4_000
"""Things kept in mind at once; beyond that memory would grow with the archive."""


@dataclass(frozen=True, slots=True)
class Words:
    alt: str
    caption: str
    credit: str


@dataclass(slots=True)
class PhotoFacts:
    words: Words
    illustration: bool
    in_languages: dict[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """A recording, whether video or audio."""

    title: str
    credit: str
    spoken: str
    poster: int | None
    width: int | None
    height: int | None
    in_languages: dict[str, tuple[str, str]] = field(default_factory=dict)
    """language → title and credit in it"""

    def told_in(self, language: str) -> MediaFacts:
        """The same with its words in a language; what is empty in them stays as it was."""
        title, credit = self.in_languages.get(language, ("", ""))
        return replace(self, title=title or self.title, credit=credit or self.credit)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    title: str
    in_languages: dict[str, str] = field(default_factory=dict)


class Gallery:
    """Everything besides words that the pages of one publish show."""

    def __init__(self) -> None:
        self._files: dict[Ref, list[StockFile]] = {}
        self._photos: dict[int, PhotoFacts] = {}
        self._media: dict[int, MediaFacts] = {}
        self._documents: dict[int, DocumentFacts] = {}
        self._drawn: dict[tuple[int, str, str], Picture | None] = {}

    def fetch(self, refs: Iterable[Ref]) -> None:
        """Read what isn't known yet; ask for a whole batch of pages at once."""
        if len(self._files) > REMEMBERED:
            self.__init__()  # type: ignore[misc]
        wanted = {ref for ref in refs if ref not in self._files}
        if not wanted:
            return
        kinds: dict[str, set[int]] = defaultdict(set)
        for kind, key in wanted:
            kinds[kind].add(key)
        self._fetch_media(kinds["media"])
        posters = {
            facts.poster
            for key in kinds["media"]
            if (facts := self._media.get(key)) and facts.poster
        }
        posters = {key for key in posters if ("photo", key) not in self._files}
        wanted |= {("photo", key) for key in posters}
        self._fetch_photos(kinds["photo"] | posters)
        self._fetch_documents(kinds["document"])
        found = self.find_files(wanted)
        self._files.update((ref, found.get(ref, [])) for ref in wanted)

    def find_files(self, refs: set[Ref]) -> dict[Ref, list[StockFile]]:
        return files_of(refs)

    def _fetch_photos(self, keys: Iterable[int]) -> None:
        for batch in in_batches(keys):
            rows = Photo.objects.filter(pk__in=batch)
            for pk, illustration, *said in rows.values_list(
                "pk", "illustration", "alt_text", "caption", "credit"
            ):
                self._photos[pk] = PhotoFacts(Words(*map(clean, said)), illustration)
            words = PhotoWords.objects.filter(photo_id__in=batch)
            for pk, language, *said in words.values_list(
                "photo_id", "language", "alt_text", "caption", "credit"
            ):
                self._photos[pk].in_languages[language] = Words(*map(clean, said))

    def _fetch_media(self, keys: Iterable[int]) -> None:
        for batch in in_batches(keys):
            rows = Video.objects.filter(pk__in=batch)
            for pk, title, credit, *rest in rows.values_list(
                "pk", "title", "credit", "spoken_language", "poster_id", "width", "height"
            ):
                self._media[pk] = MediaFacts(clean(title), clean(credit), *rest)
            words = VideoWords.objects.filter(video_id__in=batch)
            for pk, language, *said in words.values_list("video_id", "language", "title", "credit"):
                title, credit = map(clean, said)
                self._media[pk].in_languages[language] = (title, credit)

    def _fetch_documents(self, keys: Iterable[int]) -> None:
        for batch in in_batches(keys):
            rows = Document.objects.filter(pk__in=batch)
            for pk, title in rows.values_list("pk", "title"):
                self._documents[pk] = DocumentFacts(clean(title))
            words = DocumentWords.objects.filter(document_id__in=batch)
            for pk, language, title in words.values_list("document_id", "language", "title"):
                self._documents[pk].in_languages[language] = clean(title)

    def picture(self, photo: int | None, language: str, lead: str = "") -> Picture | None:
        """A photo with its words in a language, what is empty in them falling back to the
        photo's own; `lead` goes before its files' addresses. None where it has no files."""
        if photo is None:
            return None
        key = (photo, language, lead)
        if key not in self._drawn:
            self.fetch([("photo", photo)])
            self._drawn[key] = self._draw(photo, language, lead)
        return self._drawn[key]

    def _draw(self, photo: int, language: str, lead: str) -> Picture | None:
        facts, files = self._photos.get(photo), self._files[("photo", photo)]
        if facts is None or not files:
            return None
        own, said = facts.words, facts.in_languages.get(language)
        return Picture(
            renditions=tuple(
                Rendition(lead + file.href, file.width, file.height, file.type) for file in files
            ),
            alt=(said and said.alt) or own.alt,
            caption=(said and said.caption) or own.caption,
            credit=(said and said.credit) or own.credit,
            illustration=facts.illustration,
        )

    def media(self, key: int, language: str) -> tuple[MediaFacts, list[StockFile]] | None:
        """A recording told in a language, and its files, subtitles after it; None where it
        can't be shown."""
        self.fetch([("media", key)])
        facts, files = self._media.get(key), self._files["media", key]
        return (facts.told_in(language), files) if facts and files else None

    def document(self, key: int, language: str) -> tuple[str, StockFile] | None:
        """A document's title in a language, and its file; None where it can't be shown."""
        self.fetch([("document", key)])
        facts, files = self._documents.get(key), self._files["document", key]
        if facts is None or not files:
            return None
        return facts.in_languages.get(language) or facts.title, files[0]

    def kept_copy(self, source: int) -> str:
        """Address of a source's kept copy, '' where there is none."""
        self.fetch([("kept", source)])
        files = self._files["kept", source]
        return files[0].href if files else ""
