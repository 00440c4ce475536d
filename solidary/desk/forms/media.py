"""Forms for what comes as a file: video, audio, subtitles, documents."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from solidary.darkroom import subtitles
from solidary.darkroom.child import kept
from solidary.darkroom.faults import SubtitlesError, SubtitlesFault
from solidary.darkroom.sniffing import HEAD, looks_like
from solidary.desk.forms.lines import LinesPanel
from solidary.desk.forms.refused_files import opened_by_darkroom
from solidary.stories.models import Document, Video

PLAYED = {
    Video.Kind.VIDEO: ("mp4", "webm"),
    Video.Kind.AUDIO: ("mp3", "ogg", "wav", "mp4", "webm"),
}
"""Kind → endings of the files every browser of the last years plays."""

SUBTITLES_FAULTS = {
    SubtitlesFault.NOT_WEBVTT: gettext_lazy(
        "Line %(line)s: a WebVTT file begins with the word WEBVTT."
    ),
    SubtitlesFault.NOT_UTF8: gettext_lazy(
        "Line %(line)s: the file is not in UTF-8. Save it as UTF-8."
    ),
    SubtitlesFault.OUT_OF_ORDER: gettext_lazy(
        "Line %(line)s: this subtitle starts before the one above it."
    ),
    SubtitlesFault.WITHOUT_TIMES: gettext_lazy(
        "Line %(line)s: a subtitle needs its times, such as 00:01.000 --> 00:04.000."
    ),
    SubtitlesFault.ENDS_EARLY: gettext_lazy("Line %(line)s: the subtitle ends before it begins."),
    SubtitlesFault.WITHOUT_BLANK: gettext_lazy(
        "Line %(line)s: a blank line is missing before this subtitle."
    ),
    SubtitlesFault.NOT_A_TIME: gettext_lazy(
        "Line %(line)s: “%(text)s” is not a time such as 00:01.000."
    ),
    SubtitlesFault.COMMA: gettext_lazy(
        "Line %(line)s: “%(text)s” is not a time such as 00:01.000. "
        "Milliseconds follow a full stop, not a comma."
    ),
    SubtitlesFault.TOO_HEAVY: gettext_lazy(
        "The file is larger than %(limit)s MB, too large for subtitles."
    ),
    SubtitlesFault.EMPTY: gettext_lazy("The file holds no subtitles."),
}


def ending_of(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")


class VideoForm(WagtailAdminModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        file, kind = cleaned.get("file"), cleaned.get("kind")
        if isinstance(file, UploadedFile) and kind:
            played = PLAYED[kind]
            if ending_of(file.name or "") not in played:
                self.add_error(
                    "file",
                    _("Readers' browsers play %(endings)s here; convert the file to one of them.")
                    % {"endings": ", ".join(played)},
                )
            elif not looks_like(ending_of(file.name or ""), _head(file)):
                self.add_error("file", not_what_it_says(file))
        return cleaned


class SubtitlesForm(WagtailAdminModelForm):
    def clean_file(self) -> Any:
        """WebVTT as the darkroom writes it anew: cues and nothing else."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        try:
            return ContentFile(subtitles.clean(file.read()), name="subtitles.vtt")
        except SubtitlesError as error:
            facts = {
                "line": error.line_number,
                "text": error.text,
                "limit": subtitles.MOST_BYTES // (1024 * 1024),
            }
            why = ValidationError(SUBTITLES_FAULTS[error.fault], params=facts)
            raise ValidationError([_("These subtitles can't be played."), why]) from error


class SubtitlesPanel(LinesPanel):
    line_form = SubtitlesForm


class DocumentForm(WagtailAdminModelForm):
    def clean_file(self) -> Any:
        """A PDF as the darkroom writes it anew; other files as they are."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        ending = ending_of(file.name or "")
        check_ending(ending, Document.ENDINGS)
        return cleaned_paper(file) if ending == "pdf" else checked_paper(file)


def check_ending(ending: str, welcome: Collection[str]) -> None:
    """Raises ValidationError for a file of another kind."""
    if ending not in welcome:
        raise ValidationError(
            _("Files of this kind are not published. Allowed: %(endings)s."),
            params={"endings": ", ".join(welcome)},
        )


def checked_paper(file: UploadedFile) -> UploadedFile:
    """A document of another kind than PDF, as it came. Raises ValidationError where its bytes are of
    another kind than its name."""
    data = file.read()
    file.seek(0)
    if not looks_like(ending_of(file.name or ""), data):
        raise not_what_it_says(file)
    return file


def not_what_it_says(file: UploadedFile) -> ValidationError:
    return ValidationError(
        _("This is no %(ending)s file, whatever its name says. Export it again, then upload it."),
        params={"ending": ending_of(file.name or "").upper()},
    )


def _head(file: UploadedFile) -> bytes:
    """Its first bytes."""
    data: bytes = file.read(HEAD)
    file.seek(0)
    return data


def cleaned_paper(file: UploadedFile) -> ContentFile[bytes]:
    """A PDF as the darkroom writes it anew. Raises ValidationError."""
    with opened_by_darkroom():
        return ContentFile(kept().clean_paper(file.read()), name="document.pdf")
