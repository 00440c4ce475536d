"""Photos: derived in a few widths, with words in every language."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from solidary.darkroom.child import kept
from solidary.darkroom.faults import PictureError
from solidary.home import current_home
from solidary.press.models import AssetFile
from solidary.press.reading.asking import in_batches
from solidary.press.reading.text import clean
from solidary.press.things.thing import ShowOther, Spoken, Stored, Thing, stored_file
from solidary.release import addresses
from solidary.release.writing import put
from solidary.site.sheets import Picture, Rendition
from solidary.stories.models import Photo, PhotoWords
from solidary.stories.stored import Content, recognize

WIDTHS = (240, 480, 960, 1440)
"""Widths of a picture's copies in pixels; none is wider than the picture itself."""


@dataclass(frozen=True, slots=True)
class Words:
    alt: str
    caption: str
    credit: str


_NO_WORDS = Words("", "", "")


@dataclass(slots=True)
class PhotoFacts:
    words: Words
    illustration: bool
    decorative: bool
    in_languages: dict[str, Words] = field(default_factory=dict)


class PhotoThing(Thing):
    kind = "photo"
    label = _("Photo")
    model = Photo
    title_field = "title"

    def read(self, keys: list[int]) -> dict[int, Stored]:
        rows = Photo.objects.filter(pk__in=keys).values_list("pk", "address", "file")
        return {pk: Stored(address, (name,)) for pk, address, name in rows if name}

    def make(self, stored: Stored) -> list[AssetFile]:
        """A picture in every width it has, narrowest first."""
        try:
            data = stored_file(stored.names[0]).read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            # Before it is looked at: a damaged picture can often be drawn all the same.
            recognize(stored.names[0], Content(digest, len(data)))
            copies = kept().derive(data, WIDTHS)
        except (OSError, PictureError):
            return []
        files = []
        for copy in copies:
            href = addresses.picture_file(stored.address, digest, copy.width)
            put(str(current_home().press / href), copy.bytes)
            files.append(
                AssetFile(
                    href=href,
                    sha256=hashlib.sha256(copy.bytes).hexdigest(),
                    size=len(copy.bytes),
                    type="image/webp",
                    width=copy.width,
                    height=copy.height,
                )
            )
        return files

    def names(self, stored: Stored) -> list[str]:
        return [stored.address]

    def as_stored(self, keys: list[int]) -> dict[int, list[AssetFile]]:
        rows = Photo.objects.filter(pk__in=keys).values_list("pk", "file", "width", "height")
        return {
            pk: [AssetFile(origin=name, width=width, height=height, type="", size=0)]
            for pk, name, width, height in rows
            if name
        }

    def facts(self, keys: list[int]) -> dict[int, PhotoFacts]:
        found: dict[int, PhotoFacts] = {}
        for batch in in_batches(keys):
            rows = Photo.objects.filter(pk__in=batch)
            for pk, illustration, decorative, *said in rows.values_list(
                "pk", "illustration", "decorative", "alt_text", "caption", "credit"
            ):
                found[pk] = PhotoFacts(Words(*map(clean, said)), illustration, decorative)
            words = PhotoWords.objects.filter(photo_id__in=batch)
            for pk, language, *said in words.values_list(
                "photo_id", "language", "alt_text", "caption", "credit"
            ):
                found[pk].in_languages[language] = Words(*map(clean, said))
        return found

    def show(
        self, facts: PhotoFacts, files: list[AssetFile], spoken: Spoken, lead: str, other: ShowOther
    ) -> Picture:
        """Its words in a language; what is empty in them falls back to the photo's own."""
        own, said = facts.words, facts.in_languages.get(spoken.page, _NO_WORDS)
        alt = ("", "") if facts.decorative else spoken.said(own.alt, said.alt)
        caption = spoken.said(own.caption, said.caption)
        credit = spoken.said(own.credit, said.credit)
        return Picture(
            renditions=tuple(
                Rendition(lead + file.href, file.width, file.height, file.type) for file in files
            ),
            alt=alt[0],
            caption=caption[0],
            credit=credit[0],
            illustration=facts.illustration,
            alt_language=alt[1],
            caption_language=caption[1],
            credit_language=credit[1],
        )


THING = PhotoThing()
