from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MarkedBlock(models.Model):
    """A block with words in it that have to go, merged with others: somebody has to decide about it
    before its story is published."""

    story = models.CharField(max_length=16, db_index=True)
    """the story's address; it may lie in the bin"""
    block = models.CharField(max_length=36, blank=True)
    """the block's id; '' where the words are in headline or standfirst"""
    since = models.DateField()

    class Meta:
        verbose_name = _("marked block")
        verbose_name_plural = _("marked blocks")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["story", "block"], name="marked_once")]

    def __str__(self) -> str:
        return f"{self.story} {self.block}"
