"""From the dossier's own way of writing a body to the blocks of the record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from solidary.stories.body.fields import RawBlock

from .reading import Table, fixed_key


@dataclass(frozen=True, slots=True)
class Shelves:
    """Database keys of what a body may show, by the names the dossier gives them."""

    places: dict[str, int] = field(default_factory=dict)
    photos: dict[str, int] = field(default_factory=dict)
    media: dict[str, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)


def blocks(body: list[str | Table], shelves: Shelves, story: str) -> list[RawBlock]:
    """The raw body of a story called `story`.

    A text is a paragraph; a table of one entry is the block of that name. A name that is on
    no shelf raises KeyError: the dossier is our own, and a test reads all of it.
    """
    raw = []
    for number, part in enumerate(body):
        kind, content = ("paragraph", part) if isinstance(part, str) else next(iter(part.items()))
        name = f"{story} {number}"
        raw.append(
            {
                "type": kind,
                "value": _value(kind, content, shelves, name),
                "id": str(fixed_key(name)),
            }
        )
    return raw


def _value(kind: str, content: Any, shelves: Shelves, name: str) -> Any:
    match kind:
        case "paragraph":
            return content if content.startswith("<") else f"<p>{content}</p>"
        case "photo":
            shown = {"photo": content} if isinstance(content, str) else content
            return {"photo": shelves.photos[shown["photo"]], "caption": shown.get("caption", "")}
        case "gallery":
            return {
                "caption": content.get("caption", ""),
                "photos": _list(content["photos"], shelves, name),
            }
        case "dispatch":
            return {
                "place": shelves.places[content["place"]],
                "place_name": content.get("place_name", ""),
                "text": content["text"],
                "photos": _list(content.get("photos", []), shelves, name),
            }
        case "video" | "audio":
            return {kind: shelves.media[content[kind]], "caption": content.get("caption", "")}
        case "embed":
            photo = content.get("photo")
            return {**content, "photo": shelves.photos[photo] if photo else None}
        case "document":
            return {
                "document": shelves.documents[content["document"]],
                "note": content.get("note", ""),
            }
        case "correction":
            return {"day": content["day"].isoformat(), "text": content["text"]}
    return content


def _list(photos: list[str], shelves: Shelves, name: str) -> list[RawBlock]:
    return [
        {"type": "item", "value": shelves.photos[photo], "id": str(fixed_key(f"{name} {photo}"))}
        for photo in photos
    ]
