"""Stories at the desk: the listing an editor looks through, and the view a story is made in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import Locale, Revision
from wagtail.snippets.views.snippets import CreateView, IndexView

from solidary.desk.acts import buttons_for
from solidary.desk.checks.panel import ShowsChecks
from solidary.desk.checks.views import ChecksOnAdd, ChecksOnEdit
from solidary.desk.chronicle.base import RIGHT as DECIDES
from solidary.desk.chronicle.base import WHAT_HAPPENED
from solidary.desk.forms.panels import STORY_PANELS
from solidary.desk.languages import newsroom_choices
from solidary.desk.preview import live_address
from solidary.desk.viewsets.choosing import StoryChooser
from solidary.desk.viewsets.columns import DayColumn, EditedColumn, StateColumn, WordsColumn
from solidary.desk.viewsets.paging import StoryPaginator, UndatedFirst
from solidary.desk.viewsets.people import authors, bylines_with, places, written_by
from solidary.desk.viewsets.things import KeepsOldAddresses, ThingEditView, ThingViewSet
from solidary.stories.languages import known_code, locale_of, own_name
from solidary.stories.models import STORY_ORDER, Byline, Kind, Newsroom, State, Story, Topic
from solidary.stories.search.find import filter_queryset
from solidary.stories.state import STATE_LABELS, goes_out, states_of

MANY = 5_000
"""Stories of a topic that are sorted for its listing; more are picked from the sorted archive."""
NEW_WINDOW = {"target": "_blank", "rel": "noreferrer"}


class StoryFilters(WagtailFilterSet):
    locale = django_filters.ChoiceFilter(
        label=_("Language"), choices=newsroom_choices, method="in_language"
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=list(STATE_LABELS.items()), method="in_state"
    )
    kind = django_filters.ChoiceFilter(label=pgettext_lazy("story", "Kind"), choices=Kind.choices)
    topics = django_filters.ModelChoiceFilter(
        label=_("Topic"), queryset=Topic.objects.not_merged(), method="in_topic"
    )
    place = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a story", "Place"), choices=places, method="in_place"
    )
    byline = django_filters.CharFilter(label=_("Byline"), method="by_line")
    author = django_filters.ChoiceFilter(label=_("Edited by"), choices=authors, method="edited_by")
    day = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = Story
        fields: list[str] = []

    def in_language(self, queryset: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        # One key rather than a join: the index then holds the stories in the listing's order.
        return queryset.filter(locale=locale_of(value))

    def in_topic(self, queryset: QuerySet[Story], name: str, value: Topic) -> QuerySet[Story]:
        links = Story.topics.through.objects.filter(topic=value)
        if links[: MANY + 1].count() > MANY:
            # Walking the listing and looking up each story is shorter than sorting so many.
            return queryset.filter(Exists(links.filter(story=OuterRef("pk"))))
        return queryset.filter(pk__in=links.values("story"))

    def in_place(self, queryset: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        links = Story.places.through.objects.filter(place=value)
        return queryset.filter(pk__in=links.values("story"))

    def by_line(self, queryset: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        lines = Byline.objects.filter(name__in=bylines_with(value))
        return queryset.filter(pk__in=lines.values("story"))

    def edited_by(self, queryset: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        return queryset.filter(pk__in=written_by(int(value)))

    def in_state(self, queryset: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        state = State(value)
        if state is State.PUBLISHED:
            return of_state(queryset, state)
        # The others are few: found first, then sorted.
        return queryset.filter(pk__in=of_state(Story.objects.all(), state).values("pk"))


def of_state(stories: Any, state: State) -> QuerySet[Story]:
    """Those of the stories that stand where `state` says."""
    found: QuerySet[Story] = {
        State.DRAFT: stories.drafts,
        State.REVIEW: stories.in_review,
        State.SCHEDULED: stories.scheduled,
        State.PUBLISHED: stories.published,
        State.CORRECTED: stories.corrected,
        State.WITHDRAWN: stories.withdrawn,
    }[state]()
    return found


def working_headline(story: Story) -> str:
    """The headline of what is being written, else the one readers see."""
    draft = story.latest_revision
    return (draft and draft.object_str) or story.headline


class StoryIndexView(IndexView):
    add_item_label = _("New story")
    default_ordering = STORY_ORDER
    filterset_class = StoryFilters
    paginator_class = StoryPaginator
    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Story]:
        # What is being written counts as the headline here; readers still see the row's own.
        # Nothing is joined: a join may lead the database away from the index of this order.
        stories: QuerySet[Story] = Story.objects.defer("body", "standfirst")
        edits = Revision.objects.select_related("user").defer("content")
        return stories.prefetch_related("locale", "topics", Prefetch("latest_revision", edits))

    def paginate_queryset(self, queryset: QuerySet[Story], page_size: int) -> Any:
        if self.is_explicitly_ordered or self.is_searching:
            return super().paginate_queryset(queryset, page_size)
        return super().paginate_queryset(UndatedFirst(queryset), page_size)

    def order_queryset(self, queryset: QuerySet[Story]) -> QuerySet[Story]:
        if self.is_explicitly_ordered:
            ordered: QuerySet[Story] = super().order_queryset(queryset)
            return ordered
        return queryset.order_by(*STORY_ORDER)

    def search_queryset(self, queryset: QuerySet[Story]) -> QuerySet[Story]:
        return filter_queryset(queryset, self.search_query) if self.is_searching else queryset

    def get_table(self, object_list: Iterable[Story]) -> Any:
        shown = list(object_list)
        for story, state in zip(shown, states_of(shown), strict=True):
            story.listed_state = state
            story.goes_out_at = None
        waiting = [story for story in shown if story.listed_state is State.SCHEDULED]
        for key, at in goes_out(waiting).items():
            next(story for story in waiting if story.pk == key).goes_out_at = at
        return super().get_table(shown)

    @cached_property
    def columns(self) -> list[Any]:
        title = self._get_title_column_class(TitleColumn)
        bulk = super().columns[0]
        return [
            bulk,
            title(
                "headline",
                label=_("Headline"),
                accessor=working_headline,
                get_url=self.get_edit_url,
                get_title_id=lambda story: f"snippet_{story.pk}_title",
            ),
            WordsColumn("language", label=_("Language"), accessor=lambda s: own_name(s.language)),
            StateColumn("state", label=_("State"), accessor="listed_state"),
            DayColumn("day", label=_("Date"), sort_key="day"),
            EditedColumn("edited", label=_("Edited")),
            WordsColumn(
                "topics",
                label=_("Topics"),
                accessor=lambda story: ", ".join(str(topic) for topic in story.topics.all()),
            ),
        ]

    def get_list_more_buttons(self, instance: Story) -> list[Any]:
        more = super().get_list_more_buttons(instance)
        return [*more, *_view_live(instance), *_what_happened(instance, self.request.user)]


class StoryCreateView(KeepsOldAddresses, ShowsChecks, CreateView):
    def get_locale(self) -> Locale:
        """The language asked for in the address, else the newsroom's first."""
        asked = known_code(self.request.GET.get("locale", ""))
        return locale_of(asked or Newsroom.load().languages[0])

    def get_translations(self) -> list[Any]:
        """None: the language is chosen in the form itself."""
        return []


class StoryEditView(KeepsOldAddresses, ShowsChecks, ThingEditView):
    def save_instance(self) -> Story:
        """Save the draft, and what never was public into the row as well.

        Readers don't see that row, and by it the desk finds, filters and counts.
        """
        story: Story = super().save_instance()
        if not story.was_public:
            story.save()
        return story

    @cached_property
    def header_buttons(self) -> list[Any]:
        """What an editor needs most beside the headline: the page readers have, or Restore."""
        story = self.live_object
        if story.withdrawn_at is not None:
            return [
                HeaderButton(act.label, url=act.url, icon_name=act.icon_name)
                for act in buttons_for(story, self.request.user)[:1]
            ]
        return [
            *(
                HeaderButton(link.label, url=link.url, icon_name=link.icon_name, attrs=NEW_WINDOW)
                for link in _view_live(story)
            ),
            *(
                HeaderButton(link.label, url=link.url, icon_name=link.icon_name)
                for link in _what_happened(story, self.request.user)
            ),
        ]


def _view_live(story: Story) -> list[Button]:
    address = live_address(story)
    if not address:
        return []
    return [
        Button(
            _("View on the site"),
            url=address,
            icon_name="link-external",
            attrs=NEW_WINDOW,
            priority=15,
        )
    ]


def _what_happened(story: Story, user: Any) -> list[Button]:
    """The way to what a story reports, for whoever decides about that."""
    if not story.is_public or not user.has_perm(DECIDES):
        return []
    address = reverse("desk_chronicle_story", args=[story.pk])
    return [Button(WHAT_HAPPENED, url=address, icon_name="calendar", priority=16)]


class StoryViewSet(ThingViewSet):
    model = Story
    icon = "doc-full"
    menu_label = _("Stories")
    menu_name = "stories"
    menu_order = 100
    url_prefix = "stories"
    url_namespace = "desk_stories"
    chooser_base_url_path = "choose/stories"
    chooser_admin_url_namespace = "desk_story_chooser"
    index_view_class = StoryIndexView
    add_view_class = StoryCreateView
    edit_view_class = StoryEditView
    chooser_viewset_class = StoryChooser
    list_per_page = 30
    edit_handler = STORY_PANELS

    def get_urlpatterns(self) -> list[URLPattern]:
        """Besides Wagtail's, where the form asks what is found in it."""
        on_add = self.construct_view(ChecksOnAdd, form_class=self.get_form_class())
        on_edit = self.construct_view(ChecksOnEdit, form_class=self.get_form_class(for_update=True))
        return [
            *super().get_urlpatterns(),
            path("checks/", on_add, name="checks_on_add"),
            path(f"checks/<{self.pk_path_converter}:pk>/", on_edit, name="checks_on_edit"),
        ]
