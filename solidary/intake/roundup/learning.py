"""Spellings of places, learned from what editors corrected.

Whatever somebody typed as a place may be a street or a name. So no spelling is kept, only a keyed hash
of it, by which the same spelling is recognised; whoever has the record alone learns nothing from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.crypto import salted_hmac

from solidary.gazetteer import fold
from solidary.intake.models import LearnedSpelling
from solidary.sealing.disk import today


class Learned(Mapping[str, int]):
    """Folded spelling → GeoNames id, as `gazetteer.match` asks for it. It can be asked, not listed:
    what it iterates over are hashes."""

    def __init__(self, by_hash: Mapping[str, int]) -> None:
        self._by_hash = by_hash

    @classmethod
    def load(cls) -> Learned:
        """What this newsroom has learned so far."""
        return cls(dict(LearnedSpelling.objects.values_list("spelling", "place")))

    def __getitem__(self, folded: str) -> int:
        return self._by_hash[hash_of(folded)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_hash)

    def __len__(self) -> int:
        return len(self._by_hash)


def hash_of(folded: str) -> str:
    """By what a folded spelling is recognised with the newsroom's own key, and not without it."""
    return str(salted_hmac("intake.roundup.place", folded, algorithm="sha256").hexdigest())


def learn(typed: str, place: int, *, by: Any) -> bool:
    """Remember that an editor gave a spelling a place; whether there was anything to remember."""
    folded = fold(typed)
    if not folded:
        return False
    LearnedSpelling.objects.update_or_create(
        spelling=hash_of(folded),
        defaults={"place": place, "learned_on": today(), "learned_by": by},
    )
    return True
