from __future__ import annotations

from django.db import models


class Leftover(models.Model):
    """A file that has to go once the rows that named it are gone; the row goes after it."""

    path = models.CharField(max_length=300)
    """below the newsroom's files"""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.path


class BagProblem(models.Model):
    """An envelope that can't be brought home: it stays in the bag, set aside."""

    ref = models.CharField(max_length=100, unique=True)
    line = models.CharField(max_length=300)
    """what is wrong with it"""
    since = models.DateField()

    class Meta:
        default_permissions = ()
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.ref[:8]}: {self.line}"
