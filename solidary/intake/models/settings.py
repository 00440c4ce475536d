from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

MOST_DAYS = 3650
_DAYS = [MinValueValidator(0), MaxValueValidator(MOST_DAYS)]


class IntakeSettings(models.Model):
    """How the newsroom receives: one row."""

    paused = models.BooleanField(default=False)
    refused_days = models.PositiveSmallIntegerField(default=7, validators=_DAYS)
    """days after which what was refused dies; 0: never"""
    waiting_days = models.PositiveSmallIntegerField(default=60, validators=_DAYS)
    """days after which what waits dies; 0: never"""
    used_days = models.PositiveSmallIntegerField(default=30, validators=_DAYS)
    """days after which originals of what is used die; 0: never"""
    city_order: Any = models.JSONField(default=list, blank=True)
    """keys of places in the order of the roundup that was made last (`roundup.placing.Placed.key`)"""
    problem = models.CharField(max_length=300, blank=True)
    """why the bag couldn't be reached, in one line; '' while it can"""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return "intake"

    @classmethod
    def load(cls) -> IntakeSettings:
        """The newsroom's settings; the usual ones before anybody changed any."""
        found: IntakeSettings = cls.objects.filter(pk=1).first() or cls(pk=1)
        return found


class TopicSwitches(models.Model):
    """What a topic is for the intake."""

    topic = models.OneToOneField("stories.Topic", on_delete=models.CASCADE, related_name="+")
    asks = models.BooleanField(default=False)
    """senders can choose it"""
    sensitive = models.BooleanField(default=False)
    """two people decide about what is sent to it"""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.topic}"
