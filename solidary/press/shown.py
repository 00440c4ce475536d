"""What published pages show, asked of the record: true also before the press has written it."""

from __future__ import annotations

from solidary.stories.bin.users import holds, users_of
from solidary.stories.changes import announced_models
from solidary.stories.models import Story, Video

ON_REQUEST = frozenset({"photo", "recording", "document", "place"})
"""Kinds of which readers see those that something published names; every other kind is read by the
press as a whole, or by rules of its own, and counts as shown."""


def is_shown(kind: str, key: int) -> bool:
    """Whether readers may see something of a thing of the record, by the kind its changes are announced
    under. What nobody here knows counts as shown."""
    model = announced_models().get(kind)
    if kind == "story":
        return bool(Story.objects.published().filter(pk=key).exists())
    if model is None or kind not in ON_REQUEST:
        return True
    thing = model._base_manager.filter(pk=key).first()
    if thing is None:
        return False
    users = users_of(thing)
    public = Story.objects.published().filter(pk__in=users.stories)
    if any(holds(story.raw_body, kind, key) for story in public):
        return True
    if kind == "place" and public.filter(places=key).exists():
        return True
    return any(
        not isinstance(other, Video) or is_shown(other.kind_of_change, other.pk)
        for other in users.others
    )
