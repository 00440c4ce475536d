"""The topics' rooms at the desk."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.admin.ui.tables import NumberColumn
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from solidary.desk.acts import buttons_for
from solidary.desk.searching import names_with
from solidary.desk.viewsets.choosing import searching_chooser
from solidary.desk.viewsets.columns import WordsColumn
from solidary.stories.models import Topic


class TopicIndexView(IndexView):
    """Topics that have a page; a merged one is found in the record of merges of its target."""

    default_ordering = "hashtag"
    search_fields = ("hashtag", "names__name", "aliases__hashtag")
    search_backend_name = None

    def get_base_queryset(self) -> QuerySet[Topic]:
        topics: QuerySet[Topic] = Topic.objects.standing()
        return topics.annotate(told=Count("stories", distinct=True)).prefetch_related("names")

    def search_queryset(self, queryset: QuerySet[Topic]) -> QuerySet[Topic]:
        if not self.is_searching:
            return queryset
        asked = names_with(self.search_fields, self.search_query.lstrip("#"))
        return queryset.filter(pk__in=Topic.objects.filter(asked).values("pk"))

    @cached_property
    def columns(self) -> list[Any]:
        return [
            *super().columns[:2],
            WordsColumn(
                "names",
                label=_("Names"),
                accessor=lambda topic: " · ".join(name.name for name in topic.names.all()),
            ),
            NumberColumn("told", label=_("Stories")),
        ]

    def get_list_more_buttons(self, instance: Topic) -> list[Any]:
        return [
            *super().get_list_more_buttons(instance),
            *buttons_for(instance, self.request.user),
        ]


class TopicEditView(EditView):
    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [*super().header_more_buttons, *buttons_for(self.object, self.request.user)]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_name = "topics"
    menu_order = 110
    add_to_admin_menu = True
    url_prefix = "topics"
    url_namespace = "desk_topics"
    chooser_base_url_path = "choose/topics"
    chooser_admin_url_namespace = "desk_topic_chooser"
    index_view_class = TopicIndexView
    edit_view_class = TopicEditView
    chooser_viewset_class = searching_chooser(
        "hashtag", "names__name", "aliases__hashtag", ordering=("hashtag",)
    )
    copy_view_enabled = False
    list_per_page = 50
    panels = [
        FieldPanel("hashtag"),
        InlinePanel("names", heading=_("Names"), label=_("Name"), icon="globe"),
        InlinePanel("pins", heading=_("Pinned stories"), label=_("Pinned story"), icon="thumbtack"),
        InlinePanel("aliases", heading=_("Aliases"), label=_("Alias"), icon="link"),
    ]
