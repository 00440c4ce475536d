"""A form that was filled in by somebody who may not make the change: what it asks for, noted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import pgettext

from solidary.desk.asked.models import AskedChange
from solidary.desk.guarding import FILE_LINE, LINE

LONGEST = 500
"""Letters of a field that are noted."""
MOST = 40
"""Fields that are noted."""


def ask_for(form: Any, thing: Any, by: Any) -> None:
    """Note what is asked for, and say so on the form."""
    noted = list(_changes(form))[:MOST]
    AskedChange.objects.update_or_create(
        kind=thing.kind_of_change,
        ref=thing.pk,
        by=by,
        defaults={"title": str(thing)[:200], "fields": [list(line) for line in noted]},
    )
    form.add_error(None, str(LINE))
    if any(isinstance(form.fields[name], forms.FileField) for name in form.changed_data if name in form.fields):  # fmt: skip
        form.add_error(None, str(FILE_LINE))


def _changes(form: Any) -> Iterator[tuple[str, str, str]]:
    """Of a form and of the forms of its lines."""
    for name in form.changed_data:
        if (field := form.fields.get(name)) is not None:
            before, after = form[name].initial, form.cleaned_data.get(name)
            yield str(field.label or name), _said(field, before), _said(field, after)
    for lines in getattr(form, "formsets", {}).values():
        for line in lines.forms:
            if line.has_changed() and hasattr(line, "cleaned_data"):
                yield from _changes(line)


def _said(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.FileField):
        return pgettext("asked change", "a file") if value else ""
    choices = (
        dict(getattr(field, "choices", ()) or ()) if isinstance(field, forms.ChoiceField) else {}
    )
    return str(choices.get(value, "" if value is None else value))[:LONGEST]
