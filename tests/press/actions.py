"""Actions of a small archive, and what is done to them."""

from __future__ import annotations

from datetime import date
from typing import Any

from solidary.chronicle.leading import one_change
from solidary.chronicle.models import Action, Estimate, Quote, Report
from solidary.stories.models import Place, PlaceName, Story


def place(name: str, country: str, latitude: str, longitude: str) -> Place:
    made = Place.objects.create(country=country, latitude=latitude, longitude=longitude)
    PlaceName.objects.create(place=made, language="en", name=name)
    return made


@one_change()
def action(*stories: Story, day: date | None = None, low: int = 0, **fields: Any) -> Action:
    """An action that these stories report; `low`: how many came, as the first of them says it."""
    if day is not None:
        fields = {"first": day, "last": day, "precision": "day", "basis": "said", **fields}
    if fields.get("place"):
        fields = {"country": fields["place"].country, "place_precision": "town", **fields}
    made = Action(**{"standing": "happened", "form": "rally", **fields})
    made.save()
    for story in stories:
        report(made, story, low)
        low = 0
    return made


@one_change()
def report(of: Action, story: Story, low: int = 0) -> Report:
    made = Report.objects.create(action=of, story=story, sources=["An agency"])
    words = story.headline
    Quote.objects.bulk_create(
        [Quote(report=made, field="day", part="headline", exact=words, rule="a rule", sure=True)]
    )
    if low:
        Estimate.objects.create(report=made, words=f"{low} people", low=low, high=low, bound="min")
    return made
