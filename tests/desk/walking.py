"""Every address of the desk, as its table of addresses has it, filled with keys and names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from django.urls import URLPattern, get_resolver

NAMES = {
    "action_name": ("approve", "reject"),
    "app_label": ("stories", "auth", "wagtailcore", "wagtaildocs", "nothing"),
    "app_name": ("stories", "auth"),
    "model_name": ("story", "place", "photo", "user", "page", "document", "newsroom", "nothing"),
    "content_type_app_name": ("wagtailcore", "stories"),
    "content_type_model_name": ("page", "story"),
    "action": ("delete", "assign_role", "set_active_state", "publish", "withdraw", "nothing"),
    "revision_id_a": ("live", "1"),
    "revision_id_b": ("latest", "1"),
    "filter_spec": ("width-100",),
    "object_id": ("1", "x"),
    "pk": ("1", "999999", "x"),
}
"""What stands for a word in an address; every other one is `OTHER`."""
OTHER = ("1",)
KEYS = ("1", "999999")
"""Keys: of something that is there, most often, and of nothing."""


class Found(NamedTuple):
    """One address, and the name its view is known by."""

    path: str
    view: str


def addresses(keys: Sequence[str] = KEYS, most: int = 24) -> Iterator[Found]:
    """Addresses below /desk/, at most `most` of one view, so that every value is in one of them."""
    for route, view in _patterns(get_resolver().url_patterns):
        if not route.startswith("desk/"):
            continue
        filled = _filled(route, keys)
        step = max(1, len(filled) // most)
        for path in filled[::step]:
            yield Found(f"/{path}", view)


def _patterns(patterns: Sequence[object], route: str = "", room: str = "") -> Iterator[tuple[str, str]]:  # fmt: skip
    for pattern in patterns:
        here = route + str(pattern.pattern)  # type: ignore[attr-defined]
        if isinstance(pattern, URLPattern):
            yield here, f"{room}{pattern.name or ''}"
        else:
            space = getattr(pattern, "namespace", None)
            inner = f"{room}{space}:" if space else room
            yield from _patterns(pattern.url_patterns, here, inner)  # type: ignore[attr-defined]


def _filled(route: str, keys: Sequence[str]) -> list[str]:
    plain = route.replace("^", "").replace("$", "").replace(r"\.", ".").replace(".*", "nowhere")
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<str:\1>", plain)
    pieces = re.split(r"<(?:(\w+):)?(\w+)>", plain)
    values: list[Sequence[str]] = []
    shape = pieces[0]
    for kind, name, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        values.append(keys if kind == "int" else NAMES.get(name, OTHER))
        shape += "{}" + text
    return [shape.format(*each) for each in product(*values)]
