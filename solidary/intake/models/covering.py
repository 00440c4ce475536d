from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from solidary.intake.models.contribution import Item


class Fill(models.TextChoices):
    """What faces are covered with."""

    SOLID = "solid", pgettext_lazy("faces are covered with", "black")
    MOSAIC = "mosaic", pgettext_lazy("faces are covered with", "a coarse mosaic")


class Covering(models.Model):
    """What somebody has confirmed to be covered in a picture; no box means that there is no face.

    Nothing a sender wrote is in it, and it goes with its item.
    """

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="covering")
    boxes: Any = models.JSONField(default=list)
    """[x, y, width, height] each, in thousandths of the picture"""
    fill = models.CharField(max_length=8, choices=Fill.choices, default=Fill.SOLID)
    longest = models.PositiveIntegerField(default=0)
    """pixels of the longest side to which the whole picture is shrunk; 0: it isn't"""
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    confirmed_on = models.DateField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.item} {len(self.boxes)} {self.fill}"
