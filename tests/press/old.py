"""Addresses of an older site, given to things of the record as the desk and an import do it."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod

from solidary.stories.changes import changed
from solidary.stories.models import OldAddress, Story, Topic
from solidary.stories.old_addresses import read_old_address


def give(thing: Story | Topic, *addresses: str) -> None:
    """Let addresses lead to a thing, whatever they led to before."""
    for each in addresses:
        take_away(each)
        kept = read_old_address(each).text
        OldAddress.objects.create(**{thing.kind_of_change: thing}, address=kept)
    changed(**{thing.kind_of_change: [thing.pk]})


def take_away(address: str) -> None:
    """Let an address lead nowhere."""
    for row in OldAddress.objects.filter(key=read_old_address(address).key):
        kind, key = ("story", row.story_id) if row.story_id else ("topic", row.topic_id)
        row.delete()
        changed(**{kind: [key]})


OLD = (
    "/2021/02/08/day/",
    "/a/1.html",
    "/a/2.html",
    "/be/tag/some-topic",
    "/?p=1",
    "/b.php",
    "/адрас",
)
"""Addresses of an older site; few, so that one is given up and taken again."""


class OldAddresses(ABC):
    """What a newsroom does with addresses of an older site; each act is drawn from its chance."""

    chance: random.Random

    @abstractmethod
    def _topic(self, *, merged: bool = False) -> Topic | None:
        """One of the topics."""

    def old_address(self) -> None:
        """To a story in any state, or a topic; often one that something else had before."""
        old = self.chance.choice(OLD)
        stories = list(Story.objects.order_by("pk"))
        if stories and self.chance.random() < 0.7:
            give(self.chance.choice(stories), old)
        elif found := self._topic(merged=True):
            give(found, old)

    def forget_old_address(self) -> None:
        take_away(self.chance.choice(OLD))
