"""What is deleted is a change too, however it is deleted: one by one, in bulk, or with its parent."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete

from solidary.stories.changes import announced_models, changed


def listen() -> None:
    """Announce every deletion from the record, in its own transaction and before it is done."""
    for model in announced_models().values():
        name = f"stories.deleted.{model.__name__}"
        pre_delete.connect(_announce, sender=model, dispatch_uid=name)


def _announce(sender: Any, instance: Any, **kwargs: Any) -> None:
    from solidary.stories.models import Place, Story, Topic, TopicPin

    keys: dict[str, list[int]] = {instance.kind_of_change: [instance.pk]}
    if isinstance(instance, Place | Topic):
        # Who had it is only known as long as it is there.
        keys["story"] = list(instance.stories.values_list("pk", flat=True))
    if isinstance(instance, Story):
        # Its pins go with a story, and a topic may have pinned one that doesn't stand in it.
        pins = TopicPin.objects.filter(story=instance.pk)
        keys["topic"] = list(pins.values_list("topic", flat=True))
    changed(**keys)
