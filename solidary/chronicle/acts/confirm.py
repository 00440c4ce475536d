from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from solidary.chronicle.days import settled, when_of
from solidary.chronicle.leading import one_change
from solidary.chronicle.models import Action, Bound, Estimate, Form, PlacePrecision, Quote, Report
from solidary.chronicle.telling import parts_of_story, quotes_for
from solidary.chronicle.whole import end_of, parts_of
from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.changes import changed
from solidary.stories.models import NewsroomLanguage, Place, Story

if TYPE_CHECKING:
    from solidary.chronicle.facts.story import Action as Suggestion
    from solidary.chronicle.facts.story import Where


class Confirm(Act[Story]):
    """Make a suggestion a report of the story: of a new action, or of one that is in the record.

    The suggestion is what `facts.read_story(telling.as_read(story))` gives, as it was read or as an editor
    corrected it. An action that other stories report keeps what it says; what it leaves empty is filled, and
    an inexact day becomes the exact one that fits it.
    """

    name = "confirm_action"
    model = Story
    right = "chronicle.decide_action"
    label = pgettext_lazy("action", "Confirm")
    logged = _("An action it reports was confirmed")
    icon = "check"
    order = 10
    not_now = _("This story was withdrawn.")

    def __init__(
        self,
        story: Story,
        suggestion: Suggestion,
        *,
        same_as: Action | None = None,
        user: Any = None,
    ) -> None:
        super().__init__(story, user=user)
        self.suggestion = suggestion
        self.same_as = same_as

    @classmethod
    def offered(cls, thing: Story) -> bool:
        return thing.withdrawn_at is None

    @one_change()
    def execute(self) -> Report:
        self.check()
        action = self._action()
        same = [part.pk for part in parts_of(action)] if action.pk else []
        if Report.objects.filter(action__in=same, story=self.thing).exists():
            raise NotNowError(gettext("This story is a report of that action already."))
        self._fill(action)
        action.save()
        report = Report.objects.create(
            action=action,
            story=self.thing,
            sources=[str(fact.value) for fact in self.suggestion.sources],
        )
        Quote.objects.bulk_create(self._quotes(report))
        if (estimate := self._estimate(report)) is not None:
            estimate.save()
        changed(action=[action.pk])
        self.note(self.thing, action=action.address)
        return report

    def _action(self) -> Action:
        if self.same_as is None:
            return Action(standing=self.suggestion.standing)
        row = Action.objects.select_for_update().filter(pk=self.same_as.pk).first()
        if row is None:
            raise NotNowError(gettext("This action isn't in the record any more."))
        return end_of(row)

    def _fill(self, action: Action) -> None:
        """Give the action what the suggestion says and it doesn't yet."""
        said = self.suggestion
        forms = [str(fact.value) for fact in said.forms if fact.value in Form.values]
        if action.pk is None and forms:
            action.form = forms.pop(0)
        action.further_forms = _with(action.further_forms, forms, but=action.form)
        if said.day is not None and (when := when_of(said.day.value)) is not None:
            action.when = settled(action.when, [when]) if action.pk else when
        if said.where is not None and action.place_id is None:
            self._place(action, said.where.value)
        if said.venue is not None and not action.venue:
            action.venue = str(said.venue.value)[:200]
            if action.place_id is not None:
                action.place_precision = PlacePrecision.VENUE
        action.organisers = _with(action.organisers, [str(f.value) for f in said.organisers])
        action.speakers = _with(action.speakers, [str(f.value) for f in said.speakers])

    def _place(self, action: Action, where: Where) -> None:
        action.country = action.country or where.country
        if where.city is None or where.geoname is None:
            action.place_precision = action.place_precision or PlacePrecision.COUNTRY
            return
        action.place = _place_of(where.geoname)
        action.place_precision = PlacePrecision.TOWN if action.place else PlacePrecision.COUNTRY
        action.country = where.country

    def _quotes(self, report: Report) -> list[Quote]:
        said, parts = self.suggestion, parts_of_story(self.thing)
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

    def _estimate(self, report: Report) -> Estimate | None:
        fact = self.suggestion.turnout
        if fact is None:
            return None
        said = fact.value
        return Estimate(
            report=report, words=said.words[:300], low=said.low, high=said.high,
            bound=said.bound if said.bound in Bound.values else Bound.RANGE,
            sayers=list(said.sayers), rule=fact.rule[:80],
        )  # fmt: skip


def _with(names: list[str], more: list[str], but: str = "") -> list[str]:
    return [name for name in dict.fromkeys((*names, *more)) if name and name != but]


def _place_of(geoname: int) -> Place | None:
    """The place of the record with this number, made where there is none."""
    from solidary.gazetteer import gazetteer
    from solidary.stories.known_places import row_of

    row = Place.objects.filter(geonames_id=geoname).first()
    if row is not None:
        return row
    found = gazetteer().by_id(geoname)
    languages = list(NewsroomLanguage.objects.values_list("language", flat=True))
    return row_of(found, languages) if found is not None else None
