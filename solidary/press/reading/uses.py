"""What bodies show besides words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from solidary.press.reading.asking import in_batches
from solidary.stories.body.uses import NAMES_OF_USES
from solidary.stories.models import Video

Use = tuple[str, int]
"""A kind (photo, recording, document, kept, place) and a key."""


def by_kind(refs: Iterable[Use]) -> dict[str, set[int]]:
    """Kind → keys."""
    kinds: dict[str, set[int]] = defaultdict(set)
    for kind, key in refs:
        kinds[kind].add(key)
    return kinds


def posters_of(videos: Iterable[int]) -> dict[int, int]:
    """Video → the photo that stands for it until it plays."""
    found: dict[int, int] = {}
    for batch in in_batches(videos):
        known = Video.objects.filter(pk__in=batch, poster__isnull=False)
        found.update(known.values_list("pk", "poster_id"))
    return found


def with_posters(uses: list[Use], posters: dict[int, int]) -> list[Use]:
    """Uses in the order of the body, each video followed by its poster."""
    shown = []
    for kind, ref in uses:
        shown.append((kind, ref))
        if kind == "recording" and ref in posters:
            shown.append(("photo", posters[ref]))
    return shown


SHOWS = reduce(
    or_,
    (
        Q(text__contains=f'"{name}')
        for name in NAMES_OF_USES
        if not any(name != other and name.startswith(other) for other in NAMES_OF_USES)
    ),
)
"""Bodies whose JSON may name something to show."""
