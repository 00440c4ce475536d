from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy


class Verb(StrEnum):
    """What somebody did. Every look and every deed has its line."""

    UNLOCK = "unlock"
    TRIED = "tried"
    LOOK = "look"
    WALL = "wall"
    ACCEPT = "accept"
    PROPOSE = "propose"
    REFUSE = "refuse"
    ASK = "ask"
    HAND_OVER = "hand_over"
    COVER = "cover"
    USE = "use"
    EXPORT = "export"
    WITHDRAW = "withdraw"
    TAKEN_BACK = "taken_back"
    EXPIRE = "expire"
    REOPEN = "reopen"
    PAUSE = "pause"
    RESUME = "resume"
    SET = "set"
    TWO_DECIDE = "two_decide"
    ONE_DECIDES = "one_decides"
    LET_EXPORT = "let_export"
    KEEP_FROM_EXPORT = "no_export"


LABELS = {
    Verb.UNLOCK: pgettext_lazy("log", "unlocked a key"),
    Verb.TRIED: pgettext_lazy("log", "tried a wrong passphrase"),
    Verb.LOOK: pgettext_lazy("log", "looked at"),
    Verb.WALL: pgettext_lazy("log", "looked over the wall"),
    Verb.ACCEPT: pgettext_lazy("log", "accepted"),
    Verb.PROPOSE: pgettext_lazy("log", "proposed a decision"),
    Verb.REFUSE: pgettext_lazy("log", "refused"),
    Verb.ASK: pgettext_lazy("log", "asked a question"),
    Verb.HAND_OVER: pgettext_lazy("log", "handed over"),
    Verb.COVER: pgettext_lazy("log", "confirmed what is covered in a picture"),
    Verb.USE: pgettext_lazy("log", "put into a story"),
    Verb.EXPORT: pgettext_lazy("log", "exported"),
    Verb.WITHDRAW: pgettext_lazy("log", "withdrew"),
    Verb.TAKEN_BACK: pgettext_lazy("log", "taken back by its sender"),
    Verb.EXPIRE: pgettext_lazy("log", "deleted when its time was over"),
    Verb.REOPEN: pgettext_lazy("log", "waits again"),
    Verb.PAUSE: pgettext_lazy("log", "paused receiving"),
    Verb.RESUME: pgettext_lazy("log", "opened receiving again"),
    Verb.LET_EXPORT: pgettext_lazy("log", "given the right to export"),
    Verb.KEEP_FROM_EXPORT: pgettext_lazy("log", "right to export taken away"),
    Verb.SET: pgettext_lazy("log", "changed the settings"),
    Verb.TWO_DECIDE: pgettext_lazy("log", "had two people decide about a topic"),
    Verb.ONE_DECIDES: pgettext_lazy("log", "had one person decide about a topic again"),
}


class LogLine(models.Model):
    """Who did what to which contribution, chained to the line before; never who sent it."""

    number = models.PositiveBigIntegerField(primary_key=True)
    hour = models.DateTimeField(db_index=True)
    """the hour in which it was done, in UTC"""
    who = models.CharField(max_length=150, blank=True)
    """an account's name; '' for the program itself"""
    verb = models.CharField(max_length=12)
    """a Verb"""
    contribution = models.CharField(max_length=32, blank=True)
    item = models.CharField(max_length=49, blank=True)
    """`envelope.item`, where it is about one"""
    facts: Any = models.JSONField(default=dict)
    """what must be known besides, as numbers and opaque references"""
    before = models.CharField(max_length=64)
    """the hash of the line before"""
    hash = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.who} {self.verb} {self.contribution[:8]}"
