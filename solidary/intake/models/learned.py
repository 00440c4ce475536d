from __future__ import annotations

from django.conf import settings
from django.db import models


class LearnedSpelling(models.Model):
    """A spelling of a place that an editor corrected. What was typed isn't kept, only what shows that
    somebody typed the same again."""

    spelling = models.CharField(max_length=64, unique=True)
    """keyed hash of the folded spelling: `roundup.learning.hash_of`"""
    place = models.PositiveIntegerField()
    """a GeoNames id"""
    learned_on = models.DateField()
    learned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.spelling[:8]} → {self.place}"
