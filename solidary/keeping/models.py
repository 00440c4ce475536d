"""Where backups go and what became of the last one; what the last check found."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models


def _new_name() -> str:
    return secrets.token_hex(16)


class BackupPlan(models.Model):
    """Where backups go, and how often: one row. What opens the place is in the home's keys."""

    LONGEST_PROBLEM = 300
    """letters"""

    name = models.CharField(max_length=32, default=_new_name)
    """by which the newsroom knows its own backups again, in every home that it is restored to"""
    place = models.CharField(max_length=500, blank=True)
    """as `mirrors.stores` write it; '' for no place yet"""
    options: Any = models.JSONField(default=dict, blank=True)
    """what the kind of place needs besides"""
    recipient = models.CharField(max_length=100, blank=True)
    """the public key backups are sealed for; '' for the recovery key of the desk"""
    plain = models.BooleanField(default=False)
    """whether files are left readable, for a program that encrypts them itself"""
    hours = models.PositiveSmallIntegerField(default=0)
    """hours between two backups; 0: only when somebody asks"""
    made_at = models.DateTimeField(null=True)
    """when the last backup was made that was read back and found whole"""
    bytes = models.PositiveBigIntegerField(default=0)
    """of that one: all it holds"""
    files = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    """tries that failed in a row"""
    problem = models.CharField(max_length=LONGEST_PROBLEM, blank=True)
    """why the last try made none, in one line; '' where it did"""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.place

    @classmethod
    def load(cls) -> BackupPlan:
        """The newsroom's plan, kept from now on: its name must not change between two backups."""
        found: BackupPlan = cls.objects.get_or_create(pk=1)[0]
        return found


def _none() -> list[str]:
    return []


class Upkeep(models.Model):
    """When the home was last looked over, what was found, and when it was last swept: one row."""

    MOST_LINES = 20

    checked_at = models.DateTimeField(null=True)
    """when the last check ended"""
    troubles = models.PositiveIntegerField(default=0)
    """how many it found"""
    lines: Any = models.JSONField(default=_none)
    """the first of them, a line each, as `Trouble.line` shows it"""
    swept_at = models.DateTimeField(null=True)
    """when the last sweep ended that nothing held up"""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.checked_at}: {self.troubles}"

    @classmethod
    def load(cls) -> Upkeep:
        """What is known; nothing before the first look."""
        found: Upkeep = cls.objects.filter(pk=1).first() or cls(pk=1)
        return found
