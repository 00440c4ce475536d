from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.changes import changed
from solidary.stories.models import (
    FrontTopic,
    OldAddress,
    Story,
    Topic,
    TopicAlias,
    TopicMerge,
    TopicName,
    TopicPin,
)


@dataclass(frozen=True, slots=True)
class Counts:
    """What a merge would do, told before it is done."""

    moved: int
    """stories that get the target topic"""
    shared: int
    """stories that have both topics already and lose only the double"""
    pins: int
    names: int
    """names in languages the target has no name in"""
    aliases: int
    """hashtags that will lead to the target, the merged one included"""


class MergeTopics(Act[Topic]):
    """Merge one topic into another for good.

    Its stories, pins, missing names, aliases and addresses of an older site move; its hashtag becomes an alias; its address
    keeps leading readers to where the stories are now. All of it happens or nothing does.
    """

    name = "merge"
    model = Topic
    right = "stories.change_topic"
    label = _("Merge")
    logged = _("Another topic was merged into this one")
    icon = "resubmit"
    order = 10
    serious = True
    not_now = _("One of these topics was merged already.")

    def __init__(self, topic: Topic, into: Topic, *, user: Any = None) -> None:
        super().__init__(topic, user=user)
        self.into = into

    @classmethod
    def offered(cls, thing: Topic) -> bool:
        return thing.merged_into_id is None

    def check(self) -> None:
        self.check_right()
        if self.thing.pk == self.into.pk:
            raise NotNowError(gettext("A topic can't be merged into itself."))
        super().check()
        if not self.offered(self.into):
            raise NotNowError(str(self.not_now))

    def counts(self) -> Counts:
        shared = self._tags().filter(story__in=self._tagged(self.into)).count()
        return Counts(
            moved=self._tags().count() - shared,
            shared=shared,
            pins=self._new_pins().count(),
            names=self._new_names().count(),
            aliases=self.thing.aliases.count() + 1,
        )

    @transaction.atomic
    def execute(self) -> TopicMerge:
        self.check()
        stories = list(self._tags().values_list("story", flat=True))
        counts = self.counts()
        self._tags().filter(story__in=self._tagged(self.into)).delete()
        self._tags().update(topic=self.into)
        self._move_pins()
        self._new_names().update(topic=self.into)
        self._move_aliases()
        OldAddress.objects.filter(topic=self.thing).update(topic=self.into)
        fronts = self._move_fronts()
        Topic.objects.filter(merged_into=self.thing).update(merged_into=self.into)
        self.thing.merged_into = self.into
        Topic.objects.filter(pk=self.thing.pk).update(merged_into=self.into)
        changed(story=stories, topic=[self.thing.pk, self.into.pk], front=fronts)
        record = TopicMerge.objects.create(
            hashtag=self.thing.hashtag,
            into=self.into,
            stories_moved=counts.moved + counts.shared,
            merged_by=self.user,
        )
        self.note(self.into, hashtag=self.thing.hashtag)
        return record

    def _tags(self) -> Any:
        return Story.topics.through.objects.filter(topic=self.thing)

    def _tagged(self, topic: Topic) -> Any:
        return Story.topics.through.objects.filter(topic=topic).values("story")

    def _new_pins(self) -> Any:
        there = TopicPin.objects.filter(topic=self.into).values("story")
        return TopicPin.objects.filter(topic=self.thing).exclude(story__in=there)

    def _new_names(self) -> Any:
        there = TopicName.objects.filter(topic=self.into).values("language")
        return TopicName.objects.filter(topic=self.thing).exclude(language__in=there)

    def _move_pins(self) -> None:
        last = TopicPin.objects.filter(topic=self.into).aggregate(last=Max("sort_order"))["last"]
        for order, pin in enumerate(self._new_pins().order_by("sort_order"), start=(last or 0) + 1):
            pin.topic, pin.sort_order = self.into, order
            pin.save()
        TopicPin.objects.filter(topic=self.thing).delete()

    def _move_aliases(self) -> None:
        TopicAlias.objects.filter(topic=self.thing).update(topic=self.into)
        TopicAlias.objects.update_or_create(
            hashtag_key=self.thing.hashtag_key,
            defaults={"topic": self.into, "hashtag": self.thing.hashtag},
        )

    def _move_fronts(self) -> list[int]:
        shown = FrontTopic.objects.filter(topic=self.thing)
        fronts = list(shown.values_list("front", flat=True))
        shown.filter(front__in=FrontTopic.objects.filter(topic=self.into).values("front")).delete()
        FrontTopic.objects.filter(topic=self.thing).update(topic=self.into)
        return fronts
