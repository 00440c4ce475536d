"""Fields that several forms of the chronicle have: figures, names in each language, names one a line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from solidary.chronicle.models import Bound
from solidary.desk.languages import newsroom_choices
from solidary.stories.acts.base import NotNowError

MOST = 4_294_967
"""People; more than any figure that was ever told."""


class FormError(NotNowError):
    """What was typed can't be taken; the form says what is wrong with it."""

    def __init__(self, form: Any) -> None:
        super().__init__(_("Look at the marked fields."))
        self.form = form


class FigureFields(forms.Form):
    """How many: from the least to the most, which may be left out."""

    low = forms.IntegerField(
        label=gettext_lazy("At least so many"), required=False, min_value=0, max_value=MOST
    )
    high = forms.IntegerField(
        label=gettext_lazy("At most so many"), required=False, min_value=0, max_value=MOST
    )
    bound = forms.ChoiceField(
        label=gettext_lazy("What the figure means"), choices=Bound.choices, required=False
    )
    sayers = forms.CharField(
        label=gettext_lazy("Who says how many"), required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        low, high = said.get("low"), said.get("high")
        if low is None:
            low = said["low"] = high
        elif high is None:
            high = said["high"] = low
        if low is not None and high is not None and high < low:
            self.add_error("high", _("The most can’t be fewer than the least."))
        if not said.get("bound"):
            said["bound"] = str(Bound.EXACT)
        if low != high and said["bound"] == Bound.EXACT:
            said["bound"] = str(Bound.RANGE)
        return said


def add_names(form: forms.Form, names: dict[str, str]) -> None:
    """Give a form a field for the name in each of the newsroom's languages."""
    for code, language in newsroom_choices():
        form.fields[f"name_{code}"] = forms.CharField(
            label=_("Name in %(language)s") % {"language": language},
            required=False, max_length=200, initial=names.get(code, ""),
            widget=forms.TextInput(attrs={"dir": "auto", "lang": code}),
        )  # fmt: skip


def names_in(said: dict[str, Any]) -> dict[str, str]:
    """Language → name, of what such a form says."""
    named = {name: value for name, value in said.items() if name.startswith("name_")}
    return {name.removeprefix("name_"): value for name, value in named.items()}


def lines_of(text: str) -> list[str]:
    """Names, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
