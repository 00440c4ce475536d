"""One thing and person: what is asked for last."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


class AskedChange(models.Model):
    """What somebody who may not publish wants changed of a thing that readers see."""

    kind = models.CharField(max_length=16)
    """by which word its changes are announced"""
    ref = models.BigIntegerField()
    title = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now=True)
    fields: Any = models.JSONField(default=list)
    """field, what it says, what it should say; in the words of whoever asked"""

    class Meta:
        app_label = "desk"
        constraints = [
            models.UniqueConstraint(fields=["kind", "ref", "by"], name="asked_once_by_a_person")
        ]

    def __str__(self) -> str:
        return self.title
