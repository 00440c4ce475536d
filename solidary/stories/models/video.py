from __future__ import annotations

from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from solidary.stories.models.announced import Announced
from solidary.stories.models.fields import AddressField, LanguageField
from solidary.stories.models.photo import Consent


def _video_file(video: Video, name: str) -> str:
    return f"media/{video.address}{PurePath(name).suffix.lower()}"


def _subtitles_file(subtitles: Subtitles, name: str) -> str:
    return f"media/{subtitles.video.address}.{subtitles.language}.vtt"


class Video(Announced, ClusterableModel):
    """A video or an audio recording, in the language spoken in it."""

    kind_of_change = "recording"

    class Kind(models.TextChoices):
        VIDEO = "video", pgettext_lazy("kind of recording", "video")
        AUDIO = "audio", _("audio")

    address = AddressField()
    kind = models.CharField(
        pgettext_lazy("recording", "kind"), max_length=5, choices=Kind.choices, default=Kind.VIDEO
    )
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to=_video_file, max_length=200)
    spoken_language = LanguageField(blank=True, verbose_name=_("spoken language"))
    seconds = models.PositiveIntegerField(_("length in seconds"), null=True, blank=True)
    width = models.PositiveIntegerField(_("width"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True)
    credit = models.CharField(pgettext_lazy("recording", "credit"), max_length=200, blank=True)
    consent = models.CharField(
        _("consent"), max_length=20, choices=Consent.choices, default=Consent.NOT_SAID
    )
    poster = models.ForeignKey(
        "stories.Photo",
        verbose_name=_("poster"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("video or audio")
        verbose_name_plural = _("videos and audio")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class VideoWords(models.Model):
    """What a recording is called in a language other than its first; what is empty falls back."""

    video = ParentalKey(Video, on_delete=models.CASCADE, related_name="words")
    language = LanguageField()
    title = models.CharField(_("title"), max_length=200, blank=True)
    credit = models.CharField(pgettext_lazy("recording", "credit"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("title of a recording in another language")
        verbose_name_plural = _("titles of recordings in other languages")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["video", "language"], name="one_video_words_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Subtitles(Orderable):
    """The words of a video in one language, as WebVTT."""

    class Kind(models.TextChoices):
        SUBTITLES = "subtitles", _("subtitles")
        CAPTIONS = "captions", _("captions for the deaf and hard of hearing")

    video = ParentalKey(Video, on_delete=models.CASCADE, related_name="subtitles")
    language = LanguageField()
    kind = models.CharField(
        pgettext_lazy("subtitles", "kind"),
        max_length=9,
        choices=Kind.choices,
        default=Kind.SUBTITLES,
    )
    file = models.FileField(_("WebVTT file"), upload_to=_subtitles_file, max_length=200)

    class Meta(Orderable.Meta):
        verbose_name = _("subtitles")
        verbose_name_plural = _("subtitles")
        constraints = [
            models.UniqueConstraint(
                fields=["video", "language", "kind"], name="one_subtitles_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.language} ({self.get_kind_display()})"
