"""Places as pages name them."""

from __future__ import annotations

from collections.abc import Iterable

from solidary.press.reading.asking import in_batches
from solidary.press.reading.text import clean
from solidary.site.sheets import Said
from solidary.stories.models import PlaceName


def place_names(keys: Iterable[int], language: str) -> dict[int, Said]:
    """Place → its name in a language, else its first name; none for one that has none."""
    found: dict[int, Said] = {}
    for batch in in_batches(keys):
        names = PlaceName.objects.filter(place_id__in=batch).order_by("sort_order", "pk")
        exact: dict[int, Said] = {}
        for place, named_in, name in names.values_list("place_id", "language", "name"):
            said = Said(clean(name), named_in)
            if named_in == language:
                exact.setdefault(place, said)
            found.setdefault(place, said)
        found.update(exact)
    return found
