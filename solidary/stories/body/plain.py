"""What a raw body says in plain words, and of which places: for searching and for feeds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

RawBlock = dict[str, Any]
"""One block as it is stored: {"type": …, "value": …, "id": …}."""

_TAG = re.compile(r"<[^>]*>")
_WORDS_OF = {
    "dispatch": ("place_name", "text"),
    "quote": ("text", "who", "about"),
    "photo": ("caption",),
    "gallery": ("caption",),
    "video": ("caption",),
    "audio": ("caption",),
    "embed": ("title", "outlet"),
    "document": ("note",),
    "correction": ("text",),
}


def plain_text(markup: str) -> str:
    """Markup without its tags, entities decoded, runs of white space folded."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def words_of(body: list[RawBlock]) -> str:
    """All words a reader of the body would see, block after block, one block a line."""
    return "\n".join(filter(None, _lines(body)))


def first_words(body: list[RawBlock], limit: int = 200) -> str:
    """The opening of the first paragraph or dispatch, cut at a word, at most `limit` letters."""
    for block in body:
        if block["type"] in ("paragraph", "dispatch"):
            value = block["value"]
            text = plain_text(value if isinstance(value, str) else value.get("text", ""))
            if len(text) > limit:
                text = text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
            if text:
                return text
    return ""


def last_correction(body: list[RawBlock]) -> date | None:
    """The day of the latest correction, None where nothing was corrected."""
    days = [
        date.fromisoformat(block["value"]["day"])
        for block in body
        if block["type"] == "correction" and block["value"].get("day")
    ]
    return max(days, default=None)


def places_reported_from(body: list[RawBlock]) -> list[int]:
    """Database keys of the places that dispatches come from."""
    dispatches = (block["value"] for block in body if block["type"] == "dispatch")
    return [value["place"] for value in dispatches if value.get("place")]


def _lines(body: list[RawBlock]) -> Iterator[str]:
    for block in body:
        value = block["value"]
        if isinstance(value, str):
            yield plain_text(value)
        else:
            for name in _WORDS_OF.get(block["type"], ()):
                yield plain_text(str(value.get(name) or ""))
