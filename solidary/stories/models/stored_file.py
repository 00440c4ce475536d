from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """What a file of the newsroom held when it was stored: files are never changed in place, so one
    that holds something else is damaged."""

    name = models.CharField(max_length=255, primary_key=True)
    """below `files/`"""
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    damaged = models.BooleanField(default=False)
    """whether it held something else when the press last looked"""

    class Meta:
        default_permissions = ()
