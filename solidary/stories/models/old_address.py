"""An address that a story or a topic had on an older site, and that leads there still."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from solidary.stories.changes import changed
from solidary.stories.models.story import Story
from solidary.stories.models.topic import Topic
from solidary.stories.old_addresses import LONGEST
from solidary.stories.old_addresses import OldAddress as Address


class OldAddress(models.Model):
    """One address of an older site; in the whole record it leads to one thing.

    It belongs to the story or topic, not to a version of it: what an editor is still writing
    changes nothing about where readers were led before.
    """

    address = models.CharField(max_length=LONGEST)
    """as `stories.old_addresses` keeps it"""
    key = models.CharField(max_length=LONGEST, unique=True, editable=False)
    """by what two are the same"""
    story = models.ForeignKey(
        Story, on_delete=models.CASCADE, related_name="old_addresses", null=True, blank=True
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.CASCADE, related_name="old_addresses", null=True, blank=True
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(story=None, topic__isnull=False)
                | models.Q(story__isnull=False, topic=None),
                name="old_address_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.address

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = Address(self.address).key
        super().save(*args, **kwargs)


@transaction.atomic
def lead_to(thing: Story | Topic, addresses: Iterable[Address]) -> None:
    """Let these addresses lead to a story or a topic, and no others. Raises IntegrityError where one
    leads to something else."""
    wanted = {address.key: address.text for address in addresses}
    had = dict(thing.old_addresses.values_list("key", "address"))
    if wanted == had:
        return
    same = {key for key, text in wanted.items() if had.get(key) == text}
    thing.old_addresses.exclude(key__in=same).delete()
    for key, text in wanted.items():
        if key not in same:
            OldAddress.objects.create(**{thing.kind_of_change: thing}, address=text)
    changed(**{thing.kind_of_change: [thing.pk]})
