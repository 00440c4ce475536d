"""Where the form of mirrors fills in what stores ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from solidary.mirrors.fields import (
    Field,
    LongText,
    Number,
    Seconds,
    Secret,
    Switch,
    Text,
    WebAddress,
)
from solidary.mirrors.store_kind import StoreKind


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the form that only some kinds of place have."""

    name: str
    """in the form"""
    field: Field
    kinds: list[str]
    """names of the kinds it is asked of"""


def asked_by(kinds: Iterable[StoreKind]) -> list[Asked]:
    """What the form asks for, in its order.

    What several kinds declare alike is one line. What a kind asks for besides stands behind the
    line that it follows in its own declaration.
    """
    lines: list[Asked] = []
    for kind in kinds:
        behind = len(lines)
        for field in (*kind.options, *kind.secrets):
            if not field.label:
                continue
            line = next((one for one in lines if one.field == field), None)
            if line is None:
                taken = any(one.name == field.name for one in lines)
                name = f"{kind.name}_{field.name}" if taken else field.name
                line = Asked(name, field, [])
                lines.insert(behind, line)
            line.kinds.append(kind.name)
            behind = lines.index(line) + 1
    return lines


def input_for(field: Field) -> forms.Field:
    """Where one field is filled in; never needed, as it is asked of some kinds of place only."""
    shared: dict[str, Any] = {"label": field.label, "help_text": field.help, "required": False}
    match field:
        case WebAddress():
            return forms.URLField(assume_scheme="https", **shared)
        case LongText():
            area = {"rows": 4, "autocomplete": "off", "spellcheck": "false"}
            return forms.CharField(
                max_length=field.most, widget=forms.Textarea(attrs=area), **shared
            )
        case Secret():
            hidden = forms.PasswordInput(attrs={"autocomplete": "off"})
            return forms.CharField(max_length=field.most, widget=hidden, **shared)
        case Text():
            return forms.CharField(max_length=field.most, **shared)
        case Number():
            return forms.IntegerField(min_value=field.least, max_value=field.most, **shared)
        case Seconds():
            return forms.FloatField(min_value=field.least, max_value=field.most, **shared)
        case Switch():
            return forms.BooleanField(**shared)
    raise TypeError(f"the desk has no input for a field of type {type(field).__name__}")
