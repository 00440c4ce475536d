"""The blocks a story is made of, each declared once, in the order the desk offers them.

To add one: declare it here, list it in BLOCKS, and give it a macro of its name in
solidary/site/templates/body.html. docs/extending.md walks through it.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from solidary.stories.body.fields import (
    PLACE,
    Block,
    Day,
    Entries,
    Flag,
    Language,
    Mark,
    Markup,
    Reference,
    References,
    Rows,
    Text,
    WebAddress,
)

_STAYS = _("It stays as it is in a translation.")
_CALLED = _("As they want to be called")
_ADDED = _("For what came later: readers see that it is an update of this day.")

PARAGRAPH = Block(
    "paragraph",
    _("Paragraph"),
    icon="pilcrow",
    bare=True,
    fields=(Markup("text", _("Paragraph"), needed=True),),
)

HEADING = Block(
    "heading",
    _("Heading"),
    icon="title",
    bare=True,
    anchor="part",
    fields=(Text("text", _("Heading"), needed=True, most=200),),
)

DISPATCH = Block(
    "dispatch",
    _("Dispatch"),
    icon="site",
    about="A stop on a roundup's walk: a place, what was said there, what was seen.",
    fields=(
        Reference("place", _("Place"), to=PLACE),
        Text(
            "place_name",
            _("Place in other words"),
            most=120,
            help=_("Shown instead of the place's own name, such as “Vilnius, Cathedral Square”."),
        ),
        Markup("text", _("Text")),
        Entries(
            "messages",
            _("Messages from there"),
            each=_("Message"),
            fields=(
                Text("text", _("Words"), needed=True),
                Language("language", _("Language of the message"), of="text", help=_STAYS),
                Text("who", _("From whom"), most=160, help=_CALLED),
                Flag("quoted", _("Shown as a quote"), assumed=True),
            ),
        ),
        References("photos", _("Photos"), each=_("Photo"), mark=Mark.PHOTOS),
        Day("added", _("Added on"), help=_ADDED),
    ),
)

QUOTE = Block(
    "quote",
    _("Quote"),
    icon="openquote",
    fields=(
        Text("text", _("What was said"), needed=True),
        Text("who", _("Who said it"), most=160),
        Text("about", _("Who that is"), most=200, help=_("A role or a place")),
        Language(
            "language",
            _("Language of the quote"),
            of="text",
            help=_("Leave empty where it is the story's. Programs that read aloud go by it."),
        ),
    ),
)

WALL = Block(
    "wall",
    _("Wall of wishes"),
    icon="comment",
    about="Short messages side by side, each in the language it was written in.",
    fields=(
        Text("title", _("Title"), most=200, beside=True),
        Entries(
            "wishes",
            _("Wishes"),
            needed=True,
            each=_("Wish"),
            fields=(
                Text("text", _("Words"), needed=True),
                Language("language", _("Language of the wish"), of="text", help=_STAYS),
                Text("who", _("From whom"), most=160, help=_CALLED),
                Reference("place", _("Place"), to=PLACE),
                Text("place_name", _("Place in other words"), most=120),
            ),
        ),
        Day("added", _("Added on"), help=_ADDED),
    ),
)

TABLE = Block(
    "table",
    _("Table"),
    icon="table",
    fields=(
        Text("caption", _("Caption"), most=500, beside=True),
        Rows(
            "rows",
            _("Rows"),
            needed=True,
            help=_("Cells can be pasted from a spreadsheet, a page or a document."),
        ),
        Flag("head", _("The first row names the columns"), assumed=True),
    ),
)

PHOTO = Block(
    "photo",
    _("Photo"),
    icon="image",
    fields=(
        Reference("photo", _("Photo"), needed=True, mark=Mark.PHOTOS),
        Text(
            "caption",
            _("Caption here"),
            most=500,
            beside=True,
            help=_("Leave empty to use the photo's own caption."),
        ),
    ),
)

GALLERY = Block(
    "gallery",
    _("Gallery"),
    icon="image",
    fields=(
        Text("caption", _("Caption"), most=500, beside=True),
        References("photos", _("Photos"), needed=True, each=_("Photo"), mark=Mark.PHOTOS),
    ),
)

VIDEO = Block(
    "video",
    _("Video"),
    icon="media",
    fields=(
        Reference("video", _("Video"), needed=True, to="recording", mark=Mark.VIDEO),
        Text("caption", _("Caption"), most=500, beside=True),
    ),
)

AUDIO = Block(
    "audio",
    _("Audio"),
    icon="media",
    about="The address of a video record whose kind is audio.",
    fields=(
        Reference("audio", _("Audio"), needed=True, to="recording", mark=Mark.AUDIO),
        Text("caption", _("Caption"), most=500, beside=True),
    ),
)

EMBED = Block(
    "embed",
    _("Card"),
    icon="link-external",
    # A card of our own: readers load nothing from there.
    about="Something published elsewhere, shown as a card.",
    fields=(
        WebAddress("address", pgettext_lazy("card", "Address"), needed=True),
        Text("title", _("Title"), needed=True, most=300),
        Text("outlet", _("Where it was published"), most=120),
        # One that stands for something elsewhere makes no photo story.
        Reference("photo", _("Picture")),
    ),
)

DOCUMENT = Block(
    "document",
    _("Document"),
    icon="doc-full",
    fields=(
        Reference("document", _("Document"), needed=True, to="document"),
        Text("note", _("Note"), most=300),
    ),
)

CORRECTION = Block(
    "correction",
    _("Correction"),
    icon="warning",
    # It stays for good.
    about="What was wrong and has been put right, on which day.",
    anchor="correction",
    fields=(
        Day("day", _("Date"), needed=True, corrects=True),
        Text("text", _("What was corrected"), needed=True),
    ),
)

BLOCKS = (
    PARAGRAPH,
    HEADING,
    DISPATCH,
    QUOTE,
    WALL,
    TABLE,
    PHOTO,
    GALLERY,
    VIDEO,
    AUDIO,
    EMBED,
    DOCUMENT,
    CORRECTION,
)
