"""What Ghost's editor kept until version 5: mobiledoc 0.3 (github.com/bustle/mobiledoc-kit, MOBILEDOC.md)."""

from __future__ import annotations

from html import escape
from typing import Any

import orjson

from solidary.wire.formats.ghost.cards import Lose, card

_MARKUP, _IMAGE, _LIST, _CARD = 1, 2, 3, 10
_SECTIONS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside"})
_STYLES = frozenset({"a", "b", "strong", "i", "em", "s", "u", "code", "sub", "sup"})
"""What the editor writes; words in anything else are kept without it."""


def html_of_mobiledoc(text: str, lose: Lose) -> str:
    """The HTML of a post. Raises ValueError for what is no mobiledoc."""
    try:
        said = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise ValueError("no mobiledoc") from None
    if not isinstance(said, dict) or not isinstance(said.get("sections"), list):
        raise ValueError("no mobiledoc")
    return "".join(_Mobiledoc(said, lose).section(each) for each in said["sections"])


class _Mobiledoc:
    def __init__(self, said: dict[str, Any], lose: Lose) -> None:
        self.markups, self.atoms, self.cards = (
            _listed(said.get(name)) for name in ("markups", "atoms", "cards")
        )
        self.lose = lose

    def section(self, said: Any) -> str:
        match said:
            case [int(kind), str(said_tag), [*markers], *_] if kind == _MARKUP:
                tag = said_tag if said_tag in _SECTIONS else "p"
                return f"<{tag}>{self._words(markers)}</{tag}>"
            case [int(kind), str(address), *_] if kind == _IMAGE:
                return card("image", {"src": address}, self.lose)
            case [int(kind), "ul" | "ol" as tag, [*items], *_] if kind == _LIST:
                inside = "".join(f"<li>{self._words(_listed(item))}</li>" for item in items)
                return f"<{tag}>{inside}</{tag}>"
            case [int(kind), int(place), *_] if kind == _CARD:
                return self._card(place)
        self.lose("parts of a kind that no editor of Ghost writes")
        return ""

    def _card(self, place: int) -> str:
        match self.cards[place : place + 1]:
            case [[str(name), dict(payload), *_]]:
                return card(name, payload, self.lose)
            case [[str(name), *_]]:
                return card(name, {}, self.lose)
        self.lose("cards that the post doesn't have")
        return ""

    def _words(self, markers: list[Any]) -> str:
        """Markers: what begins with each, how many of it end behind it, and its words."""
        made: list[str] = []
        open_tags: list[str] = []
        for marker in markers:
            match marker:
                case [int(kind), [*opened], int(closed), value, *_]:
                    for place in opened:
                        tag, whole = self._tag(place)
                        open_tags.append(tag)
                        made.append(whole)
                    made.append(self._atom(value) if kind == 1 else escape(str(value)))
                    for _ in range(min(closed, len(open_tags))):
                        tag = open_tags.pop()
                        made.append(f"</{tag}>" if tag else "")
        made += [f"</{tag}>" for tag in reversed(open_tags) if tag]
        return "".join(made)

    def _tag(self, place: Any) -> tuple[str, str]:
        found = self.markups[place : place + 1] if isinstance(place, int) and place >= 0 else []
        match found:
            case [[str(tag), [*attributes], *_]] if tag in _STYLES:
                pairs = zip(attributes[::2], attributes[1::2], strict=False)
                said = "".join(
                    f' {name}="{escape(str(value))}"' for name, value in pairs if name == "href"
                )
                return tag, f"<{tag}{said}>"
            case [[str(tag), *_]] if tag in _STYLES:
                return tag, f"<{tag}>"
        return "", ""

    def _atom(self, place: Any) -> str:
        found = self.atoms[place : place + 1] if isinstance(place, int) and place >= 0 else []
        match found:
            case [["soft-return", *_]]:
                return "<br>"
            case [[_, str(value), *_]]:
                return escape(value)
        return ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
