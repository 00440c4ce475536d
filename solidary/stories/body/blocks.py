"""The blocks a story is made of, as an editor meets them at the desk.

What is stored is each block's raw JSON; docs/features/json-lines.md describes the same
blocks as they travel, and solidary/site/templates/body.html shows them to readers.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul", "foreign"]


class DispatchBlock(blocks.StructBlock):
    """A stop on a roundup's walk: a place, what was said there, what was seen."""

    place = SnippetChooserBlock("stories.Place", label=_("Place"), required=False)
    place_name = blocks.CharBlock(
        label=_("Place in other words"),
        required=False,
        max_length=120,
        help_text=_("Shown instead of the place's own name, such as “Vilnius, Cathedral Square”."),
    )
    text = blocks.RichTextBlock(label=_("Text"), required=False, features=TEXT_FEATURES)
    photos = blocks.ListBlock(ImageChooserBlock(label=_("Photo")), label=_("Photos"), default=[])

    class Meta:
        icon = "site"
        label = _("Dispatch")


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Words"))
    who = blocks.CharBlock(label=_("Who said it"), required=False, max_length=160)
    about = blocks.CharBlock(
        label=_("Who that is"), required=False, max_length=200, help_text=_("A role or a place")
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")


class PhotoBlock(blocks.StructBlock):
    photo = ImageChooserBlock(label=_("Photo"))
    caption = blocks.CharBlock(
        label=_("Caption here"),
        required=False,
        max_length=500,
        help_text=_("Leave empty to use the photo's own caption."),
    )

    class Meta:
        icon = "image"
        label = _("Photo")


class GalleryBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=500)
    photos = blocks.ListBlock(ImageChooserBlock(label=_("Photo")), label=_("Photos"))

    class Meta:
        icon = "image"
        label = _("Gallery")


class VideoBlock(blocks.StructBlock):
    video = SnippetChooserBlock("stories.Video", label=_("Video"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=500)

    class Meta:
        icon = "media"
        label = _("Video")


class AudioBlock(blocks.StructBlock):
    audio = SnippetChooserBlock("stories.Video", label=_("Audio"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=500)

    class Meta:
        icon = "media"
        label = _("Audio")


class EmbedBlock(blocks.StructBlock):
    """Something published elsewhere, as a card of our own: readers load nothing from there."""

    address = blocks.URLBlock(label=_("Address"))
    title = blocks.CharBlock(label=_("Title"), max_length=300)
    outlet = blocks.CharBlock(label=_("Where it was published"), required=False, max_length=120)
    photo = ImageChooserBlock(label=_("Picture"), required=False)

    class Meta:
        icon = "link-external"
        label = _("Card")


class DocumentBlock(blocks.StructBlock):
    document = SnippetChooserBlock("stories.Document", label=_("Document"))
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=300)

    class Meta:
        icon = "doc-full"
        label = _("Document")


class CorrectionBlock(blocks.StructBlock):
    """What was wrong and has been put right, on which day. It stays for good."""

    day = blocks.DateBlock(label=_("Day"))
    text = blocks.TextBlock(label=_("What was corrected"))

    class Meta:
        icon = "warning"
        label = _("Correction")


BODY_BLOCKS = [
    (
        "paragraph",
        blocks.RichTextBlock(label=_("Paragraph"), icon="pilcrow", features=TEXT_FEATURES),
    ),
    ("heading", blocks.CharBlock(label=_("Heading"), icon="title", max_length=200)),
    ("dispatch", DispatchBlock()),
    ("quote", QuoteBlock()),
    ("photo", PhotoBlock()),
    ("gallery", GalleryBlock()),
    ("video", VideoBlock()),
    ("audio", AudioBlock()),
    ("embed", EmbedBlock()),
    ("document", DocumentBlock()),
    ("correction", CorrectionBlock()),
]
