"""What is deleted is a change too, however it is deleted: one by one, in bulk, or with its parent.

And what stories are made of isn't deleted at all while they are, whoever asks.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete

from solidary.stories.changes import announced_models, changed
from solidary.stories.errors import InUseError


def listen() -> None:
    """Announce every deletion from the record, in its own transaction and before it is done."""
    for model in announced_models().values():
        name = f"stories.deleted.{model.__name__}"
        pre_delete.connect(_announce, sender=model, dispatch_uid=name)


def _announce(sender: Any, instance: Any, **kwargs: Any) -> None:
    from solidary.stories.models import Story, TopicPin

    _protect(instance)
    keys: dict[str, list[int]] = {instance.kind_of_change: [instance.pk]}
    if isinstance(instance, Story):
        # Its pins go with a story, and a topic may have pinned one that doesn't stand in it.
        pins = TopicPin.objects.filter(story=instance.pk)
        keys["topic"] = list(pins.values_list("topic", flat=True))
    changed(**keys)


def _protect(instance: Any) -> None:
    """Raises InUseError for what readers or editors would lose words, pictures or headings by.

    A story isn't held back here: it is no part of another, and an act looks after its readers.
    """
    from solidary.stories.bin.users import users_of
    from solidary.stories.models.binned import goes_into_bin

    if instance.kind_of_change == "story" or not goes_into_bin(type(instance)):
        return
    if users := users_of(instance):
        raise InUseError(
            f"{instance._meta.verbose_name} “{instance}” is used in {users.count} places "
            "and can't be deleted"
        )
