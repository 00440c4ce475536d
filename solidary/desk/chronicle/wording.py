"""What was read and what is in the record, in an editor's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from solidary.chronicle import same_as
from solidary.chronicle.days import DAY, MONTH, NOT_LATER, YEAR, When
from solidary.chronicle.models import Basis, Bound, Form, Standing
from solidary.gazetteer import gazetteer
from solidary.site.words import words_for
from solidary.stories.known_places import name_of

if TYPE_CHECKING:
    from solidary.chronicle.facts.story import Turnout as ReadTurnout
    from solidary.chronicle.facts.story import Where
    from solidary.chronicle.whole import Turnout, Whole
    from solidary.stories.models import Place

FIELDS = {
    "day": pgettext_lazy("field of an action", "Day"),
    "place": pgettext_lazy("field of an action", "Place"),
    "venue": pgettext_lazy("field of an action", "Square, street or house"),
    "turnout": pgettext_lazy("field of an action", "How many"),
    "form": pgettext_lazy("field of an action", "Form"),
    "standing": pgettext_lazy("field of an action", "What became of it"),
    "source": pgettext_lazy("field of an action", "Who is cited"),
    "organiser": pgettext_lazy("field of an action", "Organisers"),
    "speaker": pgettext_lazy("field of an action", "Speakers"),
    "solidarity": pgettext_lazy("field of an action", "In solidarity with"),
}
"""Fields by the names that quotes have for them, in the order in which they are shown."""
REASONS = {
    same_as.TRANSLATION: gettext_lazy("a translation of this story reports it"),
    same_as.SAME_DAY: gettext_lazy("same day"),
    same_as.DAY_FITS: gettext_lazy("the day fits"),
    same_as.SAME_PLACE: gettext_lazy("same place"),
    same_as.PLACE_NEARBY: gettext_lazy("place nearby"),
    same_as.SAME_VENUE: gettext_lazy("same square, street or house"),
    same_as.SAME_FIGURE: gettext_lazy("same figure"),
    same_as.FIGURE_FITS: gettext_lazy("the figure fits"),
    same_as.SAME_FORM: gettext_lazy("same form"),
    same_as.SAME_PEOPLE: gettext_lazy("same people"),
}
MOST_COUNTED = 1_000
"""Suggestions that are counted; how many more wait takes long to count, and tells nobody anything."""
NOWHERE = gettext_lazy("place not known")
NO_DAY = gettext_lazy("day not known")


def day_words(day: date, *, weekday: bool = True) -> str:
    """A day with its weekday, by which an editor notices a wrong one."""
    words = date_format(day, "DATE_FORMAT")
    return f"{date_format(day, 'l')}, {words}" if weekday else words


def month_words(month: date) -> str:
    """A month as a heading."""
    return words_for(get_language() or "en").month(month)


def when_words(when: When | None, *, weekday: bool = True) -> str:
    """When it was, as exactly as it is known."""
    if when is None:
        return str(NO_DAY)
    if when.precision == YEAR:
        return str(when.first.year)
    if when.precision == MONTH:
        return month_words(when.first)
    first = day_words(when.first, weekday=weekday)
    if when.precision == NOT_LATER:
        return _("not later than %(day)s") % {"day": first}
    if when.precision == DAY or when.first == when.last:
        return first
    return f"{first} – {day_words(when.last, weekday=weekday)}"


def basis_words(basis: str) -> str:
    """What a day rests on; '' where that isn't known."""
    return str(Basis(basis).label) if basis in Basis.values else ""


def form_words(form: str) -> str:
    return str(Form(form).label) if form in Form.values else form


def standing_words(standing: str) -> str:
    return str(Standing(standing).label) if standing in Standing.values else standing


def turnout_words(said: ReadTurnout | Turnout) -> str:
    """A range of people as a figure with what it means."""
    low, high = (
        number_format(said.low, force_grouping=True),
        number_format(said.high, force_grouping=True),
    )
    if said.low != said.high:
        return f"{low}–{high}"
    lines = {
        Bound.APPROX: _("about %(number)s"),
        Bound.MIN: _("at least %(number)s"),
        Bound.MAX: _("at most %(number)s"),
        Bound.VAGUE: _("%(number)s or more, in words only"),
    }
    line = lines.get(Bound(said.bound)) if said.bound in Bound.values else None
    return (line or "%(number)s") % {"number": low}


def says_words(sayers: Iterable[str]) -> str:
    """Who says how many; '' for nobody but the story."""
    names = ", ".join(sayers)
    return _("says %(who)s") % {"who": names} if names else ""


def country_words(code: str) -> str:
    """A country's name in the desk's language; its code where nobody knows one."""
    return words_for(get_language() or "en").country(code) if code else ""


def town_words(geoname: int | None, otherwise: str) -> str:
    """A town's name in the desk's language."""
    found = gazetteer().by_id(geoname) if geoname is not None else None
    return name_of(found, get_language() or "en") if found is not None else otherwise


def where_words(where: Where | None) -> str:
    """A place as it was read: the town with its country, which tells namesakes apart."""
    if where is None:
        return str(NOWHERE)
    town = town_words(where.geoname, where.city or "")
    return ", ".join(each for each in (town, country_words(where.country)) if each)


def place_words(place: Place | None, country: str = "") -> str:
    """A place of the record with its country."""
    if place is None:
        return country_words(country) or str(NOWHERE)
    return ", ".join(
        each for each in (name_in_desk(place), country_words(country or place.country)) if each
    )


def name_in_desk(place: Place) -> str:
    """What the desk's language calls a place of the record, or else its first language."""
    names = {each.language: each.name for each in place.names.all()}
    return names.get(get_language() or "") or next(iter(names.values()), place.address)


def action_line(found: Whole, *, weekday: bool = False) -> str:
    """An action of the record in one line: form, day, place, how many."""
    forms = [form_words(form) for form in found.forms[:1]]
    placed = found.placed
    turnout = found.turnout
    said = [
        *forms,
        when_words(found.when, weekday=weekday),
        place_words(placed.place, placed.country),
        *([turnout_words(turnout)] if turnout is not None else []),
    ]
    return " · ".join(said)


def reasons_words(reasons: Iterable[str]) -> str:
    return " · ".join(str(REASONS.get(reason, reason)) for reason in reasons)


def waiting_words(count: int) -> str:
    """How much waits for a decision; `count` goes one above what is counted."""
    if not count:
        return pgettext("chronicle", "Nothing waits for a decision.")
    if count > MOST_COUNTED:
        most = number_format(MOST_COUNTED, force_grouping=True)
        return _("More than %(count)s facts wait for a decision.") % {"count": most}
    said = ngettext(
        "%(count)s fact waits for a decision.", "%(count)s facts wait for a decision.", count
    )
    return said % {"count": number_format(count, force_grouping=True)}


def names_words(facts: Iterable[Any]) -> str:
    return ", ".join(dict.fromkeys(str(fact.value) for fact in facts))
