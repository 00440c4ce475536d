"""A field for choosing several things by typing: topics, places, languages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property


class ChipsInput(forms.SelectMultiple):
    """Chosen things as chips, with a search below them.

    With `looking_in` (the name of an address that answers searches) only what is chosen is
    written into the page, so the field stays light where there are thousands of places.
    Without it all choices are in the page and are searched there. Where the order means
    something (`ordered`), each chip but the first can be moved before the one it follows.
    """

    template_name = "desk/widgets/chips.html"

    def __init__(
        self, looking_in: str = "", placeholder: Any = "", ordered: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.looking_in = looking_in
        self.placeholder = placeholder
        self.ordered = ordered

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        chosen = [str(item) for item in value or []]
        choices = self.choices
        if self.looking_in:
            queryset = self.choices.queryset.filter(pk__in=[key for key in chosen if key.isdigit()])
            labels = {str(item.pk): str(item) for item in queryset}
            choices = [(key, labels[key]) for key in chosen if key in labels]
        final = self.build_attrs(self.attrs, attrs)
        return {
            "widget": {"name": name, "attrs": final},
            "options": [
                {"value": str(key), "label": label, "chosen": str(key) in chosen}
                for key, label in choices
            ],
            "looking_in": reverse(self.looking_in) if self.looking_in else "",
            "placeholder": self.placeholder,
            "ordered": self.ordered,
        }

    @cached_property
    def media(self) -> forms.Media:
        return forms.Media(js=["desk/chips.js"])
