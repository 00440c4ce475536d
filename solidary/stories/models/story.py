from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.locks import BaseLock
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from solidary.stories import dated_ahead, moments, reading
from solidary.stories.body.fields import RawBlock
from solidary.stories.body.form import BodyField
from solidary.stories.body.plain import last_correction
from solidary.stories.changes import changed
from solidary.stories.errors import MarkedError
from solidary.stories.locks import MarkedLock, WithdrawnLock
from solidary.stories.models.fields import AddressField
from solidary.stories.models.marked import MarkedBlock
from solidary.stories.models.newsroom import Newsroom
from solidary.stories.models.ordered import OrderedManyToManyField
from solidary.stories.models.topic import Topic
from solidary.stories.state import State, StoryQuerySet, states_of

STORY_ORDER = (
    F("day").desc(nulls_last=True),
    F("time").desc(nulls_last=True),
    "-sequence",
    F("first_published_at").desc(nulls_last=True),
    "address",
)
"""Newest day first, then newest time, then the place the newsroom gave it inside the day, then what
was first published later."""


class Kind(models.TextChoices):
    """What sort of piece a story is."""

    NEWS = "news", _("news")
    ROUNDUP = "roundup", _("roundup")
    VIDEO = "video", pgettext_lazy("kind of story", "video")
    DOCUMENTARY = "documentary", _("documentary")
    OPINION = "opinion", _("opinion")
    STATEMENT = "statement", _("statement")
    ANNOUNCEMENT = "announcement", _("announcement")


PLAIN_FIELDS = (
    "kind",
    "headline",
    "standfirst",
    "dateline",
    "day",
    "time",
    "sequence",
    "video",
    "audio",
    "photos",
    "spoken_languages",
    "subtitle_languages",
)
"""What a story says besides its body and what hangs on it: a translation begins with these,
and they travel as they stand."""
KEPT_BY_THE_DESK = frozenset(
    {
        "latest_revision",
        "has_unpublished_changes",
        "locked",
        "locked_at",
        "locked_by",
        "based_on_revision",
    }
)
"""Fields that change while somebody writes; no reader ever sees what is in them."""
_OF_THE_ROW = (
    "address",
    "import_key",
    "withdrawn_at",
    "withdrawn_reason",
    "based_on_id",
    "based_on_revision_id",
    "last_published_at",
    "updated_at",
)


def _no_languages() -> list[str]:
    return []


class Story(
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    ClusterableModel,
):
    """A piece of the newsroom in one language.

    The row is what the public sees; what an editor is still writing lives in revisions
    and becomes the row on publishing. Its language is its locale; stories that share a
    `translation_key` are the same story told in several languages, none of them a copy.
    """

    kind_of_change = "story"
    goes_into_bin = True

    address = AddressField()
    kind = models.CharField(
        pgettext_lazy("story", "kind"), max_length=12, choices=Kind.choices, default=Kind.NEWS
    )
    headline = models.CharField(_("headline"), max_length=300)
    standfirst = models.TextField(_("standfirst"), blank=True)
    dateline = models.CharField(
        _("dateline"),
        max_length=120,
        blank=True,
        help_text=_("Where it was written, such as VILNIUS"),
    )
    body: Any = BodyField(verbose_name=_("body"), blank=True)

    day = models.DateField(
        _("date"),
        null=True,
        blank=True,
        help_text=_("The date readers see. If empty: the date of publication."),
    )
    time = models.TimeField(
        _("time"),
        null=True,
        blank=True,
        help_text=_("In the newsroom's time zone; may stay empty."),
    )
    sequence = models.IntegerField(
        _("order within the day"),
        default=0,
        help_text=_(
            "If several stories of one day have no time, the one with the highest number comes first."
        ),
    )

    video = models.BooleanField(_("with video"), default=False)
    audio = models.BooleanField(_("with audio"), default=False)
    photos = models.BooleanField(_("with photos"), default=False)
    spoken_languages = models.JSONField(_("spoken languages"), default=_no_languages, blank=True)
    subtitle_languages = models.JSONField(
        _("languages of the subtitles"), default=_no_languages, blank=True
    )

    topics: Any = OrderedManyToManyField(
        "stories.Topic", verbose_name=_("topics"), related_name="stories", blank=True
    )
    places = ParentalManyToManyField(
        "stories.Place", verbose_name=_("places"), related_name="stories", blank=True
    )

    based_on = models.ForeignKey(
        "self",
        verbose_name=_("based on"),
        on_delete=models.SET_NULL,
        related_name="translations_from_it",
        null=True,
        blank=True,
        editable=False,
    )
    based_on_revision = models.ForeignKey(
        Revision, on_delete=models.SET_NULL, related_name="+", null=True, blank=True, editable=False
    )

    updated_at = models.DateTimeField(null=True, blank=True, editable=False)
    corrected_on = models.DateField(_("corrected on"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(_("reason for withdrawing"), blank=True, editable=False)
    import_key = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)

    small_mend = False
    """Whether what is being written changes no more than a slip: publishing it tells no reader that
    the story was updated. Versions have it; the row never does."""

    objects = StoryQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        indexes = [
            models.Index(
                fields=["locale", "-day", "-time", "-sequence", "address"],
                name="story_newest_first",
            ),
            models.Index(
                fields=["-day", "-time", "-sequence", "address"], name="story_newest_of_all"
            ),
            models.Index(
                fields=["expire_at"],
                name="story_expiring",
                condition=models.Q(expire_at__isnull=False),
            ),
            models.Index(
                fields=["kind", "-day", "-time", "-sequence", "address"], name="story_by_kind"
            ),
            # The few among the many: an index of all stories would look no shorter than the table.
            models.Index(fields=["id"], name="story_unseen", condition=models.Q(live=False)),
            models.Index(
                fields=["day", "-latest_revision"],
                name="story_undated_newest_edit",
                condition=models.Q(day__isnull=True, latest_revision__isnull=False),
            ),
            models.Index(
                fields=["withdrawn_at"],
                name="story_withdrawn",
                condition=models.Q(withdrawn_at__isnull=False),
            ),
            models.Index(
                fields=["corrected_on"],
                name="story_corrected",
                condition=models.Q(corrected_on__isnull=False),
            ),
            models.Index(
                fields=["live_revision"],
                name="story_told_at_the_desk",
                condition=models.Q(live_revision__isnull=False),
            ),
            models.Index(
                fields=["-last_published_at"],
                name="story_published_last",
                condition=models.Q(live=True),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def language(self) -> str:
        return self.locale.language_code

    @property
    def raw_body(self) -> list[RawBlock]:
        """The body as it is stored: plain JSON, dates as text, references as database keys."""
        raw: list[RawBlock] = json.loads(
            json.dumps(list(self.body.raw_data), cls=DjangoJSONEncoder)
        )
        return raw

    @property
    def is_public(self) -> bool:
        return self.live and self.withdrawn_at is None and self.day is not None

    @property
    def was_public(self) -> bool:
        """Whether readers have it, or had it."""
        return self.pk is not None and (self.live or self.last_published_at is not None)

    @property
    def state(self) -> State:
        return states_of([self])[0]

    @property
    def is_behind(self) -> bool:
        """Whether the story it was translated from has been published anew since."""
        source = self.based_on
        return (
            source is not None
            and source.live_revision_id is not None
            and source.live_revision_id != self.based_on_revision_id
        )

    def with_content_json(self, content: dict[str, Any]) -> Story:
        """A revision changes what a story says, never which story it is or whether it stands.

        A topic that was merged since the revision was written is read as what it became.
        """
        named = content.get("topics") or ()
        topics = Topic.objects.in_bulk(named)
        ends = dict.fromkeys(topics[key].after_merges for key in named if key in topics)
        story = super().with_content_json({**content, "topics": []})
        story.topics = list(ends)
        for name in _OF_THE_ROW:
            setattr(story, name, getattr(self, name))
        story.small_mend = bool(content.get("small_mend"))
        return story

    def serializable_data(self) -> dict[str, Any]:
        return {**super().serializable_data(), "small_mend": self.small_mend}

    def publish(self, revision: Revision, user: Any = None, **more: Any) -> Any:
        """Everything that publishes a version comes through here; see `stories.dated_ahead`."""
        if MarkedBlock.objects.filter(story=self.address).exists():
            raise MarkedError()
        dated_ahead.settle(self, revision, user)
        return super().publish(revision, user=user, **more)

    def get_lock(self) -> BaseLock | None:
        if MarkedBlock.objects.filter(story=self.address).exists():
            return MarkedLock(self)
        return WithdrawnLock(self) if self.withdrawn_at is not None else super().get_lock()

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return reading.draw(self, request)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if KEPT_BY_THE_DESK.issuperset(kwargs.get("update_fields") or ("body",)):
            super().save(*args, **kwargs)
            return
        self.corrected_on = last_correction(self.raw_body)
        if self.live:
            newsroom = Newsroom.load()
            if self.day is None:
                now = newsroom.now()
                self.day, self.time = now.date(), now.time().replace(second=0, microsecond=0)
            moments.keep(self, newsroom.zone)
        with transaction.atomic():
            super().save(*args, **kwargs)
            changed(story=[self.pk])


class Byline(Orderable):
    """Who wrote, filmed or drew it."""

    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="bylines")
    name = models.CharField(pgettext_lazy("person", "name"), max_length=120)
    role = models.CharField(_("role"), max_length=80, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")

    def __str__(self) -> str:
        return self.name


def _kept_copy_file(source: StorySource, name: str) -> str:
    suffix = name.rpartition(".")[2].lower() if "." in name else "bin"
    return f"kept/{source.story.address}-{source.sort_order or 0}.{suffix}"


class StorySource(Orderable):
    """Who reported it, whom they cite, where it stood, and the copy the newsroom kept."""

    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="sources")
    outlet = models.CharField(_("outlet"), max_length=160)
    cites = models.CharField(
        _("cites"), max_length=300, blank=True, help_text=_("Whom the outlet names as its source")
    )
    address = models.URLField(pgettext_lazy("source", "address"), max_length=500, blank=True)
    kept_copy = models.FileField(
        _("kept copy"), upload_to=_kept_copy_file, max_length=200, blank=True
    )

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.outlet
