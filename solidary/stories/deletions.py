"""What is deleted is a change too, however it is deleted: one by one, in bulk, or with its parent."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete

from solidary.stories.changes import changed


def listen() -> None:
    """Announce every deletion from the record, in its own transaction and before it is done."""
    from solidary.stories.models import Document, Front, Photo, Place, Story, Topic, Video

    for model in (Document, Front, Photo, Place, Story, Topic, Video):
        name = f"stories.deleted.{model.__name__}"
        pre_delete.connect(_announce, sender=model, dispatch_uid=name)


def _announce(sender: Any, instance: Any, **kwargs: Any) -> None:
    from solidary.stories.models import TopicPin

    key, name = [instance.pk], instance._meta.model_name
    if name in ("topic", "place"):
        # Who had it is only known as long as it is there.
        changed(stories=list(instance.stories.values_list("pk", flat=True)))
    # Its pins go with a story, and a topic may have pinned one that doesn't stand in it.
    pins = TopicPin.objects.filter(story=key[0]) if name == "story" else TopicPin.objects.none()
    pinning = list(pins.values_list("topic", flat=True))
    kinds: dict[str, dict[str, Any]] = {
        "document": {"documents": key},
        "front": {"fronts": key},
        "photo": {"photos": key},
        "place": {"places": key},
        "story": {"stories": key, "topics": pinning},
        "topic": {"topics": key},
        "video": {"media": key},
    }
    changed(**kinds[name])
