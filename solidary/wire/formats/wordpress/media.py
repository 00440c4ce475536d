"""What a post shows: pictures, galleries, recordings, and cards for what was published elsewhere.

Files come from the folder of uploads beside the archive; what isn't there is named, never fetched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from solidary.wire.account import Account
from solidary.wire.beside import Beside
from solidary.wire.bodies import Start, Thing, without_query
from solidary.wire.derived import derived_address
from solidary.wire.format import Line
from solidary.wire.formats.wordpress.archive import Archive, Attachment, upload_path
from solidary.wire.records import Document, Photo, Recording
from solidary.wire.things import (
    FILMS,
    PAPERS,
    PICTURES,
    SOUNDS,
    Block,
    card_block,
    ending_of,
    gallery_block,
    photo_block,
    recording_block,
)

MISSING = "pictures and recordings that are not beside the archive"
ELSEWHERE = "pictures that lie on other sites"
_KEY = re.compile(r"\bwp-image-(\d{1,12})\b")
_SIZED = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled|rotated)(?=\.\w{2,5}\Z)")
_SOURCE = re.compile(r"""\bsrc\s*=\s*["']([^"'<>]+)""")


class Media:
    """Knows what the elements of one post after another are; `lines`: records of the things that the
    posts so far show and nobody has handed over yet."""

    def __init__(self, archive: Archive, beside: Beside, account: Account) -> None:
        self.archive, self.beside, self.account = archive, beside, account
        self.lines: list[Line] = []
        self.shown: list[str] = []
        """Addresses of what the post in hand shows."""
        self._known: dict[str, str] = {}
        self._missing: set[str] = set()
        self._line, self._post = 0, ""

    def begin(self, line: int, post: str) -> None:
        """From here on it is another post."""
        self._line, self._post = line, post
        self.shown = []

    def __call__(self, tag: Start) -> Sequence[Thing] | None:
        """The things that an element shows; None for what isn't known here."""
        match tag.name:
            case "img":
                return self._image(tag.attributes)
            case "wp-gallery":
                return self._gallery(tag.attributes)
            case "wp-embed":
                return self._card(tag.attributes.get("src", ""), "")
            case "iframe":
                said = tag.attributes
                return self._card(
                    said.get("src") or said.get("data-src") or "", said.get("title", "")
                )
            case "wp-media" | "video" | "audio":
                return self._recording(tag)
            case "wp-file":
                return self._document(
                    tag.attributes.get("src", ""), tag.attributes.get("title", "")
                )
        return None

    def lead(self, key: str) -> Block | None:
        """The picture that stands over a post, where its text doesn't show it as well."""
        attachment = self.archive.attachments.get(key)
        if attachment is None:
            if key.isdigit() and key != "0":
                self.account.lose("pictures over posts that the archive doesn't name", self._line)
            return None
        address = self._taken(attachment.path, attachment, PICTURES)
        if not address or address in self.shown:
            return None
        self.shown.append(address)
        return photo_block(address)

    def _image(self, said: dict[str, str]) -> Sequence[Thing] | None:
        address = _address_of(said)
        if "emoji" in said.get("class", "") or not address.strip():
            return None
        if said.get("width") in ("0", "1") or said.get("height") in ("0", "1"):
            return None
        key = said.get("data-id", "")
        named = _KEY.search(said.get("class", ""))
        attachment = self.archive.attachments.get(named[1] if named else key)
        attachment = attachment or self.archive.attachment_at(address)
        if attachment is None and not self._may_be_uploaded(address):
            self.account.lose(ELSEWHERE, self._line, without_query(address))
            return [Thing(None)]
        path = attachment.path if attachment is not None else upload_path(address)
        photo = self._taken(path, attachment, PICTURES, said.get("alt", ""))
        if not photo:
            return [Thing(None)]
        self.shown.append(photo)
        return [Thing(photo_block(photo))]

    def _gallery(self, said: dict[str, str]) -> Sequence[Thing]:
        keys = re.findall(r"\d+", said.get("ids", "")) or self.archive.children.get(self._post, [])
        attachments = [self.archive.attachments.get(key) for key in dict.fromkeys(keys)]
        if said.get("kind") == "playlist":
            things: list[Thing] = []
            for one in attachments:
                things += self._played(one.path, one) if one is not None else []
            return things
        photos = [
            address
            for one in attachments
            if one is not None and (address := self._taken(one.path, one, PICTURES))
        ]
        if len(attachments) != sum(one is not None for one in attachments):
            self.account.lose("pictures of galleries that the archive doesn't name", self._line)
        self.shown += photos
        return [Thing(gallery_block(photos) if photos else None)]

    def _recording(self, tag: Start) -> Sequence[Thing]:
        address = tag.attributes.get("src", "")
        if not address and (found := _SOURCE.search(tag.inside)):
            address = found[1]
        attachment = self.archive.attachment_at(address) if address else None
        if attachment is None and address and not self._may_be_uploaded(address):
            return self._card(address, "")
        path = attachment.path if attachment is not None else upload_path(address)
        return self._played(path, attachment) if path else []

    def _may_be_uploaded(self, address: str) -> bool:
        return self.archive.is_of_site(address) or "/uploads/" in address

    def _played(self, path: str, attachment: Attachment | None) -> list[Thing]:
        kind = "audio" if ending_of(path) in SOUNDS else "video"
        address = self._taken(path, attachment, FILMS | SOUNDS)
        if not address:
            return [Thing(None)]
        self.shown.append(address)
        return [Thing(recording_block(kind, address))]

    def _document(self, address: str, title: str) -> Sequence[Thing]:
        """A file that readers may keep; where it isn't there, what leads to it."""
        attachment = self.archive.attachment_at(address)
        path = attachment.path if attachment is not None else upload_path(address)
        taken = self._taken(path, attachment, PAPERS, title) if ending_of(path) in PAPERS else ""
        if not taken:
            return self._card(address, title)
        return [Thing({"type": "document", "value": {"document": taken, "note": ""}})]

    def _card(self, address: str, title: str) -> Sequence[Thing]:
        block = card_block(address, title)
        if block is None:
            self.account.lose("frames that lead nowhere", self._line, without_query(address))
        return [Thing(block)]

    def _taken(
        self, path: str, attachment: Attachment | None, endings: frozenset[str], alt: str = ""
    ) -> str:
        """The address of the thing in a file, which comes in with its post; '' where it can't."""
        address = self._address(path, attachment, endings, alt)
        if attachment is not None:
            attachment.became = "shown in stories" if address else "missing: not beside the archive"
        return address

    def _address(
        self, path: str, attachment: Attachment | None, endings: frozenset[str], alt: str
    ) -> str:
        if path in self._known:
            return self._known[path]
        name = "" if path in self._missing else self._name_of(path)
        ending = ending_of(name)
        if not name or ending not in endings:
            kind = f"files of a kind that isn't shown (.{ending})" if name else MISSING
            self._missing.add(path)
            self.account.lose(kind, self._line, without_query(path))
            return ""
        address = derived_address("wordpress", self.archive.address, path)
        self._known[path] = address
        about = attachment or Attachment("", path)
        self.lines.append(Line(self._line, _record(address, name, about, alt), may_be_lost=True))
        return address

    def _name_of(self, path: str) -> str:
        """The file as it was uploaded, rather than one of the sizes made of it."""
        whole = _SIZED.sub("", path)
        for one in dict.fromkeys((whole, path, re.sub(r"^sites/\d+/", "", whole))):
            if name := self.beside.name_of(one):
                return name
        return ""


def _record(address: str, name: str, about: Attachment, alt: str) -> Photo | Recording | Document:
    title = about.title or PurePosixPath(about.path).stem
    if ending_of(name) in PICTURES:
        return Photo(
            record="photo",
            address=address,
            file=name,
            title=title[:255],
            caption=about.caption,
            alt_text=(about.alt or " ".join(alt.split()))[:500],
        )
    if ending_of(name) in PAPERS:
        words = " ".join(alt.split()) or title
        return Document(record="document", address=address, title=words[:200], file=name)
    kind = "audio" if ending_of(name) in SOUNDS else "video"
    return Recording(record="video", address=address, kind=kind, title=title[:200], file=name)


def _address_of(said: dict[str, str]) -> str:
    """Where an image lies, also where scripts were to load it late."""
    for name in ("data-orig-file", "data-lazy-src", "data-src", "src"):
        address = said.get(name, "")
        if address and not address.startswith(("data:", "blob:")):
            return address
    return ""
