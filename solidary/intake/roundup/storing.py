"""Photos made of what was sent, on their way into the record."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.utils import translation
from django.utils.translation import gettext as _

from solidary.intake.roundup.phrases import Said, caption, photo_credit
from solidary.intake.unborn import born
from solidary.keeper.client import Picture
from solidary.stories.models import Photo
from solidary.stories.models.photo import Consent, PhotoWords


def file_name(photo: Photo, picture: Picture) -> str:
    """Below the newsroom's files."""
    return photo.get_upload_to(f"photo.{extension(picture)}")


def store(photo: Photo, picture: Picture, said: Said, languages: Sequence[str]) -> None:
    """Put a photo into the record, with its words in the newsroom's languages, the first its own.
    Call it in a transaction, after `unborn.announced`."""
    first, *others = languages
    with translation.override(first):
        photo.title = caption(said, first) or _("Photo from readers")
    photo.caption, photo.credit = caption(said, first), photo_credit(said.who, first)
    photo.consent = Consent.READER
    photo.file_size = len(picture.data)
    photo.file_hash = hashlib.sha1(picture.data, usedforsecurity=False).hexdigest()
    photo.file.save(f"photo.{extension(picture)}", ContentFile(picture.data), save=False)
    photo.width, photo.height = picture.width, picture.height
    photo.save()
    born(photo.file.name)
    PhotoWords.objects.bulk_create(
        PhotoWords(
            photo=photo, language=language, caption=caption(said, language),
            credit=photo_credit(said.who, language),
        )
        for language in others
    )  # fmt: skip


def extension(picture: Picture) -> str:
    """Of the file of a picture."""
    return "png" if picture.type == "image/png" else "jpg"
