"""Kept copies of sources: carried as they are, told of beside the source's own words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from solidary.press.models import AssetFile
from solidary.press.things.carrying import carried, carried_names
from solidary.press.things.document import FOLDER
from solidary.press.things.thing import ShowOther, Spoken, Stored, Thing
from solidary.stories.models import StorySource


class KeptCopyThing(Thing):
    kind = "kept"
    label = _("Kept copy of a source")
    model = StorySource
    title_field = "outlet"

    def read(self, keys: list[int]) -> dict[int, Stored]:
        rows = StorySource.objects.filter(pk__in=keys).exclude(kept_copy="")
        return {pk: Stored("", (name,)) for pk, name in rows.values_list("pk", "kept_copy")}

    def make(self, stored: Stored) -> list[AssetFile]:
        return carried(FOLDER, stored)

    def names(self, stored: Stored) -> list[str]:
        return carried_names(FOLDER, stored)

    def facts(self, keys: list[int]) -> dict[int, bool]:
        """Nothing but that it is one: the source says the rest."""
        return dict.fromkeys(keys, True)

    def show(
        self, facts: bool, files: list[AssetFile], spoken: Spoken, lead: str, other: ShowOther
    ) -> str:
        """Its address in the release."""
        return lead + files[0].href


THING = KeptCopyThing()
