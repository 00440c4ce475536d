"""From the dossier's own way of writing a body to the blocks of the record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from solidary.stories.body.fields import RawBlock

from .reading import Table, fixed_key


@dataclass(frozen=True, slots=True)
class DossierKeys:
    """Database keys of what a body may show, by the names the dossier gives them."""

    places: dict[str, int] = field(default_factory=dict)
    photos: dict[str, int] = field(default_factory=dict)
    media: dict[str, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)


def blocks(body: list[str | Table], dossier: DossierKeys, story: str) -> list[RawBlock]:
    """The raw body of a story called `story`.

    A text is a paragraph; a table of one entry is the block of that name. A name that is on
    nothing of it raises KeyError: the dossier is our own, and a test reads all of it.
    """
    raw = []
    for number, part in enumerate(body):
        kind, content = ("paragraph", part) if isinstance(part, str) else next(iter(part.items()))
        name = f"{story} {number}"
        raw.append(
            {
                "type": kind,
                "value": _value(kind, content, dossier, name),
                "id": str(fixed_key(name)),
            }
        )
    return raw


def _value(kind: str, content: Any, dossier: DossierKeys, name: str) -> Any:
    match kind:
        case "paragraph":
            return content if content.startswith("<") else f"<p>{content}</p>"
        case "photo":
            shown = {"photo": content} if isinstance(content, str) else content
            return {"photo": dossier.photos[shown["photo"]], "caption": shown.get("caption", "")}
        case "gallery":
            return {
                "caption": content.get("caption", ""),
                "photos": _list(content["photos"], dossier, name),
            }
        case "dispatch":
            return {
                "place": dossier.places[content["place"]],
                "place_name": content.get("place_name", ""),
                "text": content["text"],
                "messages": [],
                "photos": _list(content.get("photos", []), dossier, name),
                "added": None,
            }
        case "video" | "audio":
            return {kind: dossier.media[content[kind]], "caption": content.get("caption", "")}
        case "embed":
            photo = content.get("photo")
            return {**content, "photo": dossier.photos[photo] if photo else None}
        case "document":
            return {
                "document": dossier.documents[content["document"]],
                "note": content.get("note", ""),
            }
        case "wall":
            return {
                "title": content.get("title", ""),
                "wishes": [
                    _wish(wish, dossier, f"{name} {number}")
                    for number, wish in enumerate(content["wishes"])
                ],
                "added": None,
            }
        case "correction":
            return {"day": content["day"].isoformat(), "text": content["text"]}
    return content


def _wish(wish: dict[str, str], dossier: DossierKeys, name: str) -> RawBlock:
    said = {
        "text": wish["text"],
        "language": wish["language"],
        "who": wish.get("who", ""),
        "place": dossier.places[wish["place"]] if "place" in wish else None,
        "place_name": wish.get("place_name", ""),
    }
    return {"type": "item", "value": said, "id": str(fixed_key(name))}


def _list(photos: list[str], dossier: DossierKeys, name: str) -> list[RawBlock]:
    return [
        {"type": "item", "value": dossier.photos[photo], "id": str(fixed_key(f"{name} {photo}"))}
        for photo in photos
    ]
