"""Acts of the law's random sequences that put things into the bin, and other things in their place."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from contextlib import suppress

from solidary.stories.acts import NotNowError
from solidary.stories.acts.bring_back import BringBack
from solidary.stories.acts.empty_now import EmptyNow
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.acts.replace import ReplaceThing
from solidary.stories.acts.restore import Restore
from solidary.stories.models import Binned, Photo, Place, Story, Topic


class Binning(ABC):
    """What a newsroom does that deletes; each act is drawn from its chance."""

    chance: random.Random

    @abstractmethod
    def _story(self) -> Story | None:
        """One of the public stories."""

    def bin(self) -> None:
        """A story that was withdrawn, or whatever else nothing uses; the rest is protected."""
        things = [
            *Story.objects.withdrawn().order_by("pk"),
            *Topic.objects.order_by("pk"),
            *Photo.objects.order_by("pk"),
            *Place.objects.order_by("pk"),
        ]
        if things:
            with suppress(NotNowError):
                PutIntoBin(self.chance.choice(things)).execute()

    def bring_back(self) -> None:
        if (found := self._binned()) is None:
            return
        with suppress(NotNowError):
            thing = BringBack(found).execute()[-1]
            if isinstance(thing, Story):
                Restore(thing).execute()
                Story.objects.get(pk=thing.pk).save_revision().publish()

    def empty(self) -> None:
        if found := self._binned():
            with suppress(NotNowError):
                EmptyNow(found).execute()

    def _binned(self) -> Binned | None:
        found = list(Binned.objects.order_by("kind", "ref"))
        return self.chance.choice(found) if found else None

    def dispatch(self) -> None:
        """Words from a place, in a story's body and among its links."""
        places = list(Place.objects.order_by("pk"))
        if (found := self._story()) and places:
            where = self.chance.choice(places)
            found.body.append(("dispatch", {"place": where, "text": "<p>They came.</p>"}))
            found.places = [where]
            found.save()

    def replace(self) -> None:
        """A place or a photo by another."""
        model = self.chance.choice([Place, Photo])
        things = list(model._default_manager.order_by("pk"))
        if len(things) > 1:
            ReplaceThing(*self.chance.sample(things, 2)).execute()
