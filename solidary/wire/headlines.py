"""Headlines of what other systems call a title, and what listings say that a story holds."""

from __future__ import annotations

from html import escape
from typing import Any, TypedDict

from solidary.wire.bodies import words_of

LONGEST = 300
LONGEST_OPENING = 90
"""Letters of a headline that is made of the first words of a text without a title."""


class Marks(TypedDict):
    """What listings say that a story holds."""

    photos: bool
    video: bool
    audio: bool


def headline_of(title: str, blocks: list[dict[str, Any]]) -> tuple[str, str]:
    """The headline of a story, and what of the title was too long for it, as markup. Without a title
    it is the first words of the text; '' where there are none."""
    if len(title) > LONGEST:
        cut = title[: LONGEST - 1].rsplit(" ", 1)[0] or title[: LONGEST - 1]
        return f"{cut}…", f"<p>{escape(title, quote=False)}</p>"
    if title:
        return title, ""
    for block in blocks:
        value = block["value"]
        words = words_of(value if isinstance(value, str) else str(value.get("text") or ""))
        if words:
            if len(words) <= LONGEST_OPENING:
                return words, ""
            return words[:LONGEST_OPENING].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…", ""
    return "", ""


def marks_of(blocks: list[dict[str, Any]]) -> Marks:
    """One photo beside the text is no photo story."""
    kinds = [block["type"] for block in blocks]
    return {
        "photos": "gallery" in kinds or kinds.count("photo") > 1,
        "video": "video" in kinds,
        "audio": "audio" in kinds,
    }
