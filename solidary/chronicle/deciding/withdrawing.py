"""Reports taken away on purpose: what their stories suggest of them doesn't come back."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from solidary.chronicle.deciding.keeping import Touched
from solidary.chronicle.models import Answer, Report, Suggestion, Why
from solidary.chronicle.suggesting.finding import rows_of_report


def take_away(reports: Sequence[Report], touched: Touched) -> None:
    """Delete reports; their suggestions are dismissed, and those of words that changed are over."""
    for report in reports:
        rows = [
            *rows_of_report(report),
            *Suggestion.objects.filter(report=report).exclude(why=Why.NEW),
        ]
        touched.add_suggestions(row.pk for row in rows)
        fields = {quote.field for quote in report.quotes.all()}
        touched.label(report, fields)
        for row in rows:
            row.state, row.report, row.decided_on = Answer.DISMISSED, None, timezone.now()
            row.save()
        Report.objects.filter(pk=report.pk).delete()
