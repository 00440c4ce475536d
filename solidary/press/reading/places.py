"""Places as pages name them."""

from __future__ import annotations

from collections.abc import Iterable

from solidary.press.reading.asking import in_batches
from solidary.press.reading.text import clean
from solidary.stories.models import Place, PlaceName


def place_names(keys: Iterable[int], language: str) -> dict[int, str]:
    """Place → its name in a language, else its first name; '' for one that has none."""
    found: dict[int, str] = {}
    for batch in in_batches(keys):
        found.update(
            dict.fromkeys(Place.objects.filter(pk__in=batch).values_list("pk", flat=True), "")
        )
        names = PlaceName.objects.filter(place_id__in=batch).order_by("sort_order", "pk")
        exact: dict[int, str] = {}
        for place, named_in, name in names.values_list("place_id", "language", "name"):
            if named_in == language:
                exact.setdefault(place, clean(name))
            found[place] = found[place] or clean(name)
        found.update(exact)
    return found
