"""A topic: a hashtag, its names, its aliases, what is pinned to it, and what was merged into it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from solidary.stories.hashtags import composed, folded, is_hashtag
from solidary.stories.models.announced import Announced
from solidary.stories.models.fields import AddressField, LanguageField


def hashtag_letters(hashtag: str) -> None:
    """Raises ValidationError for what is no hashtag."""
    if not is_hashtag(hashtag):
        raise ValidationError(
            _("A hashtag is letters, digits and underscores, without the # and without spaces.")
        )


class TopicQuerySet(models.QuerySet["Topic"]):
    def not_merged(self) -> TopicQuerySet:
        """Topics that have a page of their own: those not merged into another."""
        return self.filter(merged_into=None)

    def after_merges(self) -> dict[Topic, Topic]:
        """Every topic with the one readers end up at; one question for all of them."""
        topics = {topic.pk: topic for topic in self.all()}

        def end(topic: Topic) -> Topic:
            while topic.merged_into_id is not None:
                topic = topics[topic.merged_into_id]
            return topic

        return {topic: end(topic) for topic in topics.values()}

    def for_hashtag(self, hashtag: str) -> Topic | None:
        """The topic a hashtag or an alias leads to, through any merges; None where there is none."""
        key = folded(hashtag)
        topic = self.filter(hashtag_key=key).first()
        if topic is None:
            topic = self.filter(aliases__hashtag_key=key).first()
        return topic.after_merges if topic else None


class Topic(Announced, ClusterableModel):
    """A hashtag under which stories gather, told in every language of the newsroom."""

    kind_of_change = "topic"

    address = AddressField()
    hashtag = models.CharField(
        _("hashtag"),
        max_length=80,
        validators=[hashtag_letters],
        help_text=_("Without the #, such as SolidarityBelarus"),
    )
    hashtag_key = models.CharField(max_length=160, unique=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        related_name="merged_topics",
        null=True,
        blank=True,
        editable=False,
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["hashtag"]

    def __str__(self) -> str:
        return f"#{self.hashtag}"

    @property
    def after_merges(self) -> Topic:
        """The topic readers end up at: itself, or what it was merged into."""
        topic = self
        while topic.merged_into is not None:
            topic = topic.merged_into
        return topic

    def clean(self) -> None:
        others = Topic.objects.exclude(pk=self.pk)
        if others.filter(hashtag_key=folded(self.hashtag)).exists():
            raise ValidationError({"hashtag": _("There is a topic with this hashtag already.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.hashtag, self.hashtag_key = composed(self.hashtag), folded(self.hashtag)
        super().save(*args, **kwargs)


class TopicName(Orderable):
    """What a topic is called, and how it is introduced, in one language."""

    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="names")
    language = LanguageField()
    name = models.CharField(pgettext_lazy("topic", "name"), max_length=120)
    standfirst = models.TextField(_("standfirst"), blank=True)

    class Meta(Orderable.Meta):
        verbose_name = pgettext_lazy("topic", "name")
        verbose_name_plural = pgettext_lazy("topic", "names")
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "language"], name="one_topic_name_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.name


class TopicAlias(Orderable):
    """Another hashtag that leads to the same topic."""

    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="aliases")
    hashtag = models.CharField(_("hashtag"), max_length=80, validators=[hashtag_letters])
    hashtag_key = models.CharField(max_length=160, unique=True, editable=False)

    class Meta(Orderable.Meta):
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")

    def __str__(self) -> str:
        return f"#{self.hashtag}"

    def clean(self) -> None:
        others = TopicAlias.objects.exclude(pk=self.pk)
        if others.filter(hashtag_key=folded(self.hashtag)).exists():
            raise ValidationError({"hashtag": _("This alias belongs to a topic already.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.hashtag, self.hashtag_key = composed(self.hashtag), folded(self.hashtag)
        super().save(*args, **kwargs)


class TopicPin(Orderable):
    """A story kept at the top of a topic's page, in the story's own language."""

    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="pins")
    story = models.ForeignKey(
        "stories.Story", verbose_name=_("story"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("pinned story")
        verbose_name_plural = _("pinned stories")

    def __str__(self) -> str:
        return str(self.story)


class TopicMerge(models.Model):
    """The record of a merge: which topic went into which, when, by whom, with how many stories."""

    hashtag = models.CharField(_("hashtag"), max_length=80)
    into = models.ForeignKey(
        Topic,
        verbose_name=pgettext_lazy("merge", "into"),
        on_delete=models.CASCADE,
        related_name="merges",
    )
    stories_moved = models.PositiveIntegerField(_("stories moved"))
    merged_at = models.DateTimeField(_("merged at"), auto_now_add=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("merged by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-merged_at"]

    def __str__(self) -> str:
        return f"#{self.hashtag} → {self.into}"
