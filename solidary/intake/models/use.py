from __future__ import annotations

from django.db import models

from solidary.intake.models.contribution import Item


class Use(models.Model):
    """That a story shows what somebody sent: by this it is found again when it is withdrawn."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="uses")
    story = models.CharField(max_length=16, db_index=True)
    """the story's address"""
    block = models.CharField(max_length=36, db_index=True)
    """the id of the block, or of the entry in a list of a block"""
    field = models.CharField(max_length=30, blank=True)
    """the field of the block that holds the words; '' where it is the whole block, or a photo"""
    photo = models.CharField(max_length=16, blank=True, db_index=True)
    """the photo's address; '' for words"""
    mark = models.CharField(max_length=64, blank=True)
    """what shows whether the words are still those that were taken over: `words.mark_of`"""
    used_on = models.DateField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["item", "story", "block", "photo"], name="use_once")
        ]

    def __str__(self) -> str:
        return f"{self.item} → {self.story} {self.block}"
