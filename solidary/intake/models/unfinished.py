from __future__ import annotations

from django.db import models


class Leftover(models.Model):
    """What has to go once the rows that named it are gone; the row goes after it.

    One with neither path nor address stands for what search and database still hold of it.
    """

    path = models.CharField(max_length=300, blank=True)
    """of a file, below the newsroom's files"""
    address = models.CharField(max_length=16, blank=True)
    """of a photo whose copies are to go"""
    unborn = models.BooleanField(default=False)
    """of a photo that somebody is about to make: it goes only when nobody is making any"""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.path or self.address


class BagProblem(models.Model):
    """An envelope that can't be brought home or read: it stays where it is, set aside."""

    ref = models.CharField(max_length=100, unique=True)
    line = models.CharField(max_length=300)
    """what is wrong with it"""
    since = models.DateField()

    class Meta:
        default_permissions = ()
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.ref[:8]}: {self.line}"
