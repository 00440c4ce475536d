"""How many took part, as one report says it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from solidary.chronicle.models.report import OfReport, Report


class Bound(models.TextChoices):
    """What the figures mean; the values are those that `solidary facts` writes."""

    EXACT = "exact", pgettext_lazy("number of people", "exactly")
    APPROX = "approx", pgettext_lazy("number of people", "about")
    MIN = "min", pgettext_lazy("number of people", "at least")
    MAX = "max", pgettext_lazy("number of people", "at most")
    VAGUE = "vague", pgettext_lazy("number of people", "in words only")
    RANGE = "range", pgettext_lazy("number of people", "between")


class Estimate(OfReport):
    """A figure of one report, with the words and who says so. What an editor doesn't keep is
    remembered, and counts for nothing."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="estimates")
    words = models.CharField(max_length=300, blank=True)
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    bound = models.CharField(max_length=8, choices=Bound, default=Bound.EXACT)
    sayers = models.JSONField(default=list, blank=True)
    """who says so, as the story names them; empty: the story itself"""
    rule = models.CharField(max_length=80, blank=True)
    """how the words were counted"""
    kept = models.BooleanField(default=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(high__gte=models.F("low")), name="estimate_low_to_high"
            )
        ]

    def __str__(self) -> str:
        return f"{self.low}-{self.high}"
