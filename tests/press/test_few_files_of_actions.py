"""What becomes of one action rewrites few files, however many actions there are.

Which parts of the hash tree a change falls into follows from addresses that are random. What is counted is
therefore the worst that they can come to in any archive: each page that shares no unit with others (a
story's) in a part of its own, each unit too, the top, and the root with its signatures.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings

from solidary.chronicle.acts.merge import MergeActions
from solidary.chronicle.acts.part import PartActions
from solidary.chronicle.acts.withdraw_action import WithdrawAction
from solidary.chronicle.models import Action
from solidary.press.index.calendar_archive import Rules
from solidary.press.kinds import unit_of
from solidary.press.publish import publish_pending
from solidary.release import addresses as at
from tests.press.archive import files_of, topic
from tests.press.many_actions import (
    TOWNS,
    actions,
    four_languages,
    in_four_languages,
    moved,
    reported,
    stories,
    towns,
)

pytestmark = pytest.mark.django_db
CONFIRMED, MOVED = 80, 130
"""Files that may change with an action confirmed or withdrawn; moved, merged or parted."""
BYTES = 3_000_000
ABOVE = 4
"""The top of the hash tree, the root, and its signature at two addresses."""


class Cost(NamedTuple):
    pages: tuple[str, ...]
    """every file written or removed that the tree lists"""
    bytes: int
    """of what is written, the parts of the tree included"""

    @property
    def files(self) -> int:
        """In the worst case."""
        parts = {unit_of(address) or address for address in self.pages}
        return len(self.pages) + len(parts) + ABOVE


class Release:
    """A release, and what each act changes of it."""

    def __init__(self, rules: Rules) -> None:
        self.site, self.rules = Path(settings.HOME) / "site", rules
        publish_pending(workers=1, rules=rules)
        self.files = files_of(self.site, root=True)

    def cost(self, act: Callable[[], object]) -> Cost:
        """What an act changes."""
        act()
        assert not publish_pending(workers=1, rules=self.rules).full
        before, self.files = self.files, files_of(self.site, root=True)
        changed = [
            address
            for address in sorted(before.keys() | self.files.keys())
            if before.get(address) != self.files.get(address)
        ]
        size = sum(len(self.files.get(address, b"")) for address in changed)
        return Cost(tuple(each for each in changed if not at.is_proof(each)), size)


@pytest.mark.parametrize(
    ("number", "rules"),
    [
        (60, Rules()),
        *(pytest.param(each, Rules(), marks=pytest.mark.exhaustive) for each in (400, 1_000)),
    ],
    ids=["60", "400", "1000"],
)
def test_one_action_rewrites_few_files(home: Path, number: int, rules: Rules) -> None:
    four_languages()
    tags = [topic(f"Topic{each}") for each in range(5)]
    places = towns(min(TOWNS, number // 4))
    actions(number, places, stories(max(number // 5, 10), tags))
    days = date(2021, 2, 8), date(2021, 2, 9)
    reports = [in_four_languages(each, (tags[0],), days[each % 2]) for each in range(4)]
    release = Release(rules)
    made: list[Action] = []
    limits: list[tuple[str, int, Callable[[], object]]] = [
        (
            "confirmed",
            CONFIRMED,
            lambda: made.append(reported(reports[0], reports[1], days[0], places[0])),
        ),
        ("moved", MOVED, lambda: moved(made[0], date(2020, 7, 1), places[1])),
        (
            "another",
            CONFIRMED,
            lambda: made.append(reported(reports[2], reports[3], days[0], places[2])),
        ),
        ("merged", MOVED, lambda: MergeActions(made[0], made[1]).execute()),
        ("parted", MOVED, lambda: PartActions(made[0]).execute()),
        ("withdrawn", CONFIRMED, lambda: WithdrawAction(made[1]).execute()),
    ]
    for name, most, act in limits:
        cost = release.cost(act)
        assert cost.files <= most, (name, cost)
        assert cost.bytes <= BYTES, (name, cost)
