"""An id that readers had and that is no action of its own any more."""

from __future__ import annotations

from django.db import models

from solidary.stories.addresses import LENGTH


class Former(models.Model):
    """Where an old id leads: to the action it was merged into, or nowhere, for it was withdrawn.

    Nothing else is kept of it: whoever has an old copy can bring that up to date, and learns no word.
    """

    address = models.CharField(max_length=LENGTH, unique=True)
    merged_into = models.CharField(max_length=LENGTH, blank=True)
    """the id of the action it is part of, through all merges; '': withdrawn"""
    day = models.DateField()
    """since when"""

    class Meta:
        default_permissions = ()
        ordering = ["day", "address"]

    def __str__(self) -> str:
        return self.address
