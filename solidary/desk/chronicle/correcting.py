"""The form in which an editor says what an action was: of a suggestion, or of an action of the record."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from solidary.chronicle.days import MONTH, SPAN, YEAR, When, when_of
from solidary.chronicle.facts.story import Fact, Turnout
from solidary.chronicle.models import Basis, Bound, Form, Precision, Standing
from solidary.desk.chronicle.fields import FigureFields, add_names, lines_of, names_in
from solidary.desk.chronicle.land import land_under
from solidary.desk.chronicle.placing import At, by_key, find, places_around
from solidary.desk.chronicle.wording import FIELDS

if TYPE_CHECKING:
    from solidary.chronicle.corrections import Corrections
    from solidary.chronicle.facts.story import Action as ReadAction
    from solidary.chronicle.whole import Whole

_LINES = forms.Textarea(attrs={"rows": 2, "dir": "auto"})
_FIRST_YEAR, _LAST_YEAR = date(1900, 1, 1), date(2199, 12, 31)


class ActionForm(forms.Form):
    """What an action of the record is to be."""

    form = forms.ChoiceField(label=FIELDS["form"], choices=Form.choices)
    further_forms = forms.MultipleChoiceField(
        label=gettext_lazy("Further forms"), choices=Form.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    standing = forms.ChoiceField(label=FIELDS["standing"], choices=Standing.choices)
    precision = forms.ChoiceField(
        label=gettext_lazy("How exactly the day is known"), required=False,
        choices=[("", gettext_lazy("not at all")), *Precision.choices],
    )  # fmt: skip
    first = forms.DateField(
        label=pgettext_lazy("of an action", "First day"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    last = forms.DateField(
        label=pgettext_lazy("of an action", "Last day, if there were several"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    place = forms.CharField(
        label=gettext_lazy("Town, or the country alone"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    which = forms.ChoiceField(
        label=gettext_lazy("Which of them?"), required=False, widget=forms.RadioSelect
    )
    venue = forms.CharField(
        label=FIELDS["venue"], required=False, max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip
    latitude = forms.FloatField(
        label=gettext_lazy("Latitude of the pin"), required=False, min_value=-90, max_value=90,
        widget=forms.NumberInput(attrs={"step": "any", "dir": "ltr"}),
    )  # fmt: skip
    longitude = forms.FloatField(
        label=gettext_lazy("Longitude of the pin"), required=False, min_value=-180, max_value=180,
        widget=forms.NumberInput(attrs={"step": "any", "dir": "ltr"}),
    )  # fmt: skip
    organisers = forms.CharField(label=FIELDS["organiser"], required=False, widget=_LINES)
    speakers = forms.CharField(label=FIELDS["speaker"], required=False, widget=_LINES)
    solidarity_with = forms.CharField(label=FIELDS["solidarity"], required=False, widget=_LINES)

    use_required_attribute = False

    def __init__(self, data: Any = None, *, at: At, basis: str = "", **kwargs: Any) -> None:
        """`at`: where it was until now; `basis`: what its day rested on."""
        super().__init__(data, label_suffix="", **kwargs)
        self.at, self.basis = at, basis
        self.found: tuple[At, ...] = ()
        typed = str(self["place"].value() or "").strip()
        if typed and typed != self.initial.get("place"):
            self.found = find(typed, at.country).places
        self.fields["which"].choices = [(each.key, each.words) for each in self.found]

    @cached_property
    def centre(self) -> tuple[float, float] | None:
        """The middle of the map: the pin, or else the town."""
        latitude, longitude = self.initial.get("latitude"), self.initial.get("longitude")
        if latitude is not None and longitude is not None:
            return latitude, longitude
        return self.at.point

    @cached_property
    def places_json(self) -> str:
        """Places of the record that the map names, by which an editor finds her way on it."""
        return json.dumps(places_around(self.centre) if self.centre is not None else [])

    @cached_property
    def land_json(self) -> str:
        """What the map lies on."""
        return json.dumps(land_under(*self.centre) if self.centre is not None else {})

    @property
    def has_more_errors(self) -> bool:
        """Whether something is wrong with what is folded away."""
        return bool({"latitude", "longitude", "further_forms"} & set(self.errors))

    @property
    def asks_which(self) -> bool:
        """Whether there are several places of the name that was typed."""
        return "which" in self.errors or len(self.found) > 1

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors:
            said["when"] = self._when(said)
            said["at"] = self._at(said)
        latitude, longitude = said.get("latitude"), said.get("longitude")
        if (latitude is None) != (longitude is None) and not self.errors:
            self.add_error("longitude", _("A pin has two numbers, or none."))
        return said

    def _when(self, said: dict[str, Any]) -> When | None:
        precision, first = said["precision"], said["first"]
        last = said["last"] or first
        if not precision:
            return None
        if first is None:
            self.add_error("first", _("Say the day, or that it isn’t known at all."))
            return None
        if not _FIRST_YEAR <= first <= last <= _LAST_YEAR:
            self.add_error("last", _("The last day can’t be before the first."))
            return None
        if precision == MONTH:
            first, last = (
                first.replace(day=1),
                first.replace(day=monthrange(first.year, first.month)[1]),
            )
        elif precision == YEAR:
            first, last = date(first.year, 1, 1), date(first.year, 12, 31)
        elif precision != SPAN:
            last = first
        moved = {"precision", "first", "last"} & set(self.changed_data)
        return When(first, last, precision, str(Basis.SAID) if moved else self.basis or "said")

    def _at(self, said: dict[str, Any]) -> At:
        typed = said["place"].strip()
        if typed == self.initial.get("place", ""):
            return self.at
        if not typed:
            return At()
        if chosen := by_key(said["which"]):
            return chosen
        found = find(typed, self.at.country)
        if found.is_sure or len(found.places) == 1:
            return found.places[0]
        if found.places:
            self.add_error("which", _("There are several places of this name. Choose one."))
        else:
            self.add_error(
                "place", _("Nobody knows a place of this name. Write it otherwise, or the country.")
            )
        return At()

    def corrections(self) -> Corrections:
        """What changed, as the record takes it."""
        said, changed = self.cleaned_data, set(self.changed_data)
        found: Corrections = {}
        if changed & {"form", "further_forms"}:
            further = [each for each in said["further_forms"] if each != said["form"]]
            found["forms"] = [said["form"], *further]
        if "standing" in changed:
            found["standing"] = said["standing"]
        if changed & {"precision", "first", "last"}:
            found["when"] = said["when"]
        if "place" in changed:
            found["place"], found["country"] = said["at"].geoname, said["at"].country
        if "venue" in changed:
            found["venue"] = said["venue"]
        if changed & {"latitude", "longitude"}:
            pin = said["latitude"], said["longitude"]
            found["pin"] = None if None in pin else pin
        if "organisers" in changed:
            found["organisers"] = lines_of(said["organisers"])
        if "speakers" in changed:
            found["speakers"] = lines_of(said["speakers"])
        if "solidarity_with" in changed:
            found["solidarity_with"] = lines_of(said["solidarity_with"])
        return found


class RecordForm(ActionForm):
    """An action of the record, with its names in the newsroom's languages."""

    def __init__(self, data: Any = None, *, found: Whole, **kwargs: Any) -> None:
        basis = found.when.basis if found.when else ""
        super().__init__(
            data, at=at_of(found), basis=basis, initial=record_initial(found), **kwargs
        )
        add_names(self, found.names)

    @property
    def name_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("name_")]

    def corrections(self) -> Corrections:
        found = super().corrections()
        named = names_in(self.cleaned_data)
        moved = {code: name for code, name in named.items() if f"name_{code}" in self.changed_data}
        if moved:
            found["names"] = moved
        return found


class ReadForm(ActionForm):
    """What a story says now of an action that it reported in other words."""

    def __init__(self, data: Any = None, *, read: ReadAction, **kwargs: Any) -> None:
        self.read = read
        where = read.where.value if read.where else None
        at = At(where.geoname, where.country) if where else At()
        basis = read.day.value.basis if read.day else ""
        initial = {**_read_initial(read), "place": at.words}
        super().__init__(data, at=at, basis=basis, initial=initial, **kwargs)


class SuggestionForm(FigureFields, ReadForm):
    """What was read of a story, to be corrected before it is confirmed: its figure and sources too."""

    sources = forms.CharField(label=FIELDS["source"], required=False, widget=_LINES)

    def said(self) -> ReadAction:
        """What was read, with the figure and the sources as they are to be. What an editor said stands on
        no words of the story."""
        said, changed = self.cleaned_data, set(self.changed_data)
        found = replace(self.read)
        if changed & {"low", "high", "bound", "sayers"}:
            found.turnout = self._turnout(said, changed)
        if "sources" in changed:
            have = {str(fact.value): fact for fact in found.sources}
            names = lines_of(said["sources"])
            found.sources = [have.get(name) or Fact(name, (), "", True) for name in names]
        return found

    def _turnout(self, said: dict[str, Any], changed: set[str]) -> Fact[Turnout] | None:
        low, high, bound = said["low"], said["high"], said["bound"]
        if low is None:
            return None
        old = self.read.turnout
        words = old.value.words if old is not None else ""
        count = Turnout(low, high, bound, words, tuple(lines_of(said["sayers"])))
        if old is None:
            return Fact(count, (), "", True)
        same = not changed & {"low", "high", "bound"}
        return Fact(count, old.spans, old.rule if same else "", True)


def _read_initial(read: ReadAction) -> dict[str, Any]:
    when = when_of(read.day.value) if read.day else None
    said: list[str] = [fact.value for fact in read.forms]
    count = read.turnout.value if read.turnout else None
    return {
        **_initial(said, read.standing, when),
        "venue": read.venue.value if read.venue else "",
        "organisers": _lines(fact.value for fact in read.organisers),
        "speakers": _lines(fact.value for fact in read.speakers),
        "sources": _lines(fact.value for fact in read.sources),
        "low": count.low if count else None,
        "high": count.high if count and count.high != count.low else None,
        "bound": count.bound if count else str(Bound.EXACT),
        "sayers": _lines(count.sayers) if count else "",
    }


def record_initial(found: Whole) -> dict[str, Any]:
    """The fields of an action of the record, as it is shown."""
    action = found.action
    return {
        **_initial(found.forms, found.standing, found.when),
        "place": at_of(found).words,
        "venue": found.venue,
        "latitude": None if action.latitude is None else float(action.latitude),
        "longitude": None if action.longitude is None else float(action.longitude),
        "organisers": _lines(found.organisers),
        "speakers": _lines(found.speakers),
        "solidarity_with": _lines(found.solidarity_with),
    }


def at_of(found: Whole) -> At:
    """Where an action of the record was."""
    placed = found.placed
    number = placed.place.geonames_id if placed.place is not None else None
    return At(number, placed.country or (placed.place.country if placed.place else ""))


def _initial(said: list[str], standing: str, when: When | None) -> dict[str, Any]:
    known = [form for form in said if form in Form.values] or [str(Form.OTHER)]
    several = when is not None and when.first != when.last and when.precision == SPAN
    return {
        "form": known[0],
        "further_forms": known[1:],
        "standing": standing,
        "precision": when.precision if when else "",
        "first": when.first if when else None,
        "last": when.last if when and several else None,
    }


def _lines(names: Iterable[str]) -> str:
    return "\n".join(names)
