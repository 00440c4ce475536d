"""A figure of a report, typed by an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from solidary.chronicle.models import Bound, Estimate, Report
from solidary.desk.chronicle.fields import FigureFields, lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping


class FigureForm(FigureFields):
    """A figure that was read, or a new one of a report."""

    def __init__(self, data: Mapping[str, Any] | None, figure: Estimate) -> None:
        initial = {
            "low": figure.low, "high": figure.high if figure.high != figure.low else None, "bound": figure.bound,
            "sayers": "\n".join(figure.sayers),
        } if figure.pk else {}  # fmt: skip
        prefix = f"figure-{figure.pk}" if figure.pk else f"new-{figure.report_id}"
        super().__init__(data, initial=initial, prefix=prefix, label_suffix="")
        self.figure = figure

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said["low"] is None and not self.errors:
            self.add_error("low", _("Say how many."))
        return said

    def said(self) -> dict[str, Any]:
        """As `CorrectEstimate` takes it."""
        found = {name: self.cleaned_data[name] for name in ("low", "high", "bound")}
        return {**found, "sayers": lines_of(self.cleaned_data["sayers"])}


def new_figure(report: Report) -> Estimate:
    """A figure that nobody has read; not saved."""
    return Estimate(report=report, low=0, high=0, bound=str(Bound.EXACT))
