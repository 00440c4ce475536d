"""The rows in which attempts to sign in are counted: none is thrown away to make room for another."""

from __future__ import annotations

from django.db import models


class SignInCount(models.Model):
    """Attempts of one kind: for an account, for names that are no account's, from a browser that an
    account knows, or of all strangers together. There is a bounded number of rows (`limiting`)."""

    key = models.CharField(max_length=40, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    """in a row"""
    until = models.FloatField(default=0)
    """Unix time until which nobody is let try; of all strangers together, by which what they did is
    worked off"""

    class Meta:
        app_label = "desk"

    def __str__(self) -> str:
        return self.key
