from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from solidary.desk.actions.base import Act, ActPermissionError, NotNow
from solidary.desk.languages import own_name
from solidary.stories.languages import locale_of
from solidary.stories.models import PLAIN_FIELDS, Byline, Story, StorySource


class StartTranslationPermissionError(ActPermissionError):
    """Only who may write stories may translate them."""


class StartTranslation(Act):
    """Begin a story in another language from what is public, else from the latest draft.

    The new story is a draft of its own with the whole text of its source to write over. It
    remembers the version it was made from, so that the desk can tell when the source moves on.
    """

    right = "stories.add_story"
    permission_error_class = StartTranslationPermissionError

    def __init__(self, source: Story, language: str, *, user: Any = None) -> None:
        super().__init__(user=user)
        self.source = source
        self.language = language

    def check(self) -> None:
        super().check()
        if self.source.withdrawn_at is not None:
            raise NotNow(_("A withdrawn story isn't translated."))
        told = Story.objects.filter(translation_key=self.source.translation_key)
        if told.filter(locale__language_code=self.language).exists():
            raise NotNow(
                _("There is a story in this language already: %(language)s.")
                % {"language": own_name(self.language)}
            )

    @transaction.atomic
    def execute(self) -> Story:
        self.check()
        revision = version_to_work_from(self.source)
        said: Story = revision.as_object()
        translation = Story(
            locale=locale_of(self.language),
            translation_key=self.source.translation_key,
            based_on=self.source,
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
                outlet=source.outlet,
                cites=source.cites,
                address=source.address,
                kept_copy=source.kept_copy,
                sort_order=source.sort_order,
            )
            for source in said.sources.all()
        ]
        translation.save()
        translation.save_revision(user=self.user, clean=False)
        log(translation, "solidary.translate", user=self.user, data={"source": self.source.pk})
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
