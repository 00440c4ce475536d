"""A story's body, from the JSON it is stored as to what its readers see.

The markup is the template's (site/templates/body.html). Links to files of the release hold
ROOT where the way to the root belongs, so that one drawing serves the story's page and every
feed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import PurePath
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from solidary.press.reading.record import listed
from solidary.press.reading.text import clean, clean_html
from solidary.press.things.gallery import Gallery
from solidary.site.words import own_name

ROOT = "⟦root⟧"
_MARK = "\ue000"
Block = dict[str, Any]
_SAFE_SCHEMES = ("http://", "https://")


def rooted(markup: str, root: str) -> str:
    """A drawn body with the way to the root filled in: '../../../', or the absolute address."""
    return markup.replace(ROOT, root)


class BodyDrawer:
    """Draws bodies in one language."""

    def __init__(self, template: Template, language: str, gallery: Gallery) -> None:
        self._draw_block: Callable[[Block], str] = template.module.block  # type: ignore[attr-defined]
        # Most blocks are paragraphs: what the template puts around them is asked for once.
        around = str(self._draw_block({"type": "paragraph", "html": Markup(_MARK)}))
        self._before, _, self._after = around.partition(_MARK)
        self.language = language
        self.gallery = gallery

    def draw(self, body: list[Block], places: dict[int, str]) -> str:
        """`places`: place → its name in this language, for every place of the body."""
        return "".join(self._drawn(body, places))

    def _drawn(self, body: list[Block], places: dict[int, str]) -> Iterator[str]:
        for block in self._blocks(body, places):
            if block["type"] == "paragraph":
                yield f"{self._before}{block['html']}{self._after}"
            else:
                yield self._draw_block(block)

    def _blocks(self, body: list[Block], places: dict[int, str]) -> Iterator[Block]:
        headings = 0
        corrections: dict[str, int] = {}
        for stored in body:
            kind, value = stored.get("type"), stored.get("value")
            if kind == "paragraph" and isinstance(value, str):
                yield {"type": kind, "html": clean_html(value)}
            elif kind == "heading" and isinstance(value, str):
                headings += 1
                yield {"type": kind, "text": clean(value), "id": f"part-{headings}"}
            elif not isinstance(value, dict):
                continue
            elif kind == "correction":
                day = str(value.get("day") or "")
                if block := _correction(value, corrections.get(day, 0)):
                    corrections[day] = corrections.get(day, 0) + 1
                    yield block
            elif kind == "dispatch":
                yield self._dispatch(value, places)
            elif kind in _MAKERS and (block := _MAKERS[kind](self, value)):
                yield block

    def _dispatch(self, value: Block, places: dict[int, str]) -> Block:
        return {
            "type": "dispatch",
            "place": clean(value.get("place_name") or "")
            or places.get(value.get("place") or 0, ""),
            "html": Markup(clean_html(value.get("text") or "")),
            "photos": self._pictures(value.get("photos")),
        }

    def _pictures(self, items: Any) -> list[Any]:
        found = (self.gallery.picture(photo, self.language, ROOT) for photo in listed(items))
        return [picture for picture in found if picture]

    def _quote(self, value: Block) -> Block:
        said = {name: clean(value.get(name) or "") for name in ("text", "who", "about")}
        return {"type": "quote", **said}

    def _photo(self, value: Block) -> Block | None:
        picture = self.gallery.picture(value.get("photo"), self.language, ROOT)
        if picture is None:
            return None
        if caption := clean(value.get("caption") or ""):
            picture = type(picture)(
                picture.renditions, picture.alt, caption, picture.credit, picture.illustration
            )
        return {"type": "photo", "picture": picture}

    def _photos(self, value: Block) -> Block | None:
        photos = self._pictures(value.get("photos"))
        caption = clean(value.get("caption") or "")
        return {"type": "gallery", "caption": caption, "photos": photos} if photos else None

    def _media(self, value: Block, kind: str) -> Block | None:
        key = value.get(kind)
        found = self.gallery.media(key, self.language) if isinstance(key, int) else None
        if found is None:
            return None
        facts, (recording, *tracks) = found
        return {
            "type": kind,
            "files": [(ROOT + recording.href, recording.type)],
            "poster": self.gallery.picture(facts.poster, self.language, ROOT),
            "title": facts.title,
            "credit": facts.credit,
            "caption": clean(value.get("caption") or ""),
            "spoken": [facts.spoken] if facts.spoken else [],
            "subtitles": [
                (track.language, ROOT + track.href, own_name(track.language)) for track in tracks
            ],
            "width": facts.width,
            "height": facts.height,
        }

    def _embed(self, value: Block) -> Block | None:
        address = clean(str(value.get("address") or ""))
        if not address.lower().startswith(_SAFE_SCHEMES):
            return None
        return {
            "type": "embed",
            "address": address,
            "title": clean(value.get("title") or ""),
            "outlet": clean(value.get("outlet") or ""),
            "picture": self.gallery.picture(value.get("photo"), self.language, ROOT),
        }

    def _document(self, value: Block) -> Block | None:
        key = value.get("document")
        found = self.gallery.document(key, self.language) if isinstance(key, int) else None
        if found is None:
            return None
        title, file = found
        return {
            "type": "document",
            "href": ROOT + file.href,
            "title": title,
            "kind": PurePath(file.href).suffix.lstrip(".").upper(),
            "size": file.size,
            "note": clean(value.get("note") or ""),
        }


def _correction(value: Block, earlier: int) -> Block | None:
    """`earlier`: corrections of the same day above this one; anchors are numbered from the second."""
    try:
        day = date.fromisoformat(str(value.get("day")))
    except ValueError:
        return None
    number = f"-{earlier + 1}" if earlier else ""
    anchor = f"correction-{day.isoformat()}{number}"
    text = clean(str(value.get("text") or ""))
    return {"type": "correction", "day": day, "text": text, "id": anchor}


_MAKERS: dict[str, Callable[[BodyDrawer, Block], Block | None]] = {
    "quote": BodyDrawer._quote,
    "photo": BodyDrawer._photo,
    "gallery": BodyDrawer._photos,
    "video": lambda drawer, value: drawer._media(value, "video"),
    "audio": lambda drawer, value: drawer._media(value, "audio"),
    "embed": BodyDrawer._embed,
    "document": BodyDrawer._document,
}
