from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from solidary.chronicle.corrections import clean_names, clean_text
from solidary.chronicle.deciding.keeping import kept
from solidary.chronicle.leading import one_change
from solidary.chronicle.models import Bound, Decision, Estimate
from solidary.stories.acts.base import Act, NotNowError

MOST_PEOPLE = 100_000_000
LONGEST_WORDS = 300


class CorrectEstimate(Act[Estimate]):
    """Correct a figure of a report, keep it or not, or add one that wasn't read (an estimate that isn't
    saved yet). Translations of the story that say the same figure follow."""

    name = "correct_estimate"
    model = Estimate
    right = "chronicle.decide_action"
    label = pgettext_lazy("action", "Correct the figure")
    logged = _("A figure of an action was corrected")
    icon = "group"
    order = 18

    def __init__(
        self,
        estimate: Estimate,
        *,
        low: int | None = None,
        high: int | None = None,
        bound: str | None = None,
        words: str | None = None,
        sayers: Iterable[str] | None = None,
        kept: bool | None = None,
        user: Any = None,
    ) -> None:
        """What is None stays as it is."""
        super().__init__(estimate, user=user)
        said = {
            "low": low, "high": high, "bound": bound, "kept": kept,
            "words": None if words is None else clean_text(words, LONGEST_WORDS),
            "sayers": None if sayers is None else clean_names(sayers),
        }  # fmt: skip
        self.said = {name: value for name, value in said.items() if value is not None}
        self.decision: Decision | None = None

    @one_change()
    def execute(self) -> Estimate:
        self.check()
        estimate = self.thing
        if estimate.pk is not None:
            found = Estimate.objects.select_for_update().filter(pk=estimate.pk).first()
            if found is None:
                raise NotNowError(gettext("This figure isn't in the record any more."))
            estimate = found
        was = estimate.pk and (estimate.low, estimate.high, estimate.bound, estimate.kept)
        with kept(self, actions=[estimate.report.action_id]) as touched:
            for row in (estimate, *same_figure(estimate)):
                own = row is estimate
                for name, value in self.said.items():
                    if own or name not in ("words", "sayers"):
                        setattr(row, name, value)
                self._check_figures(row)
                row.save()
            if was not in (None, (estimate.low, estimate.high, estimate.bound, estimate.kept)):
                touched.label(estimate.report, {"turnout"})
        self.note(estimate.report.action)
        return estimate

    def _check_figures(self, row: Estimate) -> None:
        if row.bound not in Bound.values:
            raise NotNowError(gettext("A figure is exact, about, at least, at most, or a range."))
        figures = row.low, row.high
        if not all(isinstance(each, int) and 0 <= each <= MOST_PEOPLE for each in figures):
            raise NotNowError(gettext("So many people can't be counted."))
        if row.low > row.high:
            raise NotNowError(gettext("The lower figure can't be above the higher one."))


def same_figure(estimate: Estimate) -> list[Estimate]:
    """The same figure in translations of the story: readers are shown it once."""
    if estimate.pk is None:
        return []
    story = estimate.report.story
    rows = Estimate.objects.select_for_update().filter(
        report__action=estimate.report.action_id,
        report__story__translation_key=story.translation_key,
        low=estimate.low,
        high=estimate.high,
    )
    return list(rows.exclude(pk=estimate.pk).order_by("pk"))
