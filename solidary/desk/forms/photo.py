"""The form of a photo: whatever is uploaded goes through the darkroom before anything is kept."""

from __future__ import annotations

import io
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from solidary.darkroom.child import kept
from solidary.desk.forms.refused_files import opened_by_darkroom
from solidary.desk.languages import newsroom_choices
from solidary.stories.models import Photo

WORDS = ("alt_text", "caption", "credit")


class ScrubbedPhotoField(WagtailImageField):
    """An upload that is a fresh picture by the time anybody else can get hold of it.

    The uploaded object itself is rewritten in memory: whatever code keeps it, for a preview, a
    second try or for good, keeps the scrubbed picture. What can't be scrubbed is emptied.
    """

    def to_python(self, data: Any) -> Any:
        if isinstance(data, UploadedFile) and not getattr(data, "scrubbed", False):
            data.named_before = data.name or ""
            content = data.read()
            _refill(data, b"", "refused", "")
            with opened_by_darkroom():
                fresh = kept().scrub(content)
            _refill(data, fresh.bytes, f"photo.{fresh.extension}", fresh.media_type)
        return super().to_python(data)


def _refill(upload: UploadedFile, content: bytes, name: str, media_type: str) -> None:
    upload.file = io.BytesIO(content)
    upload.size = len(content)
    upload.name = name
    upload.content_type = media_type
    upload.scrubbed = True


class PhotoForm(BaseImageForm):
    """A photo with its words, first in its own language, then in the newsroom's others."""

    file = ScrubbedPhotoField(label=_("File"), widget=forms.FileInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].help_text = _(
                "Data about place, time and camera are removed before the picture is stored."
            )
            self.fields["file"].required = not self.instance.pk
        if "consent" in self.fields:
            # Many photos are added at once and described afterwards.
            self.fields["consent"].required = False
        if "caption" in self.fields:
            self.fields["caption"].widget.attrs["rows"] = 2
        self.languages = newsroom_choices()[1:] if self.instance.pk else []
        said = (
            {words.language: words for words in self.instance.words.all()} if self.languages else {}
        )
        for code, own_name in self.languages:
            for name in WORDS:
                model_field = Photo._meta.get_field(name)
                field = model_field.formfield(required=False)
                field.label = format_lazy("{} ({})", model_field.verbose_name, own_name)
                field.initial = getattr(said.get(code), name, "")
                field.widget.attrs["lang"] = code
                if isinstance(field.widget, forms.Textarea):
                    field.widget.attrs["rows"] = 2
                self.fields[f"{name}_{code}"] = field

    def clean(self) -> dict[str, Any]:
        """Raises nothing. A file's name is no title: it tells a camera, a phone's owner, a time."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        named = getattr(cleaned.get("file"), "named_before", "")
        if named and cleaned.get("title") in (named, PurePath(named).stem):
            day = date_format(timezone.localdate())
            cleaned["title"] = str(_("Photo added on %(day)s")) % {"day": day}
        return cleaned

    def clean_consent(self) -> str:
        """What was said before stays where nothing is said."""
        return str(self.cleaned_data["consent"] or self.instance.consent)

    def save(self, commit: bool = True) -> Photo:
        photo: Photo = super().save(commit=commit)
        if commit:
            for code, _own_name in self.languages:
                self._save_words(photo, code)
        return photo

    def _save_words(self, photo: Photo, code: str) -> None:
        said = {name: self.cleaned_data[f"{name}_{code}"] for name in WORDS}
        if any(said.values()):
            photo.words.update_or_create(language=code, defaults=said)
        else:
            photo.words.filter(language=code).delete()
