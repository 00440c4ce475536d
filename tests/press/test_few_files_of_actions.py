"""What becomes of one action rewrites few files, however many actions there are."""

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
from solidary.press.publish import publish_pending
from solidary.release import addresses as at
from solidary.stories.models import Place, Story, Topic
from tests.press.actions import action, report
from tests.press.archive import files_of, story, topic
from tests.press.many_actions import LANGUAGES, TOWNS, actions, four_languages, stories, towns

pytestmark = pytest.mark.django_db
CONFIRMED, MOVED = 80, 130
"""Files that may change with an action confirmed or withdrawn; moved, merged or parted."""
BYTES = 3_000_000


class Cost(NamedTuple):
    files: int
    bytes: int
    which: tuple[str, ...]


class Release:
    """A release, and what each act changes of it."""

    def __init__(self) -> None:
        self.site = Path(settings.HOME) / "site"
        publish_pending(workers=1)
        self.files = files_of(self.site, root=True)

    def cost(self, act: Callable[[], object]) -> Cost:
        """What an act changes: every file written, and every page removed. That parts of the hash tree
        nobody names any more go is no writing."""
        act()
        assert not publish_pending(workers=1).full
        before, self.files = self.files, files_of(self.site, root=True)
        changed = [
            address
            for address in sorted(before.keys() | self.files.keys())
            if before.get(address) != self.files.get(address)
            and (address in self.files or not at.is_proof(address))
        ]
        size = sum(len(self.files.get(address, b"")) for address in changed)
        return Cost(len(changed), size, tuple(changed))


def in_four_languages(number: int, topics: tuple[Topic, ...], day: date) -> list[Story]:
    """A story in four languages."""
    first = story(f"Reported {number}", day=day, topics=topics)
    others = [
        story(
            f"Reported {number} in {language}", language=language, day=day, topics=topics, of=first
        )
        for language in LANGUAGES[1:]
    ]
    return [first, *others]


def reported(first: list[Story], second: list[Story], day: date, place: Place) -> Action:
    made = action(*first, day=day, low=200, place=place, form="chain")
    for each in second:
        report(made, each)
    return made


@pytest.mark.parametrize(
    "number",
    [60, *(pytest.param(each, marks=pytest.mark.exhaustive) for each in (400, 1_000))],
    ids=str,
)
def test_one_action_rewrites_few_files(home: Path, number: int) -> None:
    four_languages()
    tags = [topic(f"Topic{each}") for each in range(5)]
    places = towns(min(TOWNS, number // 4))
    actions(number, places, stories(max(number // 5, 10), tags))
    days = date(2021, 2, 8), date(2021, 2, 9)
    reports = [in_four_languages(each, (tags[0],), days[each % 2]) for each in range(4)]
    release = Release()
    made: list[Action] = []
    limits: list[tuple[str, int, Callable[[], object]]] = [
        (
            "confirmed",
            CONFIRMED,
            lambda: made.append(reported(reports[0], reports[1], days[0], places[0])),
        ),
        ("moved", MOVED, lambda: _move(made[0], date(2020, 7, 1), places[1])),
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


def _move(made: Action, day: date, place: Place) -> None:
    found = Action.objects.get(pk=made.pk)
    found.first = found.last = day
    found.place = place
    found.save()
