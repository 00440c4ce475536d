"""Example pages in which everything that is said is one word too long for any phone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import Any

from markupsafe import Markup

from tests.site import gallery

LONG_WORDS = (
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2,
    "https://donaudampfschifffahrtselektrizitaetenhauptbetriebswerk.example/" + "a" * 60,
    "не\u00a0перарываць\u00a0гэтае\u00a0радкі\u00a0бо\u00a0ў\u00a0ім\u00a0нідзе\u00a0не\u00a0перапынак",
    "التضامن" * 20,
)
_NOT_WORDS = frozenset(
    [
        "href",
        "here",
        "root",
        "address",
        "language",
        "direction",
        "same",
        "current",
        "kind",
        "precision",
        "stylesheet",
        "chronicle_style",
        "icon",
        "front",
        "all_stories",
        "about",
        "json_ld",
        "renditions",
        "files",
        "subtitles",
        "captions",
        "spoken",
        "subtitled",
        "type",
        "id",
        "host",
        "kept_copy",
        "feeds",
    ]
)
"""What a page is made of and doesn't show, or shows in words of its own."""
_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")


def pages(language: str) -> Iterator[tuple[str, str]]:
    """Address and HTML of every example page in a language, with nothing but such words."""
    for template, make in gallery.SHEETS:
        sheet = make(language)
        yield sheet.page.here, gallery.render(template, in_long_words(sheet))


def in_long_words(shown: Any) -> Any:
    return in_words(shown, LONG_WORDS)


def in_words(shown: Any, by_turns: Sequence[str]) -> Any:
    """The same in other words; what is empty stays empty."""
    words = cycle(by_turns)

    def said(value: Any, name: str = "") -> Any:
        if name in _NOT_WORDS or value is None or isinstance(value, bool):
            return value
        if isinstance(value, Markup):
            return Markup(_TEXT.sub(lambda found: next(words) if found[0].strip() else "", value))
        if isinstance(value, str):
            return value and next(words)
        known = getattr(value, "_fields", getattr(value, "__slots__", ()))
        if known:
            return type(value)(*(said(getattr(value, name), name) for name in known))
        if isinstance(value, dict):
            return {key: said(each, key) for key, each in value.items()}
        if isinstance(value, tuple | list):
            return type(value)(said(each) for each in value)
        return value

    return said(shown)
