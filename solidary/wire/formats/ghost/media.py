"""What a post shows. Files come from the folder `content` beside the export; what isn't there is named,
never fetched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import orjson

from solidary.wire.account import Account
from solidary.wire.beside import Beside
from solidary.wire.bodies import Start, Thing, without_query, words_of
from solidary.wire.derived import derived_address
from solidary.wire.format import Line
from solidary.wire.records import Document, Photo, Recording
from solidary.wire.things import (
    FILMS,
    PICTURES,
    SOUNDS,
    Block,
    card_block,
    document_block,
    ending_of,
    gallery_block,
    photo_block,
    recording_block,
)

HOME = "__GHOST_URL__"
"""What stands for the site's own address in an export."""
MISSING = "pictures and recordings that are not beside the export"
ELSEWHERE = "pictures that lie on other sites"
_SIZED = re.compile(r"(?<=images/)size/w\d+(?:h\d+)?/(?:format/\w+/)?")
_CONTENT = re.compile(r"/content/((?:images|media|files)/.+)")


class Media:
    """Knows what the elements of one post after another are; `lines`: records of the things that the
    posts so far show and nobody has handed over yet."""

    def __init__(self, beside: Beside, account: Account) -> None:
        self.beside, self.account = beside, account
        self.lines: list[Line] = []
        self._known: dict[str, str] = {}
        self._number = 0

    def begin(self, number: int) -> None:
        """From here on it is another post."""
        self._number = number

    def __call__(self, tag: Start) -> Sequence[Thing] | None:
        """The things that an element shows; None for what isn't known here."""
        said = tag.attributes
        address = said.get("src", "")
        match tag.name:
            case "img":
                return self._image(address, said.get("alt", ""))
            case "ghost-gallery":
                return self._gallery(address)
            case "ghost-card" | "iframe":
                return [self._card(address, said.get("title", ""))]
            case "ghost-media" | "video" | "audio":
                return [self._played(address, said.get("title", ""))]
            case "ghost-file":
                return [self._document(address, said.get("title", ""))]
        return None

    def lead(self, address: str, alt: str, caption: str) -> Block | None:
        """The picture over a post."""
        photo = self._photo(address, alt, words_of(caption)) if address else ""
        return photo_block(photo) if photo else None

    def _image(self, address: str, alt: str) -> list[Thing]:
        photo = self._photo(address, alt)
        return [Thing(photo_block(photo) if photo else None)]

    def _gallery(self, listed: str) -> list[Thing]:
        photos = [
            photo for each in orjson.loads(listed or "[]") if (photo := self._photo(each, ""))
        ]
        return [Thing(gallery_block(photos) if photos else None)]

    def _card(self, address: str, title: str) -> Thing:
        block = card_block(address, title)
        if block is None:
            self._lose("frames that lead nowhere", address)
        return Thing(block)

    def _played(self, address: str, title: str) -> Thing:
        name, path = self._file(address, FILMS | SOUNDS)
        if not name:
            return Thing(None)
        kind = "audio" if ending_of(name) in SOUNDS else "video"
        called = (words_of(title) or PurePosixPath(path).stem)[:200]
        thing = self._thing(path, name)
        self._hand_over(
            thing, Recording(record="video", address=thing, kind=kind, title=called, file=name)
        )
        return Thing(recording_block(kind, thing))

    def _document(self, address: str, title: str) -> Thing:
        name, path = self._file(address, None)
        if not name:
            return Thing(None)
        thing = self._thing(path, name)
        called = (words_of(title) or PurePosixPath(path).name)[:200]
        self._hand_over(thing, Document(record="document", address=thing, title=called, file=name))
        return Thing(document_block(thing))

    def _photo(self, address: str, alt: str, caption: str = "") -> str:
        """The address of a photo; '' where its file isn't here."""
        name, path = self._file(address, PICTURES)
        if not name:
            return ""
        thing = self._thing(path, name)
        record = Photo(
            record="photo",
            address=thing,
            file=name,
            title=PurePosixPath(path).stem[:255],
            caption=caption,
            alt_text=" ".join(alt.split())[:500],
        )
        self._hand_over(thing, record)
        return thing

    def _file(self, address: str, endings: frozenset[str] | None) -> tuple[str, str]:
        """What a record calls the file at an address, and its path below `content`; '' where there is none."""
        path = _path_of(address)
        if not path:
            self._lose(ELSEWHERE, address)
            return "", ""
        whole = _SIZED.sub("", path)
        name = self.beside.name_of(whole)
        if name:
            path = whole
        else:
            name = self.beside.name_of(path)
        if not name:
            self._lose(MISSING, path)
        elif endings is not None and ending_of(name) not in endings:
            self._lose(f"files of a kind that isn't shown (.{ending_of(name)})", path)
            return "", ""
        return name, path

    def _thing(self, path: str, name: str) -> str:
        return derived_address("ghost", path, name)

    def _hand_over(self, thing: str, record: Photo | Recording | Document) -> None:
        if thing not in self._known:
            self._known[thing] = thing
            self.lines.append(Line(self._number, record, may_be_lost=True))

    def _lose(self, what: str, name: str) -> None:
        self.account.lose(what, self._number, without_query(name))


def _path_of(address: str) -> str:
    """The path of one of the site's own files below `content`; '' for one that lies elsewhere."""
    try:
        path = urlsplit(address.removeprefix(HOME)).path
    except ValueError:
        return ""
    found = _CONTENT.search(unquote(path))
    return found[1] if found else ""
