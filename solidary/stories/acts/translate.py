from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.languages import locale_of, own_name
from solidary.stories.models import PLAIN_FIELDS, Byline, Story, StorySource


class StartTranslation(Act[Story]):
    """Begin a story in another language from what is public, else from the latest draft.

    The new story is a draft of its own with the whole text of its source to write over. It
    remembers the version it was made from, so that the desk can tell when the source moves on.
    """

    name = "translate"
    model = Story
    right = "stories.add_story"
    label = _("Start translation")
    logged = _("Translation started")
    icon = "globe"
    order = 10
    not_now = _("A withdrawn story isn't translated.")

    def __init__(self, source: Story, language: str, *, user: Any = None) -> None:
        super().__init__(source, user=user)
        self.language = language

    @classmethod
    def offered(cls, thing: Story) -> bool:
        return thing.withdrawn_at is None

    def check(self) -> None:
        super().check()
        versions = Story.objects.filter(translation_key=self.thing.translation_key)
        if versions.filter(locale__language_code=self.language).exists():
            raise NotNowError(
                gettext("There is a story in this language already: %(language)s.")
                % {"language": own_name(self.language)}
            )

    @transaction.atomic
    def execute(self) -> Story:
        self.check()
        source = self.thing
        revision = version_to_work_from(source)
        said: Story = revision.as_object()
        translation = Story(
            locale=locale_of(self.language),
            translation_key=source.translation_key,
            based_on=source,
            based_on_revision=revision,
            live=False,
            has_unpublished_changes=True,
            **{name: getattr(said, name) for name in PLAIN_FIELDS},
        )
        translation.body = [block for block in said.raw_body if block["type"] != "correction"]
        translation.topics = list(said.topics.all())
        translation.places = list(said.places.all())
        translation.bylines = [
            Byline(name=line.name, role=line.role, sort_order=line.sort_order)
            for line in said.bylines.all()
        ]
        translation.sources = [
            StorySource(
                outlet=line.outlet,
                cites=line.cites,
                address=line.address,
                kept_copy=line.kept_copy,
                sort_order=line.sort_order,
            )
            for line in said.sources.all()
        ]
        translation.save()
        translation.save_revision(user=self.user, clean=False)
        self.note(translation, source=source.pk)
        return translation


def version_to_work_from(source: Story) -> Revision:
    """The version readers see, else the latest; an imported story gets its first one now."""
    if source.live and source.live_revision is not None:
        return source.live_revision
    if not source.live and source.latest_revision is not None:
        return source.latest_revision
    revision: Revision = source.save_revision(changed=False, clean=False)
    if source.live:
        # What was imported as published is the published version; nothing changes for readers.
        Story.objects.filter(pk=source.pk).update(live_revision=revision)
        source.live_revision = revision
    return revision
