from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from solidary.desk.actions.base import Act, ActPermissionError, NotNow
from solidary.stories.changes import changed
from solidary.stories.models import (
    FrontTopic,
    Story,
    Topic,
    TopicAlias,
    TopicMerge,
    TopicName,
    TopicPin,
)


class MergeTopicsPermissionError(ActPermissionError):
    """Only who keeps the topics may merge them."""


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


class MergeTopics(Act):
    """Merge one topic into another for good.

    Its stories, pins, missing names and aliases move; its hashtag becomes an alias; its address
    keeps leading readers to where the stories are now. All of it happens or nothing does.
    """

    right = "stories.change_topic"
    permission_error_class = MergeTopicsPermissionError

    def __init__(self, topic: Topic, into: Topic, *, user: Any = None) -> None:
        super().__init__(user=user)
        self.topic = topic
        self.into = into

    def check(self) -> None:
        super().check()
        if self.topic.pk == self.into.pk:
            raise NotNow(_("A topic can't be merged into itself."))
        if self.topic.merged_into_id or self.into.merged_into_id:
            raise NotNow(_("One of these topics was merged already."))

    def counts(self) -> Counts:
        shared = self._tags().filter(story__in=self._tagged(self.into)).count()
        return Counts(
            moved=self._tags().count() - shared,
            shared=shared,
            pins=self._new_pins().count(),
            names=self._new_names().count(),
            aliases=self.topic.aliases.count() + 1,
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
        fronts = self._move_fronts()
        Topic.objects.filter(merged_into=self.topic).update(merged_into=self.into)
        self.topic.merged_into = self.into
        Topic.objects.filter(pk=self.topic.pk).update(merged_into=self.into)
        changed(stories=stories, topics=[self.topic.pk, self.into.pk], fronts=fronts)
        record = TopicMerge.objects.create(
            hashtag=self.topic.hashtag,
            into=self.into,
            stories_moved=counts.moved + counts.shared,
            merged_by=self.user,
        )
        log(self.into, "solidary.merge", user=self.user, data={"hashtag": self.topic.hashtag})
        return record

    def _tags(self) -> Any:
        return Story.topics.through.objects.filter(topic=self.topic)

    def _tagged(self, topic: Topic) -> Any:
        return Story.topics.through.objects.filter(topic=topic).values("story")

    def _new_pins(self) -> Any:
        there = TopicPin.objects.filter(topic=self.into).values("story")
        return TopicPin.objects.filter(topic=self.topic).exclude(story__in=there)

    def _new_names(self) -> Any:
        there = TopicName.objects.filter(topic=self.into).values("language")
        return TopicName.objects.filter(topic=self.topic).exclude(language__in=there)

    def _move_pins(self) -> None:
        last = TopicPin.objects.filter(topic=self.into).aggregate(last=Max("sort_order"))["last"]
        for order, pin in enumerate(self._new_pins().order_by("sort_order"), start=(last or 0) + 1):
            pin.topic, pin.sort_order = self.into, order
            pin.save()
        TopicPin.objects.filter(topic=self.topic).delete()

    def _move_aliases(self) -> None:
        TopicAlias.objects.filter(topic=self.topic).update(topic=self.into)
        TopicAlias.objects.update_or_create(
            hashtag_key=self.topic.hashtag_key,
            defaults={"topic": self.into, "hashtag": self.topic.hashtag},
        )

    def _move_fronts(self) -> list[int]:
        shown = FrontTopic.objects.filter(topic=self.topic)
        fronts = list(shown.values_list("front", flat=True))
        shown.filter(front__in=FrontTopic.objects.filter(topic=self.into).values("front")).delete()
        FrontTopic.objects.filter(topic=self.topic).update(topic=self.into)
        return fronts
