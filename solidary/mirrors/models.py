"""What the newsroom knows of its mirrors. Secrets are never here: they lie in `keys/mirrors/`."""

from __future__ import annotations

from typing import Any

from django.db import models


class Mirror(models.Model):
    """A place that serves a copy of the release, and what was last seen of it."""

    LONGEST_PROBLEM = 300
    """letters"""

    name = models.CharField(max_length=40, unique=True)
    """small letters, digits and hyphens"""
    kind = models.CharField(max_length=8)
    """the name of one of `stores`"""
    place = models.CharField(max_length=500)
    """as its kind writes it: /path, s3://bucket/prefix, user@host:path …"""
    address = models.CharField(max_length=300, blank=True)
    """where readers find it, absolute, ends in a slash; '' where it has none, as a stick"""
    onion = models.CharField(max_length=300, blank=True)
    """its onion service, absolute, ends in a slash; told to readers as Onion-Location"""
    dangerous = models.BooleanField(default=False)
    """nothing it serves may be kept by a browser"""
    profile = models.CharField(max_length=16, default="none")
    """who sets the headers of its answers: the name of one of `profiles`"""
    options: Any = models.JSONField(default=dict)
    """what its kind of place needs besides: endpoint, region, host key …"""
    retired_at = models.DateTimeField(null=True)
    emptying = models.BooleanField(default=False)
    """it was to be emptied when it was given up, and that hasn't ended"""

    sequence = models.PositiveBigIntegerField(default=0)
    """the release it serves, as last seen; 0 where unknown"""
    root = models.CharField(max_length=64, blank=True)
    """sha256 of that release's root"""
    behind = models.PositiveBigIntegerField(default=0)
    """files that were still to be sent when it was last looked at"""
    synced_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    checked_from = models.CharField(max_length=80, blank=True)
    """from where it was last checked: 'here', or what the checker was told"""
    state = models.CharField(max_length=16, blank=True)
    """what the last check found, as verify.State says it; '' before the first"""
    problem = models.CharField(max_length=LONGEST_PROBLEM, blank=True)
    """one line for the prompt: why it is behind, or not empty yet"""
    fault = models.CharField(max_length=24, blank=True)
    """the same as the desk words it: the value of a `Fault` or `KeyFault`"""
    facts: Any = models.JSONField(default=dict)
    """what those words need, by name"""
    failures = models.PositiveIntegerField(default=0)
    """syncs that failed in a row"""
    next_try = models.DateTimeField(null=True)
    """when a sync that failed is tried again by itself"""
    confirmed = models.PositiveBigIntegerField(default=0)
    """the highest release whose withdrawn things were proved to be absent here"""
    confirmed_at = models.DateTimeField(null=True)
    linked = models.PositiveIntegerField(default=0)
    """pages that the last check found to mention something withdrawn, of those it looked at"""

    class Meta:
        db_table = "press_mirror"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
