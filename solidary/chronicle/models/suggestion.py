"""What was read of a story and an editor is asked: is this an action?"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models

from solidary.chronicle.models.report import Report
from solidary.stories.models import Story

if TYPE_CHECKING:
    # Every command loads the models, and few look at what was read.
    from solidary.chronicle.facts.story import Action as ReadAction


class Answer(StrEnum):
    """What an editor made of a suggestion."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    DISMISSED = "dismissed"


class Why(StrEnum):
    """Why a fact that was confirmed is asked about again."""

    NEW = ""
    CHANGED = "words changed"
    GONE = "words gone"


class Suggestion(models.Model):
    """One action as it was read from one story; with a `why`, a report whose words were edited away.

    What was decided is kept, so that nobody is asked twice about the same words.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="suggestions")
    key = models.CharField(max_length=32)
    """made of the words it was read from, wherever in the story they are"""
    twin = models.CharField(max_length=32, blank=True, db_index=True)
    """the same for the same action in the translations of one story: one decision is for all; '': of this
    story only"""
    read: Any = models.JSONField(default=dict)
    """as `solidary.chronicle.suggesting.plain` writes what was read"""
    day = models.DateField(null=True, blank=True)
    """the first day on which it may have been"""
    last = models.DateField(null=True, blank=True)
    geoname = models.PositiveIntegerField(null=True, blank=True)
    """GeoNames' number of the town"""
    country = models.CharField(max_length=2, blank=True)
    sureness = models.PositiveSmallIntegerField(default=0)
    """how much of it is sure, of a hundred; by this the queue is ordered"""
    state = models.CharField(max_length=12, default=Answer.WAITING.value)
    why = models.CharField(max_length=16, blank=True, default=Why.NEW.value)
    report = models.ForeignKey(
        Report, on_delete=models.SET_NULL, related_name="suggestions", null=True, blank=True
    )
    """the report that it became; with a `why`, the one whose words changed"""
    decided_on = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-sureness", "-day", "pk"]
        constraints = [models.UniqueConstraint(fields=["story", "key"], name="suggestion_once")]
        indexes = [
            models.Index(fields=["geoname", "day"], name="suggestion_by_place"),
            models.Index(fields=["day"], name="suggestion_by_day"),
            models.Index(
                fields=["-sureness", "-day", "id"],
                name="suggestion_surest_first",
                condition=models.Q(state="waiting"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id} {self.key}"

    @property
    def action(self) -> ReadAction:
        """What was read, as facts have it."""
        from solidary.chronicle.suggesting.plain import from_plain

        return from_plain(self.read)


class ToRead(models.Model):
    """A story that facts are to be read from, off the request in which it changed.

    `story` is its key; 0: the whole record, and `after` is the key up to which it was read.
    """

    story = models.PositiveBigIntegerField(unique=True)
    after = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.story)
