"""An action: what people did in public, on which day, where, and in what form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import pgettext_lazy

from solidary.stories.addresses import new_address
from solidary.stories.models.announced import Announced
from solidary.stories.models.fields import AddressField

if TYPE_CHECKING:
    # Every command loads the models, and few look at a day.
    from solidary.chronicle.days import When


class Form(models.TextChoices):
    """What sort of action it was; the values are those that `solidary facts` writes."""

    RALLY = "rally", pgettext_lazy("form of an action", "rally")
    MARCH = "march", pgettext_lazy("form of an action", "march")
    CHAIN = "chain", pgettext_lazy("form of an action", "living chain")
    PICKET = "picket", pgettext_lazy("form of an action", "picket")
    PERFORMANCE = "performance", pgettext_lazy("form of an action", "performance")
    STATEMENT = "statement", pgettext_lazy("form of an action", "statement")
    MEETING = "meeting", pgettext_lazy("form of an action", "meeting")
    BAN = "ban", pgettext_lazy("form of an action", "ban")
    COMMEMORATION = "commemoration", pgettext_lazy("form of an action", "commemoration")
    CONCERT = "concert", pgettext_lazy("form of an action", "concert")
    FILM = "film", pgettext_lazy("form of an action", "film screening")
    MESSAGES = "messages", pgettext_lazy("form of an action", "messages of support")
    EXHIBITION = "exhibition", pgettext_lazy("form of an action", "exhibition")
    OTHER = "other", pgettext_lazy("form of an action", "other")


class Standing(models.TextChoices):
    """What became of it, as far as reports say."""

    ANNOUNCED = "announced", pgettext_lazy("standing of an action", "announced")
    HAPPENED = "happened", pgettext_lazy("standing of an action", "happened")
    BANNED = "banned", pgettext_lazy("standing of an action", "banned")
    CANCELLED = "cancelled", pgettext_lazy("standing of an action", "cancelled")
    UNCLEAR = "unclear", pgettext_lazy("standing of an action", "unclear")


class Precision(models.TextChoices):
    """How exactly its day is known."""

    DAY = "day", pgettext_lazy("day of an action", "on this day")
    SPAN = "span", pgettext_lazy("day of an action", "on these days")
    MONTH = "month", pgettext_lazy("day of an action", "in this month")
    YEAR = "year", pgettext_lazy("day of an action", "in this year")
    NOT_LATER = "not later than", pgettext_lazy("day of an action", "not later than")


class Basis(models.TextChoices):
    """What the day rests on."""

    SAID = "said", pgettext_lazy("day of an action", "said in the story")
    RELATIVE = "relative", pgettext_lazy("day of an action", "counted from the day of publication")
    PUBLICATION = "publication day", pgettext_lazy("day of an action", "the day of publication")
    RECURRING = "recurring day", pgettext_lazy("day of an action", "a day that comes every year")
    REPORT = "another report", pgettext_lazy("day of an action", "another report")


class PlacePrecision(models.TextChoices):
    """How exactly its place is known. What is known as a country only is no point on a map."""

    VENUE = "venue", pgettext_lazy("place of an action", "square, street or house")
    TOWN = "town", pgettext_lazy("place of an action", "town")
    COUNTRY = "country", pgettext_lazy("place of an action", "country")


def _none() -> list[str]:
    return []


def _no_names() -> dict[str, str]:
    return {}


class Action(Announced):
    """What an editor has confirmed of an action. What is not known is empty.

    An action that was merged into another keeps its row and its reports as they are: `solidary.chronicle.whole`
    reads both as one, and parting them takes nothing from either.
    """

    kind_of_change = "action"
    goes_into_bin = False

    address: Any = AddressField()
    """its id: opaque, and never that of another one"""
    names: Any = models.JSONField(default=_no_names, blank=True)
    """language → what it is called in it"""
    form = models.CharField(max_length=16, choices=Form, default=Form.OTHER)
    further_forms: Any = models.JSONField(default=_none, blank=True)
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.UNCLEAR)

    first = models.DateField(null=True, blank=True)
    """as `solidary.chronicle.days.When` has it"""
    last = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=16, choices=Precision, blank=True)
    basis = models.CharField(max_length=16, choices=Basis, blank=True)

    place = models.ForeignKey(
        "stories.Place", on_delete=models.PROTECT, related_name="actions", null=True, blank=True
    )
    place_precision = models.CharField(max_length=8, choices=PlacePrecision, blank=True)
    country = models.CharField(max_length=2, blank=True)
    """ISO 3166 code of two letters; also where no town is known"""
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    """where an editor has put the pin; empty: where the place is"""
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    venue = models.CharField(max_length=200, blank=True)

    organisers: Any = models.JSONField(default=_none, blank=True)
    speakers: Any = models.JSONField(default=_none, blank=True)
    solidarity_with: Any = models.JSONField(default=_none, blank=True)

    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="merged",
        null=True,
        blank=True,
        editable=False,
    )
    public_since = models.DateField(null=True, blank=True, editable=False)
    """the day readers first had it, whether they have it still or not; None: never"""
    version = models.PositiveIntegerField(default=0, editable=False)
    """the number of its newest `Version`; 0: readers never had it"""
    revised = models.DateField(null=True, blank=True, editable=False)
    """the day of that"""
    digest = models.CharField(max_length=64, blank=True, editable=False)
    """a hash of the facts that version says (`solidary.chronicle.face`)"""
    had: Any = models.JSONField(default=dict, blank=True, editable=False)
    """what `Former` keeps for calendars when it leaves readers, by that model's fields"""

    class Meta:
        verbose_name = pgettext_lazy("chronicle", "action")
        verbose_name_plural = pgettext_lazy("chronicle", "actions")
        default_permissions = ()
        permissions = [("decide_action", "May confirm, merge and part actions")]
        ordering = ["first", "pk"]
        indexes = [models.Index(fields=["-first", "address"], name="action_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first=None, last=None, precision="", basis="")
                | models.Q(first__isnull=False, last__isnull=False, last__gte=models.F("first"))
                & ~models.Q(precision="")
                & ~models.Q(basis=""),
                name="action_day_whole_or_not_at_all",
            ),
            models.CheckConstraint(
                condition=~models.Q(precision__in=("day", "not later than"))
                | models.Q(first=models.F("last")),
                name="action_of_one_day",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="action_pin_whole_or_not_at_all",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("pk")),
                name="action_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def when(self) -> When | None:
        from solidary.chronicle.days import When

        if self.first is None or self.last is None:
            return None
        return When(self.first, self.last, self.precision, self.basis)

    @when.setter
    def when(self, when: When | None) -> None:
        self.first, self.last = (when.first, when.last) if when else (None, None)
        self.precision, self.basis = (when.precision, when.basis) if when else ("", "")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.address = unused(self.address)
        elif kwargs.get("update_fields") is None:
            # Kept by acts and by what stories are: who has read the row earlier mustn't put them back.
            kwargs["update_fields"] = _names_but(self, *KEPT_UP)
        super().save(*args, **kwargs)


KEPT_UP = ("merged_into", "public_since", "version", "revised", "digest", "had")
"""Columns that follow from acts and from what readers see (`solidary.chronicle.leading`)."""


def _names_but(row: models.Model, *names: str) -> list[str]:
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    return [field.name for field in fields if field.name not in names]


def unused(address: str) -> str:
    """An address that no action had, not even one that is gone: this one, or a new one."""
    from solidary.chronicle.models.former import Former

    while (
        Action.objects.filter(address=address).exists()
        or Former.objects.filter(address=address).exists()
    ):
        address = new_address()
    return address
