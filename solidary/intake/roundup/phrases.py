"""What stands beside photos and under words, in the words of readers' pages: captions and credits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils import translation
from django.utils.translation import gettext as _

from solidary.intake.roundup.placing import Placed
from solidary.languages import BY_CODE
from solidary.sealing.disk import today
from solidary.site.words import words_for
from solidary.stories.known_places import name_of

USUAL = "Photo: readers"
"""What the letterbox's form proposes, as a key of the reader's catalogue."""
WITHOUT_YEAR = 300
"""Days for which a caption says a day without its year."""


@dataclass(frozen=True, slots=True)
class Said:
    """What stands beside a photo, before it is in a language."""

    at: Placed
    day: date | None
    who: str
    """as asked; '' for the usual credit"""


@cache
def _usual() -> frozenset[str]:
    """What stands in the form of each language where nobody changes it."""
    return frozenset(_bare(words_for(code).gettext(USUAL)) for code in BY_CODE)


@cache
def _labels() -> tuple[str, ...]:
    """“Photo:” in every language, longest first."""
    usual = (words_for(code).gettext(USUAL) for code in BY_CODE)
    found = {said.partition(":")[0].casefold() for said in usual if ":" in said}
    return tuple(sorted(found | {"photo", "foto", "фото", "фота", "nuotr.", "nuotrauka"}))


def asked_name(credit: str) -> str:
    """The name somebody asked for, without “Photo:”; '' where it is the usual credit."""
    name = " ".join(credit.split())
    if not name or _bare(name) in _usual():
        return ""
    label, colon, rest = name.partition(":")
    return rest.strip() if colon and label.strip().casefold() in _labels() else name


def photo_credit(name: str, language: str) -> str:
    """What stands beside a photo in a language: “Photo: readers”, “Photo: Hanna”."""
    if not name:
        return words_for(language).gettext(USUAL)
    with translation.override(language):
        return _("Photo: %(who)s") % {"who": name}


def caption(said: Said, language: str, now: date | None = None) -> str:
    """“Gdańsk, 29 August.” in a language; less where less is known, '' where nothing is."""
    words, where = words_for(language), ""
    if said.at.place is not None:
        where = name_of(said.at.place, language)
    elif said.at.named:
        where = said.at.named
    when = ""
    if said.day is not None:
        near = abs(((now or today()) - said.day).days) <= WITHOUT_YEAR
        when = words.day_of_year(said.day) if near else words.day(said.day)
    line = ", ".join(filter(None, (where, when)))
    return line if not line or line.endswith(".") else f"{line}."


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")
