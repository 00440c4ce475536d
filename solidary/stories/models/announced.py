from __future__ import annotations

from typing import Any, ClassVar

from django.db import models, transaction

from solidary.stories.changes import changed


class Announced(models.Model):
    """A thing of the record whose every change is announced in the transaction that makes it."""

    kind_of_change: ClassVar[str]
    """by which word `changed` takes its key"""
    goes_into_bin: ClassVar[bool] = True
    """whether an editor may put one into the bin; what is part of another thing goes with that"""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.announce()

    def announce(self) -> None:
        changed(**{self.kind_of_change: [self.pk]})
