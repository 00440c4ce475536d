"""What stories show besides words: video, audio and documents; photos have their own views."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList

from solidary.desk.forms.media import DocumentForm, SubtitlesPanel, VideoForm
from solidary.desk.viewsets.choosing import searching_chooser
from solidary.desk.viewsets.named import NamedIndexView
from solidary.desk.viewsets.things import ThingViewSet
from solidary.stories.models import Document, Video

AS_IT_IS = _(
    "A recording is published as it is, with whatever the camera and the program wrote into it, "
    "such as place, time and device. Export it without metadata before you upload it."
)
WHAT_IS_CLEANED = _(
    "A PDF loses its author, dates, attachments, scripts and what cameras wrote into its pictures; "
    "what stands on the pages stays. Files of other kinds are published as they are: look through "
    "their properties, comments and earlier versions before you upload them."
)
TITLES = ("title", "words__title")
"""Where a recording's or a document's title stands, in its first language and in the others."""


class LibraryIndexView(NamedIndexView):
    default_ordering = "title"
    search_fields = TITLES


def words_panel(*others: str) -> InlinePanel:
    """What the thing is called in other languages; what isn't said there is told as above."""
    return InlinePanel(
        "words",
        panels=[
            FieldRowPanel([FieldPanel("language"), FieldPanel("title")]),
            *(FieldPanel(name) for name in others),
        ],
        heading=_("In other languages"),
        label=_("Title in another language"),
        help_text=_("Readers in other languages see the title above."),
        icon="globe",
    )


class LibraryViewSet(ThingViewSet):
    index_view_class = LibraryIndexView
    chooser_viewset_class = searching_chooser(*TITLES, ordering=("title",))


class VideoViewSet(LibraryViewSet):
    model = Video
    icon = "media"
    menu_label = _("Video and audio")
    menu_name = "videos"
    menu_order = 140
    url_prefix = "videos"
    url_namespace = "desk_videos"
    chooser_base_url_path = "choose/videos"
    chooser_admin_url_namespace = "desk_video_chooser"
    list_display = ["title", "kind", "spoken_language"]
    list_filter = ["kind", "spoken_language"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("spoken_language")]),
            FieldPanel("file", help_text=AS_IT_IS),
            FieldPanel("poster"),
            FieldPanel("credit"),
            FieldPanel("consent"),
            FieldRowPanel([FieldPanel("seconds"), FieldPanel("width"), FieldPanel("height")]),
            words_panel("credit"),
            SubtitlesPanel(
                "subtitles", heading=_("Subtitles"), label=_("Subtitles"), icon="openquote"
            ),
        ],
        base_form_class=VideoForm,
    )


class DocumentViewSet(LibraryViewSet):
    model = Document
    icon = "doc-full-inverse"
    menu_label = _("Documents")
    menu_name = "documents"
    menu_order = 150
    url_prefix = "document-files"
    url_namespace = "desk_documents"
    chooser_base_url_path = "choose/documents"
    chooser_admin_url_namespace = "desk_document_chooser"
    list_display = ["title", "language"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            words_panel(),
            FieldPanel("file", help_text=WHAT_IS_CLEANED),
            FieldPanel("language"),
        ],
        base_form_class=DocumentForm,
    )
