"""The newsroom as a sender meets it."""

from __future__ import annotations

from typing import NamedTuple

from solidary.site.palette import DEFAULT_ACCENT


class Newsroom(NamedTuple):
    """What the letterbox was last given by the newsroom. Without keys it is closed."""

    name: str = ""
    accent: str = DEFAULT_ACCENT
    closed: bool = True
    paused: bool = False


def current_newsroom() -> Newsroom:
    """The newsroom as it is known now."""
    return Newsroom()
