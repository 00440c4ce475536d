"""What editors keep in the newsroom's library: the things of the press that are no part of a story."""

from __future__ import annotations

from collections.abc import Iterator

from solidary.press.things import THINGS
from solidary.press.things.thing import Thing
from solidary.stories.models import Photo
from solidary.stories.models.announced import Announced


def kept_things() -> Iterator[Thing]:
    """Each kind of them but photos, which have Wagtail's own views and rights."""
    for thing in THINGS:
        if issubclass(thing.model, Announced) and thing.model is not Photo:
            yield thing
