"""Acts of the law's random sequences that are done to the chronicle."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from contextlib import suppress
from datetime import date

from solidary.chronicle.acts.declare_day import RemoveDay
from solidary.chronicle.acts.merge import MergeActions
from solidary.chronicle.acts.part import PartActions
from solidary.chronicle.acts.undo import Undo
from solidary.chronicle.acts.withdraw_action import WithdrawAction
from solidary.chronicle.days import When
from solidary.chronicle.models import Action, Day, Decision, Estimate, Quote, Report
from solidary.stories.acts import NotNowError
from solidary.stories.models import Place, PlaceName, Story
from tests.press.actions import action, report
from tests.press.archive import withdraw

WHENS = [
    None,
    When(date(2021, 2, 8), date(2021, 2, 8), "day", "said"),
    When(date(2021, 2, 9), date(2021, 2, 9), "day", "publication day"),
    When(date(2020, 12, 30), date(2021, 1, 2), "span", "said"),
    When(date(2021, 2, 1), date(2021, 2, 28), "month", "relative"),
    When(date(2020, 1, 1), date(2020, 12, 31), "year", "said"),
    When(date(2021, 3, 1), date(2021, 3, 1), "not later than", "publication day"),
    When(date(2020, 10, 1), date(2020, 10, 1), "day", "said"),
]
ACTION_ACTS = (
    "confirm", "confirm", "confirm", "report", "report", "merge actions", "merge actions", "part",
    "correct the day", "correct the place", "decide", "count", "quote", "move place", "name action",
    "withdraw action", "undo", "withdraw reporting", "declare", "withdraw day",
)  # fmt: skip


class Chronicling(ABC):
    """What editors do to actions; each act is drawn from the newsroom's chance."""

    chance: random.Random
    number: int

    @abstractmethod
    def _story(self) -> Story | None:
        """One of the public stories."""

    def _action(self, *, whole: bool = True) -> Action | None:
        rows = Action.objects.filter(merged_into=None) if whole else Action.objects.all()
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        return Action.objects.get(pk=self.chance.choice(keys)) if keys else None

    def _place(self) -> Place | None:
        keys = list(Place.objects.order_by("pk").values_list("pk", flat=True))
        return self.chance.choice([None, *(Place.objects.get(pk=key) for key in keys)])

    def confirm(self) -> None:
        if (found := self._story()) is None:
            return
        self.number += 1
        place, when = self._place(), self.chance.choice(WHENS)
        made = Action(
            form=self.chance.choice(["rally", "chain"]), place=place,
            place_precision="town" if place else "", country="LT" if place else "",
            standing=self.chance.choice(["happened", "announced"]),
        )  # fmt: skip
        made.when = when
        kept = {
            field.name: getattr(made, field.name)
            for field in Action._meta.concrete_fields
            if field.name in ("form", "place", "place_precision", "country", "standing", "first",
                              "last", "precision", "basis")
        }  # fmt: skip
        action(found, low=self.chance.choice([0, 50, 200]), **kept)

    def report(self) -> None:
        found, story = self._action(whole=False), self._story()
        if found and story and not Report.objects.filter(action=found, story=story).exists():
            report(found, story, self.chance.choice([0, 100]))

    def merge_actions(self) -> None:
        one, other = self._action(), self._action()
        if one and other:
            with suppress(NotNowError):
                MergeActions(one, other).execute()

    def part(self) -> None:
        merged = list(Action.objects.exclude(merged_into=None).order_by("pk"))
        if merged:
            PartActions(self.chance.choice(merged)).execute()

    def correct_the_day(self) -> None:
        if found := self._action(whole=False):
            found.when = self.chance.choice(WHENS)
            found.save()

    def correct_the_place(self) -> None:
        if found := self._action(whole=False):
            found.place = self._place()
            found.country = "PL"
            found.latitude = found.longitude = self.chance.choice([None, 52])
            found.save()

    def decide(self) -> None:
        if found := self._action():
            found.standing = self.chance.choice(["happened", "announced", "cancelled", "unclear"])
            found.save()

    def name_action(self) -> None:
        if found := self._action(whole=False):
            self.number += 1
            found.names = {"en": f"Action {self.number}"}
            found.save()

    def count(self) -> None:
        if found := Estimate.objects.order_by("pk").last():
            found.kept = not found.kept
            found.save()

    def quote(self) -> None:
        if found := Quote.objects.order_by("pk").last():
            self.number += 1
            found.exact = f"Words {self.number}"
            found.save()

    def move_place(self) -> None:
        places = list(Place.objects.order_by("pk"))
        if places:
            found = self.chance.choice(places)
            self.number += 1
            found.latitude, found.longitude = self.chance.randint(0, 60), self.chance.randint(0, 60)
            found.country = self.chance.choice(["LT", "UA"])
            found.names.all().delete()
            found.save()
            PlaceName.objects.create(place=found, language="be", name=f"Place {self.number}")
            found.save()

    def withdraw_action(self) -> None:
        if found := self._action():
            with suppress(NotNowError):
                WithdrawAction(found).execute()

    def undo(self) -> None:
        if found := Decision.objects.order_by("pk").last():
            with suppress(NotNowError):
                Undo(found).execute()

    def withdraw_reporting(self) -> None:
        """A story that reports an action, which goes along."""
        reports = list(Report.objects.order_by("pk").values_list("story", flat=True))
        if reports:
            found = Story.objects.get(pk=self.chance.choice(reports))
            if found.withdrawn_at is None:
                withdraw(found)

    def declare(self) -> None:
        self.number += 1
        Day.objects.create(
            month=self.chance.choice([None, 2]), day_of_month=self.chance.randint(1, 28),
            names={"en": f"Day {self.number}"}, declared_by="A movement",
        )  # fmt: skip

    def withdraw_day(self) -> None:
        if found := Day.objects.order_by("pk").last():
            RemoveDay(found).execute()
