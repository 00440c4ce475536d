"""What an editor decided of the chronicle: how to take it back, and what it teaches about the rules."""

from __future__ import annotations

from typing import Any

from django.db import models


class Decision(models.Model):
    """One decision. Who took it is in the history of the thing, not here.

    `rows` are the rows it changed, as they were and as they became: it is taken back by them, as long as
    they are still what it made of them. They go with words of theirs that leave the record.
    """

    act = models.CharField(max_length=40)
    made_on = models.DateTimeField()
    undone_on = models.DateTimeField(null=True, blank=True)
    rows: Any = models.JSONField(default=list)
    forgotten = models.BooleanField(default=False)
    """whether its rows had to go: it can't be taken back any more"""
    language = models.CharField(max_length=20, blank=True)
    story = models.CharField(max_length=20, blank=True)
    """the address of the story, for a label"""
    fields: Any = models.JSONField(default=list)
    """what was suggested and what became of it, field by field, without words and names; empty where
    nothing was suggested"""

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.act} {self.pk}"
