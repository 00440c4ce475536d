"""An id that readers had and that is no action of its own any more."""

from __future__ import annotations

from typing import Any

from django.db import models

from solidary.stories.addresses import LENGTH


def _none() -> list[str]:
    return []


class Former(models.Model):
    """Where an old id leads: to the action it was merged into, or nowhere, for it was withdrawn.

    Besides that only what a calendar needs to take its line back: the day, and in which feeds the line
    was. Whoever has an old copy can bring that up to date, and learns no word.
    """

    address = models.CharField(max_length=LENGTH, unique=True)
    merged_into = models.CharField(max_length=LENGTH, blank=True)
    """the id of the action it is part of, through all merges; '': withdrawn"""
    day = models.DateField()
    """since when"""
    action = models.BigIntegerField(default=0, db_index=True)
    """the key it had in the record, where its row may be deleted by now"""
    first = models.DateField(null=True)
    """the day as readers had it last, as `solidary.chronicle.days.When` has it"""
    last = models.DateField(null=True)
    precision = models.CharField(max_length=16, blank=True)
    announced = models.BooleanField(default=False)
    """whether it lay ahead when readers had it last"""
    topics: Any = models.JSONField(default=_none)
    """addresses"""
    place = models.CharField(max_length=LENGTH, blank=True)
    """address"""
    version = models.PositiveIntegerField(default=0)
    """the number of the `Version` that says it is gone"""

    class Meta:
        default_permissions = ()
        ordering = ["day", "address"]

    def __str__(self) -> str:
        return self.address
