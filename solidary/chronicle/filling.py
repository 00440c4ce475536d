"""What was read of a story, put into the record: an action, a report with its quotes, an estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from solidary.chronicle.days import settled, when_of
from solidary.chronicle.models import Action, Bound, Estimate, Form, PlacePrecision, Quote, Report
from solidary.chronicle.telling import parts_of_story, quotes_for
from solidary.stories.models import NewsroomLanguage, Place, Story

if TYPE_CHECKING:
    from solidary.chronicle.facts.story import Action as ReadAction
    from solidary.chronicle.facts.story import Where

LONGEST_VENUE = 200


def fill(action: Action, said: ReadAction) -> None:
    """Give an action what was read and it doesn't say yet; not saved."""
    forms = [str(fact.value) for fact in said.forms if fact.value in Form.values]
    if action.pk is None and forms:
        action.form = forms.pop(0)
    action.further_forms = _with(action.further_forms, forms, but=action.form)
    if said.day is not None and (when := when_of(said.day.value)) is not None:
        action.when = settled(action.when, [when]) if action.pk else when
    if said.where is not None and action.place_id is None:
        _fill_place(action, said.where.value)
    if said.venue is not None and not action.venue:
        action.venue = str(said.venue.value)[:LONGEST_VENUE]
        if action.place_id is not None:
            action.place_precision = PlacePrecision.VENUE
    action.organisers = _with(action.organisers, [str(f.value) for f in said.organisers])
    action.speakers = _with(action.speakers, [str(f.value) for f in said.speakers])


def report_of(action: Action, story: Story, said: ReadAction) -> Report:
    """The report that a story makes of an action, with its words and its figure; saved."""
    sources = [str(fact.value) for fact in said.sources]
    report = Report.objects.create(action=action, story=story, sources=sources)
    Quote.objects.bulk_create(quotes_of(report, said))
    if (estimate := estimate_of(report, said)) is not None:
        estimate.save()
    return report


def quotes_of(report: Report, said: ReadAction) -> list[Quote]:
    """The words of each field; not saved."""
    parts = parts_of_story(report.story)
    fields: list[tuple[str, list[Any]]] = [
        ("day", [said.day]), ("place", [said.where]), ("venue", [said.venue]),
        ("turnout", [said.turnout]), ("form", said.forms), ("source", said.sources),
        ("organiser", said.organisers), ("speaker", said.speakers),
    ]  # fmt: skip
    return [
        quote
        for field, facts in fields
        for quote in quotes_for(report, field, [f for f in facts if f is not None], parts)
    ]


def estimate_of(report: Report, said: ReadAction) -> Estimate | None:
    """The figure of a report; not saved."""
    fact = said.turnout
    if fact is None:
        return None
    count = fact.value
    return Estimate(
        report=report, words=count.words[:300], low=count.low, high=count.high,
        bound=count.bound if count.bound in Bound.values else Bound.RANGE,
        sayers=list(count.sayers), rule=fact.rule[:80],
    )  # fmt: skip


def place_of(geoname: int) -> Place | None:
    """The place of the record with this number of GeoNames', made where there is none; None where GeoNames
    has none."""
    from solidary.gazetteer import gazetteer
    from solidary.stories.known_places import row_of

    row = Place.objects.filter(geonames_id=geoname).first()
    if row is not None:
        return row
    found = gazetteer().by_id(geoname)
    languages = list(NewsroomLanguage.objects.values_list("language", flat=True))
    return row_of(found, languages) if found is not None else None


def _fill_place(action: Action, where: Where) -> None:
    action.country = action.country or where.country
    if where.city is None or where.geoname is None:
        action.place_precision = action.place_precision or PlacePrecision.COUNTRY
        return
    action.place = place_of(where.geoname)
    action.place_precision = PlacePrecision.TOWN if action.place else PlacePrecision.COUNTRY
    action.country = where.country


def _with(names: list[str], more: list[str], but: str = "") -> list[str]:
    return [name for name in dict.fromkeys((*names, *more)) if name and name != but]
