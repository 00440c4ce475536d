"""The log of changes: what became of each id that readers have had, and when."""

from __future__ import annotations

from django.db import models

from solidary.stories.addresses import LENGTH


class Change(models.TextChoices):
    """What a version is; codes of the data, never shown as words."""

    ADDED = "added"
    CHANGED = "changed"
    MERGED = "merged"
    PARTED = "parted"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"


class Version(models.Model):
    """One change of what readers have under an id. Rows are only added, and hold no words: they stay when
    the action they are of is deleted."""

    address = models.CharField(max_length=LENGTH)
    number = models.PositiveIntegerField()
    """1 for the first"""
    day = models.DateField()
    what = models.CharField(max_length=12, choices=Change)

    class Meta:
        default_permissions = ()
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["day", "address"], name="version_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["address", "number"], name="version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.number}"
