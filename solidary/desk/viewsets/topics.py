"""The topics' rooms at the desk."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import NumberColumn
from wagtail.snippets.views.snippets import CreateView

from solidary.desk.forms.old_addresses import OldAddressesPanel
from solidary.desk.receiving import forms as receiving
from solidary.desk.viewsets.choosing import searching_chooser
from solidary.desk.viewsets.columns import NamesColumn
from solidary.desk.viewsets.named import NamedIndexView
from solidary.desk.viewsets.things import KeepsOldAddresses, ThingEditView, ThingViewSet
from solidary.stories.models import Topic

TOPIC_PANELS = [
    FieldPanel("hashtag"),
    InlinePanel(
        "names",
        heading=pgettext_lazy("topic", "Names"),
        label=pgettext_lazy("topic", "Name"),
        icon="globe",
    ),
    InlinePanel("pins", heading=_("Pinned stories"), label=_("Pinned story"), icon="thumbtack"),
    InlinePanel("aliases", heading=_("Aliases"), label=_("Alias"), icon="link"),
    *receiving.TOPIC_PANELS,
    OldAddressesPanel(),
]


class TopicIndexView(NamedIndexView):
    """Topics that have a page; a merged one is found in the record of merges of its target."""

    default_ordering = "hashtag"
    search_fields = ("hashtag", "names__name", "aliases__hashtag")

    def get_base_queryset(self) -> QuerySet[Topic]:
        topics: QuerySet[Topic] = Topic.objects.not_merged()
        return topics.annotate(story_count=Count("stories", distinct=True)).prefetch_related(
            "names"
        )

    @cached_property
    def columns(self) -> list[Any]:
        return [
            *super().columns[:2],
            NamesColumn("names", label=pgettext_lazy("topic", "Names")),
            NumberColumn("story_count", label=_("Stories")),
        ]


class KeepsSwitches(KeepsOldAddresses):
    """A view whose form also says what the topic is for senders."""

    def save_instance(self) -> Any:
        topic = super().save_instance()
        self.form.keep_switches(topic)  # type: ignore[attr-defined]
        return topic


class TopicCreateView(KeepsSwitches, CreateView):
    """A new topic."""


class TopicEditView(KeepsSwitches, ThingEditView):
    """A topic as it is."""


class TopicViewSet(ThingViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_name = "topics"
    menu_order = 110
    url_prefix = "topics"
    url_namespace = "desk_topics"
    chooser_base_url_path = "choose/topics"
    chooser_admin_url_namespace = "desk_topic_chooser"
    index_view_class = TopicIndexView
    add_view_class = TopicCreateView
    edit_view_class = TopicEditView
    chooser_viewset_class = searching_chooser(
        "hashtag", "names__name", "aliases__hashtag", ordering=("hashtag",)
    )
    list_per_page = 50
    edit_handler = ObjectList(TOPIC_PANELS, base_form_class=receiving.TopicForm)
