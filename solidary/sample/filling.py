"""Filling an empty home with the dossier, whole or not at all."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from solidary.errors import SolidaryError
from solidary.stories.models import Document, Front, Newsroom, Photo, Place, Story, Topic, Video

from .confirming import confirm_actions, declare_days
from .ground import found_newsroom, lay_fronts, lay_things, open_topics, pin_stories
from .telling import Teller


class HomeNotEmptyError(SolidaryError):
    """The home holds something already; the sample would mix with it."""


def fill() -> int:
    """Fill the record and its files; the number of stories. Raises `HomeNotEmptyError`."""
    for model in (Story, Topic, Place, Photo, Video, Document, Front):
        if model.objects.exists():
            kind = model._meta.verbose_name_plural
            raise HomeNotEmptyError(
                f"The home is not empty (it has {kind}); the sample fills empty homes only."
            )
    with transaction.atomic(), disable_reference_index_auto_update():
        dossier = lay_things()
        topics = open_topics()
        newsroom = found_newsroom(dossier.photos)
        teller = Teller(dossier, topics, newsroom)
        stories = teller.tell_all()
        teller.tell_not_public()
        pin_stories(topics, stories)
        lay_fronts(newsroom, topics, stories)
        declare_days()
        confirm_actions(dossier.places, stories)
        for model in (Story, Topic, Video, Front, Newsroom):
            for thing in model.objects.all():
                ReferenceIndex.create_or_update_for_object(thing)
        return int(Story.objects.count())
