"""How the record tells those above it that something readers may see has changed.

Whoever changes the record calls `changed` inside the same database transaction, so that
what hears it (the press's journal) is written with the change or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.dispatch import Signal


@dataclass(frozen=True, slots=True)
class Change:
    """Database keys of what changed; `everything` stands for the whole record."""

    stories: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()
    photos: tuple[int, ...] = ()
    media: tuple[int, ...] = ()
    documents: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    fronts: tuple[int, ...] = ()
    newsroom: bool = False
    everything: bool = False


record_changed = Signal()
"""Sent with `change`, a Change."""


def changed(
    *,
    stories: Iterable[int] = (),
    topics: Iterable[int] = (),
    photos: Iterable[int] = (),
    media: Iterable[int] = (),
    documents: Iterable[int] = (),
    places: Iterable[int] = (),
    fronts: Iterable[int] = (),
    newsroom: bool = False,
    everything: bool = False,
) -> None:
    """Say what changed. Errors of a listener are raised: a change nobody noted is lost."""
    record_changed.send(
        sender=Change,
        change=Change(
            stories=tuple(stories),
            topics=tuple(topics),
            photos=tuple(photos),
            media=tuple(media),
            documents=tuple(documents),
            places=tuple(places),
            fronts=tuple(fronts),
            newsroom=newsroom,
            everything=everything,
        ),
    )
