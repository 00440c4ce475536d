"""What left the release, which mirrors have been seen to be without it, and what may live on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from solidary.mirrors import confirmations
from solidary.mirrors.models import Mirror
from solidary.press.index.withdrawals import STORY
from solidary.press.models import Withdrawal
from solidary.press.things import BY_KIND
from solidary.stories.models import Story


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """One thing that left."""

    kind: str
    title: str
    gone_at: datetime
    sequence: int
    """the first release without it; 0 until it is signed"""
    confirmed: tuple[str, ...]
    """mirrors that have shown to be without it"""
    waiting: tuple[str, ...]
    """mirrors that haven't yet"""
    given_up: tuple[str, ...]
    """mirrors that were given up before they had: nobody knows what they serve"""
    until: datetime | None
    """how long browsers may show its pictures and files; None as long as a mirror may serve them"""
    void: datetime
    """from when on a copy that still has it shows as old"""


def described(rows: Iterable[Withdrawal]) -> list[Withdrawn]:
    """The rows in words, with as many questions to the record for many as for one."""
    shown = list(rows)
    titles, mirrors = _titles(shown), list(Mirror.objects.all())
    return [_described(row, titles.get((row.kind, row.ref), ""), mirrors) for row in shown]


def _described(row: Withdrawal, title: str, mirrors: list[Mirror]) -> Withdrawn:
    found = confirmations.of(row, mirrors)
    return Withdrawn(
        kind=str(kind_label(row.kind)),
        title=title or _("deleted from the desk since"),
        gone_at=row.gone_at,
        sequence=row.sequence,
        confirmed=_names(found.confirmed),
        waiting=_names(found.waiting),
        given_up=_names(found.given_up),
        until=found.pictures,
        void=found.roots,
    )


def _names(mirrors: list[Mirror]) -> tuple[str, ...]:
    return tuple(mirror.name for mirror in mirrors)


def kind_label(kind: str) -> Any:
    """What editors call a thing of a kind."""
    if kind == STORY:
        return _("Story")
    return BY_KIND[kind].label if kind in BY_KIND else kind


def _titles(rows: list[Withdrawal]) -> dict[tuple[str, int], str]:
    keys = defaultdict(set)
    for row in rows:
        keys[row.kind].add(row.ref)
    titles: dict[tuple[str, int], str] = {}
    stories = Story.objects.filter(pk__in=keys.pop(STORY, ()))
    titles.update(((STORY, key), title) for key, title in stories.values_list("pk", "headline"))
    for kind, wanted in keys.items():
        if kind in BY_KIND:
            titles.update(
                ((kind, key), title) for key, title in BY_KIND[kind].titles(wanted).items()
            )
    return titles
