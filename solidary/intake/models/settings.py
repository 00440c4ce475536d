from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_DAYS = 3650
_DAYS = [MinValueValidator(0), MaxValueValidator(MOST_DAYS)]


class IntakeSettings(models.Model):
    """How the newsroom receives: one row."""

    paused = models.BooleanField(default=False)
    address = models.URLField(
        _("address for sending"),
        blank=True,
        help_text=_("Where people send photos and messages, if it is on the web."),
    )
    onion = models.URLField(
        _("onion address for sending"),
        blank=True,
        help_text=_("The onion service of the letterbox; the safest way to send."),
    )
    refused_days = models.PositiveSmallIntegerField(
        _("delete what was refused after"), default=7, validators=_DAYS
    )
    waiting_days = models.PositiveSmallIntegerField(
        _("delete what waits after"), default=60, validators=_DAYS
    )
    used_days = models.PositiveSmallIntegerField(
        _("delete originals of what is used after"), default=30, validators=_DAYS
    )
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
