"""A contribution as everybody may see it: what was sealed stays sealed."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy


class State(StrEnum):
    """Where a contribution is between its arrival and its end."""

    WAITING = "waiting"
    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


LABELS = {
    State.WAITING: pgettext_lazy("contribution", "waiting"),
    State.ASKED: pgettext_lazy("contribution", "asked"),
    State.ACCEPTED: pgettext_lazy("contribution", "accepted"),
    State.REFUSED: pgettext_lazy("contribution", "refused"),
    State.WITHDRAWN: pgettext_lazy("contribution", "withdrawn"),
}

WORDS = "words"
"""The reference of the piece with an envelope's words, an item like any other here."""


def _person(**options: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        **options,
    )


class Contribution(models.Model):
    """What one sender sent, with all that was added to it later."""

    ref = models.CharField(max_length=32, unique=True)
    """the name of its first envelope: random, and says nothing"""
    came_on = models.DateField()
    """the day of its newest envelope"""
    state = models.CharField(max_length=12, default=State.WAITING)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = _person()
    proposed = models.CharField(max_length=12, blank=True)
    """what one person decided of a sensitive topic, until another confirms it"""
    proposed_by = _person()
    handed_to = _person()
    """who is asked to see to it"""

    class Meta:
        default_permissions = ()
        permissions = [
            ("see_contribution", "May see what was sent"),
            ("decide_contribution", "May decide about what was sent"),
            ("export_contribution", "May take what was sent out of the desk"),
        ]
        indexes = [models.Index(fields=["state", "came_on"], name="contribution_by_state")]

    def __str__(self) -> str:
        return self.ref[:8]


class Envelope(models.Model):
    """One envelope of a contribution: itself, an addition, an answer, a changed consent."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="envelopes"
    )
    ref = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=12)
    """the value of `solidary.sealing.bag.manifest.Kind`"""
    came_on = models.DateField()
    """the day written in it"""

    class Meta:
        default_permissions = ()
        ordering = ["came_on", "pk"]

    def __str__(self) -> str:
        return self.ref[:8]


class Item(models.Model):
    """One file of an envelope, or its words."""

    envelope = models.ForeignKey(Envelope, on_delete=models.CASCADE, related_name="items")
    ref = models.CharField(max_length=16)
    """random; WORDS for the words"""
    size = models.PositiveBigIntegerField()
    """bytes of its payloads, padded: what anybody who sees the disk knows"""
    state = models.CharField(max_length=12, default=State.WAITING)
    decided_on = models.DateField(null=True, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    """when somebody first looked at it"""
    noticed_on = models.DateField(null=True, blank=True)
    """when the desk first showed to somebody that it dies soon"""
    without_original = models.BooleanField(default=False)
    """its payload is gone, its header stays for as long as it is used"""

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["envelope", "ref"], name="item_once")]

    def __str__(self) -> str:
        return f"{self.envelope}.{self.ref[:8]}"

    @property
    def is_words(self) -> bool:
        return self.ref == WORDS


class Question(models.Model):
    """A question to a sender, sealed for the receipt: nobody here reads it again."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="questions"
    )
    sealed = models.TextField()
    """an age file in base64"""
    asked_on = models.DateField()
    asked_by = _person()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.contribution} {self.asked_on}"
