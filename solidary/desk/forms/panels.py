"""Which fields stand where in the story form."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from solidary.desk.forms.chips import ChipsInput
from solidary.desk.forms.old_addresses import OldAddressesPanel
from solidary.desk.forms.sources import SourcesPanel
from solidary.desk.forms.story import StoryForm

STORY_TAB = [
    FieldRowPanel([FieldPanel("language"), FieldPanel("kind")], classname="desk-row"),
    FieldPanel(
        "headline",
        classname="desk-headline",
        widget=AdminAutoHeightTextInput(attrs={"rows": 1}),
    ),
    FieldPanel(
        "standfirst",
        classname="desk-standfirst",
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
    ),
    FieldPanel("dateline"),
    FieldPanel("body", classname="desk-body"),
    FieldPanel("small_mend"),
    MultiFieldPanel(
        [
            FieldPanel(
                "topics",
                widget=ChipsInput(
                    looking_in="desk_find_topics", placeholder=_("Type a hashtag"), ordered=True
                ),
                help_text=_("Readers see them in this order: what the story is about comes first."),
            ),
            FieldPanel(
                "places",
                widget=ChipsInput(looking_in="desk_find_places", placeholder=_("Type a place")),
            ),
        ],
        heading=_("Topics and places"),
        icon="tag",
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("day"), FieldPanel("time"), FieldPanel("sequence")]),
        ],
        heading=_("The date readers see"),
        icon="date",
    ),
    PublishingPanel(),
]

CREDITS_TAB = [
    InlinePanel("bylines", heading=_("Bylines"), label=_("Byline"), icon="user"),
    SourcesPanel(
        "sources",
        heading=_("Sources"),
        label=_("Source"),
        icon="link",
        panels=[
            FieldPanel("outlet"),
            FieldPanel("cites"),
            FieldPanel("address"),
            FieldPanel(
                "kept_copy",
                help_text=_(
                    "A PDF or a picture loses what it says of whoever made it; files of other kinds "
                    "are published as they are."
                ),
            ),
        ],
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("photos"), FieldPanel("video"), FieldPanel("audio")]),
            FieldPanel("spoken_languages"),
            FieldPanel("subtitle_languages"),
        ],
        heading=_("Marks shown in listings"),
        help_text=_("Galleries, video and audio in the body are marked by themselves."),
        icon="media",
    ),
    OldAddressesPanel(),
]

STORY_PANELS = TabbedInterface(
    [
        ObjectList(STORY_TAB, heading=_("Story")),
        ObjectList(CREDITS_TAB, heading=_("Credits and marks")),
    ],
    base_form_class=StoryForm,
)
