"""Addresses of an older site on their way in: in the whole record each leads to one thing.

A story that says one which leads elsewhere already comes in without it, and the report says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from solidary.stories.errors import OldAddressError
from solidary.stories.models import OldAddress, Topic
from solidary.stories.old_addresses import OldAddress as Address
from solidary.stories.old_addresses import read_old_address
from solidary.wire.errors import LineError
from solidary.wire.format import Line
from solidary.wire.into.writing import Row

BATCH = 400


def with_its_address(line: Line) -> Mapping[str, Any]:
    """What a line says, with where the source had it among the old addresses. One that no page can
    have had is no fault of the story's, and is left out."""
    record: Mapping[str, Any] = line.record
    found = []
    for address in (line.address, *line.addresses):
        with suppress(OldAddressError):
            found += [read_old_address(address).text] if address else []
    if not found:
        return record
    return {**record, "old_addresses": [*record.get("old_addresses", ()), *found]}


class OldAddressesIn:
    """Which addresses are another's: in the record, or by an earlier line."""

    def __init__(self) -> None:
        self._others: dict[str, int] = {}
        """key of an address → the story it leads to; 0 for a topic"""
        self._claimed: set[str] = set()

    def look_up(self, addresses: Iterable[str]) -> None:
        """Read what the record says of these addresses."""
        keys = sorted({Address(old).key for old in addresses})
        for start in range(0, len(keys), BATCH):
            found = OldAddress.objects.filter(key__in=keys[start : start + BATCH])
            self._others.update(
                (key, story or 0) for key, story in found.values_list("key", "story")
            )

    def claim(self, row: Row, story: int = -1) -> list[str]:
        """Leave a story (-1: a new one) those of its addresses that no other has; what the report
        says of the rest."""
        kept: dict[str, str] = {}
        lost = []
        for place, old in enumerate(row.old_addresses):
            key = Address(old).key
            if key in kept:
                continue
            if self._others.get(key, story) != story or key in self._claimed:
                lost.append(
                    f"old_addresses[{place}]: {old} was left out, it leads elsewhere already"
                )
            else:
                kept[key] = old
                self._claimed.add(key)
        row.old_addresses = list(kept.values())
        return lost


def lead_here(topic: Topic, addresses: list[str]) -> None:
    """Let these addresses lead to a topic, and no others. Raises LineError where one leads to
    something else."""
    OldAddress.objects.filter(topic=topic).delete()
    for place, old in enumerate(addresses):
        key = Address(old).key
        if OldAddress.objects.filter(key=key).exclude(topic=topic).exists():
            raise LineError(f"old_addresses[{place}]", f"{old} leads elsewhere already")
        OldAddress.objects.get_or_create(key=key, defaults={"topic": topic, "address": old})
