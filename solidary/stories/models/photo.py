from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import ClassVar

from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, SourceImageIOError

from solidary.stories.changes import changed
from solidary.stories.models.announced import Announced
from solidary.stories.models.fields import AddressField, LanguageField


class Consent(models.TextChoices):
    """By what right a photo or a recording is published."""

    NOT_SAID = "not_said", _("Not said yet")
    OWN = "own", _("Our own")
    AGENCY = "agency", _("Agency licence")
    READER = "reader", _("Sent by a reader who agreed to publication")
    PUBLIC_DOMAIN = "public_domain", _("Public domain or free licence")
    DRAWN = "drawn", _("Drawn by the newsroom")


def is_said(consent: str) -> bool:
    """Whether somebody said by what right a photo or a recording is published."""
    return consent != str(Consent.NOT_SAID)


def _no_screens(photo: Photo, spec: str, data: bytes) -> File[bytes]:
    raise SourceImageIOError("no copies for screens are made here")


class Photo(Announced, AbstractImage):
    """A photo whose file holds pixels and nothing else.

    Whoever stores a photo has passed it through `solidary.darkroom.scrub` first; the
    original, with where and by whom it was taken, is never written to disk.
    """

    kind_of_change = "photo"
    make_copy: ClassVar[Callable[[Photo, str, bytes], File[bytes]]] = staticmethod(_no_screens)
    """How a copy for the desk's own screens is made: of the photo, by a filter of Wagtail's, from its
    bytes. The desk says so; the record opens no picture."""

    address = AddressField()
    credit = models.CharField(pgettext_lazy("photo", "credit"), max_length=200, blank=True)
    caption = models.TextField(_("caption"), blank=True)
    alt_text = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for those who can't see it."),
    )
    decorative = models.BooleanField(
        pgettext_lazy("photo", "decorative"),
        default=False,
        help_text=_("It says nothing that the text doesn't: screen readers pass over it."),
    )
    consent = models.CharField(
        _("consent"), max_length=20, choices=Consent.choices, default=Consent.NOT_SAID
    )
    illustration = models.BooleanField(
        _("illustration"),
        default=False,
        help_text=_("Drawn, not photographed; readers see “Illustration”."),
    )

    admin_form_fields = (
        "title",
        "file",
        "alt_text",
        "decorative",
        "caption",
        "credit",
        "consent",
        "illustration",
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def get_upload_to(self, filename: str) -> str:
        """Named by its address: a camera's file name counts its shots."""
        return f"photos/{self.address}{PurePath(filename).suffix.lower()}"

    @property
    def default_alt_text(self) -> str:
        return self.alt_text or self.title

    def generate_rendition_file(
        self, filter: Filter, *, source: File[bytes] | None = None
    ) -> File[bytes]:
        """As Wagtail's, which would decode the photo here; SourceImageIOError where there is no copy."""
        if source is not None:
            return Photo.make_copy(self, filter.spec, source.read())
        with self.open_file() as file:
            return Photo.make_copy(self, filter.spec, file.read())


class PhotoWords(Announced):
    """What is said about a photo in a language other than its first; what is empty falls back."""

    goes_into_bin = False

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="words")
    language = LanguageField()
    alt_text = models.CharField(_("alternative text"), max_length=500, blank=True)
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(pgettext_lazy("photo", "credit"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("caption of a photo in another language")
        verbose_name_plural = _("captions of photos in other languages")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "language"], name="one_photo_words_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.alt_text or self.caption

    def announce(self) -> None:
        changed(photo=[self.photo_id])


class PhotoRendition(AbstractRendition):
    """A smaller copy for the desk's own screens; readers' copies are made by the press."""

    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
