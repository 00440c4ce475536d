from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import ReferenceIndex

from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.bin.packing import Row, unpacked
from solidary.stories.changes import changed
from solidary.stories.models import OldAddress
from solidary.stories.models.binned import Binned


class BringBack(Act[Binned]):
    """Put what lies in the bin back as it was, with whatever else in the bin it is made of.

    It has its address, its import key and its versions again; where it was pinned or led a front
    page it does so again, unless that is gone or another took its place.
    """

    name = "bring_back"
    model = Binned
    right = "stories.delete_story"
    label = _("Bring back")
    logged = _("Brought back from the bin")
    icon = "rotate"
    order = 92

    @classmethod
    def right_to(cls, thing: Binned) -> str:
        of = thing.thing_model._meta
        return f"{of.app_label}.delete_{of.model_name}"

    @transaction.atomic
    def execute(self) -> list[models.Model]:
        """The things that are back, the one asked for last."""
        self.check()
        back: list[models.Model] = []
        try:
            with transaction.atomic():
                self._bring(self.thing, back)
        except (IntegrityError, LookupError):
            raise NotNowError(
                gettext(
                    "“%(title)s” can't come back: its hashtag, its number or its language among "
                    "the translations belongs to another one by now."
                )
                % {"title": self.thing.title}
            ) from None
        for thing in back:
            self.note(thing)
        return back

    def _bring(self, binned: Binned, back: list[models.Model]) -> None:
        for kind, key in binned.shows:
            other = Binned.objects.filter(kind=kind, ref=key).exclude(kind="story").first()
            if other is not None and other.pk != binned.pk:
                self._bring(other, back)
        thing = unpacked(_without_taken(binned.rows))[0]
        binned.delete()
        led = _link_again(thing, binned.links)
        listed = {use for use in map(tuple, binned.shows) if use[0] in ("topic", "front")}
        _announce({(binned.kind, binned.ref)} | led | listed)
        ReferenceIndex.create_or_update_for_object(thing)
        back.append(type(thing)._base_manager.get(pk=thing.pk))


def _without_taken(rows: list[Row]) -> list[Row]:
    """Rows without addresses of an older site that lead to something else by now."""
    old = {row["fields"]["key"] for row in rows if row["model"] == OldAddress._meta.label}
    taken = set(OldAddress.objects.filter(key__in=old).values_list("key", flat=True))
    return [row for row in rows if row["fields"].get("key") not in taken]


def _link_again(thing: models.Model, links: list[Any]) -> set[tuple[str, int]]:
    """Where it was named before, unless something else is by now; the kinds and keys of those."""
    again = set()
    for label, key, column in links:
        model = apps.get_model(label)
        rows = model._base_manager.filter(pk=key, **{f"{column}__isnull": True})
        if rows.update(**{column: thing.pk}) and (kind := getattr(model, "kind_of_change", "")):
            again.add((kind, key))
    return again


def _announce(touched: set[tuple[str, int]]) -> None:
    """Say what is back, and which topics and front pages have it again."""
    kinds: dict[str, list[int]] = {}
    for kind, key in sorted(touched):
        kinds.setdefault(kind, []).append(key)
    changed(**kinds)
