"""What an editor says of an action, checked and written into its row."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypedDict

from django.utils.translation import gettext

from solidary.chronicle.days import DAY, NOT_LATER, When
from solidary.chronicle.filling import LONGEST_VENUE, place_of
from solidary.chronicle.models import Action, Basis, Form, PlacePrecision, Precision, Standing
from solidary.languages import LANGUAGES
from solidary.stories.acts.base import NotNowError

LONGEST_NAME = 200
MOST_NAMES = 50


class Corrections(TypedDict, total=False):
    """Fields of an action as they are to be; what isn't in it stays as it is."""

    forms: list[str]
    """the main one first"""
    standing: str
    when: When | None
    place: int | None
    """GeoNames' number; None: no town is known"""
    country: str
    """ISO 3166 code of two letters; ignored where a place says it"""
    pin: tuple[float, float] | None
    """latitude and longitude where an editor has put it; None: where the place is"""
    venue: str
    names: dict[str, str]
    """language → what it is called in it; '' takes one away"""
    organisers: list[str]
    speakers: list[str]
    solidarity_with: list[str]


def correct(action: Action, said: Corrections) -> None:
    """Write corrections into the action; not saved. Raises NotNowError with a line for the editor."""
    if "forms" in said:
        forms = list(dict.fromkeys(said["forms"]))
        if not forms or not set(forms) <= set(Form.values):
            raise NotNowError(gettext("This is no form of an action."))
        action.form, action.further_forms = forms[0], forms[1:]
    if "standing" in said:
        if said["standing"] not in Standing.values:
            raise NotNowError(gettext("This is no standing of an action."))
        action.standing = said["standing"]
    if "when" in said:
        action.when = checked_day(said["when"])
    _correct_place(action, said)
    if "names" in said:
        action.names = checked_names({**action.names, **said["names"]})
    for name in ("organisers", "speakers", "solidarity_with"):
        if name in said:
            setattr(action, name, clean_names(said[name]))


def checked_day(when: When | None) -> When | None:
    """A day as the record may hold it. Raises NotNowError."""
    if when is None:
        return None
    one_day = when.precision in (DAY, NOT_LATER)
    if when.precision not in Precision.values or when.basis not in Basis.values:
        raise NotNowError(gettext("This isn't a day of an action."))
    if when.last < when.first or (one_day and when.first != when.last):
        raise NotNowError(gettext("The last day can't be before the first."))
    return when


def clean_text(text: str, most: int = LONGEST_NAME) -> str:
    """Words as the record may hold them: composed, on one line, without what nobody sees."""
    composed = unicodedata.normalize("NFC", text)
    seen = (" " if each.isspace() else each for each in composed if _is_seen(each))
    return " ".join("".join(seen).split())[:most].strip()


def clean_names(names: Iterable[str]) -> list[str]:
    cleaned = (clean_text(name) for name in names)
    return list(dict.fromkeys(name for name in cleaned if name))[:MOST_NAMES]


def checked_names(names: dict[str, str]) -> dict[str, str]:
    """Names by language, mended; empty ones are left out. Raises NotNowError."""
    known = {language.code for language in LANGUAGES}
    if not set(names) <= known:
        raise NotNowError(gettext("An action can't have a name in a language that isn't known."))
    cleaned = {language: clean_text(name) for language, name in names.items()}
    return {language: name for language, name in sorted(cleaned.items()) if name}


def _is_seen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in (
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
    )


def _correct_place(action: Action, said: Corrections) -> None:
    if "place" in said:
        _set_place(action, said["place"])
    if "country" in said and action.place_id is None:
        action.country = _checked_country(said["country"])
    if "venue" in said:
        action.venue = clean_text(said["venue"], LONGEST_VENUE)
    if "pin" in said:
        action.latitude, action.longitude = _checked_pin(said["pin"])
    if {"place", "country", "venue", "pin"} & said.keys():
        action.place_precision = precision_of(action)


def _set_place(action: Action, geoname: int | None) -> None:
    place = None if geoname is None else place_of(geoname)
    if geoname is not None and place is None:
        raise NotNowError(gettext("GeoNames has no place with this number."))
    if place != action.place:
        # A pin belongs to the town in which somebody put it.
        action.latitude = action.longitude = None
    action.place = place
    if place is not None:
        action.country = place.country


def _checked_country(code: str) -> str:
    code = code.strip().upper()
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise NotNowError(gettext("A country is a code of two letters, such as PL."))
    return code


def _checked_pin(pin: tuple[float, float] | None) -> tuple[Any, Any]:
    if pin is None:
        return None, None
    latitude, longitude = pin
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise NotNowError(gettext("This point isn't on the earth."))
    return Decimal(f"{latitude:.5f}"), Decimal(f"{longitude:.5f}")


def precision_of(action: Action) -> str:
    """How exactly the place is known, by what the action has of it."""
    if action.latitude is not None or (action.place_id is not None and action.venue):
        return str(PlacePrecision.VENUE)
    if action.place_id is not None:
        return str(PlacePrecision.TOWN)
    return str(PlacePrecision.COUNTRY) if action.country else ""
