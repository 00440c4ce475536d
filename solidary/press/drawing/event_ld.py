"""An action as data for search engines, in schema.org's words.

Without a host, as that of stories is. Nothing is said more exactly than it is known: a month is "2020-08", as
ISO 8601 and so schema.org's Date have it (Google shows only events with a whole day, and leaves such a page
out of that); of what was "not later than" a day no date is given at all, for the day isn't that of the action.
Source of the words: schema.org/Event; of what search engines look for: Google's notes on events.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from solidary.chronicle.days import DAY, MONTH, SPAN, YEAR, When
from solidary.chronicle.face import Face, ReportStory, Where
from solidary.chronicle.in_languages import venue_in
from solidary.chronicle.models import PlacePrecision, Standing
from solidary.languages.bylines import names_an_organization
from solidary.press.drawing.script_data import Data, for_script
from solidary.press.reading.text import clean
from solidary.release.addresses import story_page
from solidary.site.action_words import named

_STATUS = {
    str(Standing.ANNOUNCED): "https://schema.org/EventScheduled",
    str(Standing.HAPPENED): "https://schema.org/EventScheduled",
    str(Standing.BANNED): "https://schema.org/EventCancelled",
    str(Standing.CANCELLED): "https://schema.org/EventCancelled",
}
"""What is unclear has none."""


def event_ld(face: Face, language: str, *, title: str, topics: Iterable[str], root: str) -> Markup:
    """`title`: what the page calls the action; `topics`: what its topics are called in the page's language;
    `root` leads from the page to the release's root."""
    return for_script(
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "identifier": face.address,
            "name": clean(title),
            "eventStatus": _STATUS.get(face.standing, ""),
            **_dates(face.when),
            "location": _location(face, face.where, language) if face.where else {},
            "organizer": [_organizer(name) for each in face.organisers if (name := clean(each))],
            "about": [{"@type": "Thing", "name": clean(name)} for name in topics],
            "subjectOf": [_report(story, root) for story in face.stories],
        }
    )


def _dates(when: When | None) -> Data:
    if when is None:
        return {}
    first, last = when.first.isoformat(), when.last.isoformat()
    if when.precision == DAY:
        return {"startDate": first}
    if when.precision == SPAN:
        return {"startDate": first, "endDate": last}
    length = {MONTH: 7, YEAR: 4}.get(when.precision, 0)
    return {"startDate": first[:length]} if length else {}


def _location(face: Face, where: Where, language: str) -> Data:
    town = clean(named(where.names, language)[1])
    address = {"addressLocality": town, "addressCountry": where.country}
    found: Data = {
        "@type": "Place",
        "name": clean(venue_in(face, language)[0]) or town,
        "address": {
            "@type": "PostalAddress",
            **{key: said for key, said in address.items() if said},
        },
    }
    # The middle of a town is no place where anybody met.
    if where.pinned and where.precision == str(PlacePrecision.VENUE):
        found["geo"] = {
            "@type": "GeoCoordinates", "latitude": where.latitude, "longitude": where.longitude,
        }  # fmt: skip
    return {key: said for key, said in found.items() if said}


def _organizer(name: str) -> Data:
    return {"@type": "Organization" if names_an_organization(name) else "Person", "name": name}


def _report(story: ReportStory, root: str) -> Data:
    return {
        "@type": "NewsArticle",
        "headline": clean(story.headline),
        "inLanguage": story.language,
        "url": root + story_page(story.language, story.address),
    }
