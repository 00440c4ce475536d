from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from solidary.chronicle.corrections import checked_names, clean_text
from solidary.chronicle.deciding.keeping import kept
from solidary.chronicle.leading import one_change
from solidary.chronicle.models import Day, Decision
from solidary.stories.acts.base import Act, NotNowError


class DeclareDay(Act[Day]):
    """Put a day that somebody declared into the calendar: every year, every month, or once. `thing` is a new
    day, not saved yet."""

    name = "declare_day"
    model = Day
    right = "chronicle.decide_action"
    label = pgettext_lazy("action", "Declare a day")
    logged = _("A day was declared")
    icon = "calendar-alt"
    order = 60

    def __init__(self, day: Day, *, user: Any = None) -> None:
        super().__init__(day, user=user)
        self.decision: Decision | None = None

    @one_change()
    def execute(self) -> Day:
        self.check()
        with kept(self) as touched:
            check_day(self.thing)
            self.thing.save()
            touched.days.add(self.thing.pk)
        self.note(self.thing)
        return self.thing


class ChangeDay(Act[Day]):
    """Say something else of a declared day."""

    name = "change_day"
    model = Day
    right = "chronicle.decide_action"
    label = pgettext_lazy("action", "Change the day")
    logged = _("A declared day was changed")
    icon = "edit"
    order = 62
    columns = ("names", "once", "month", "day_of_month", "since", "declared_by")

    def __init__(self, day: Day, *, user: Any = None, **said: Any) -> None:
        """`said`: the columns that are to be something else."""
        super().__init__(day, user=user)
        self.said = {name: said[name] for name in self.columns if name in said}
        self.decision: Decision | None = None

    @one_change()
    def execute(self) -> Day:
        self.check()
        day = day_now(self.thing)
        with kept(self, days=[day.pk]):
            for name, value in self.said.items():
                setattr(day, name, value)
            check_day(day)
            day.save()
        self.note(day)
        return day


class RemoveDay(Act[Day]):
    """Take a declared day out of the calendar."""

    name = "remove_day"
    model = Day
    right = "chronicle.decide_action"
    label = pgettext_lazy("action", "Remove the day")
    logged = _("A declared day was removed")
    icon = "bin"
    order = 64
    serious = True

    def __init__(self, day: Day, *, user: Any = None) -> None:
        super().__init__(day, user=user)
        self.decision: Decision | None = None

    @one_change()
    def execute(self) -> None:
        self.check()
        day = day_now(self.thing)
        with kept(self, days=[day.pk]):
            self.note(day)
            day.delete()
        day.pk = self.thing.pk
        day.announce()


def day_now(day: Day) -> Day:
    """Raises NotNowError where it is gone."""
    row = Day.objects.select_for_update().filter(pk=day.pk).first()
    if row is None:
        raise NotNowError(gettext("This day isn't declared any more."))
    return row


def check_day(day: Day) -> None:
    """Mend what is said of a day. Raises NotNowError where it is none of the calendar."""
    day.names = checked_names(day.names)
    day.declared_by = clean_text(day.declared_by)
    if not day.names:
        raise NotNowError(gettext("A day needs a name in at least one language."))
    try:
        day.clean_fields(exclude=["address", "names"])
    except ValidationError:
        raise NotNowError(gettext("This is no day of the calendar.")) from None
    once = day.once is not None
    if once == (day.day_of_month is not None) or (once and day.month is not None):
        raise NotNowError(
            gettext("A day comes once, or again every year or month: say one of them.")
        )
    if not once and not _is_in_calendar(day.month, day.day_of_month or 0):
        raise NotNowError(gettext("This is no day of the calendar."))


def _is_in_calendar(month: int | None, day_of_month: int) -> bool:
    """Whether it comes in a leap year at least."""
    try:
        date(2024, month or 1, day_of_month)
    except ValueError:
        return False
    return True
