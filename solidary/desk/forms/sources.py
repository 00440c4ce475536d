"""The form of a source, with the copy the newsroom keeps of what stood there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from wagtail.admin.forms import WagtailAdminModelForm

from solidary.darkroom.child import kept
from solidary.darkroom.limits import LARGEST_SIDE
from solidary.desk.forms.lines import LinesPanel
from solidary.desk.forms.media import check_ending, checked_paper, cleaned_paper, ending_of
from solidary.desk.forms.refused_files import opened_by_darkroom
from solidary.stories.body.redirectors import direct
from solidary.stories.models import Document


class SourceForm(WagtailAdminModelForm):
    def clean_address(self) -> str:
        """As it leads past redirectors."""
        return direct(self.cleaned_data["address"] or "")

    def clean_kept_copy(self) -> Any:
        """A PDF, or the picture of a page, without what it says of whoever kept it. The page itself
        isn't taken: its scripts would run for whoever opens it, and tell others of it."""
        file = self.cleaned_data["kept_copy"]
        if not isinstance(file, UploadedFile):
            return file
        ending = ending_of(file.name or "")
        check_ending(ending, (*Document.ENDINGS, *settings.WAGTAILIMAGES_EXTENSIONS))
        if ending == "pdf":
            return cleaned_paper(file)
        if ending in settings.WAGTAILIMAGES_EXTENSIONS:
            return _scrubbed(file)
        return checked_paper(file)


def _scrubbed(file: UploadedFile) -> ContentFile[bytes]:
    """The picture as large as it came: a page with small print has to stay readable."""
    with opened_by_darkroom():
        fresh = kept().scrub(file.read(), longest=LARGEST_SIDE)
    return ContentFile(fresh.bytes, name=f"copy.{fresh.extension}")


class SourcesPanel(LinesPanel):
    line_form = SourceForm
