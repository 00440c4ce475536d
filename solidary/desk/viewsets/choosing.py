"""Choosers that search the way the desk does, each thing by the words people know it by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetCreateView,
)

from solidary.desk.searching import names_with
from solidary.stories.body.choosing import ThingChooser
from solidary.stories.models import STORY_ORDER
from solidary.stories.search.find import filter_queryset


class SearchForm(BaseFilterForm):
    """One search field; what it looks through is said by `fields_searched`."""

    fields_searched: tuple[str, ...] = ()

    q = forms.CharField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(
            attrs={"placeholder": _("Search"), "data-chooser-modal-search-filter": True}
        ),
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        objects = super().filter(objects)
        words = self.cleaned_data.get("q")
        if words:
            self.is_searching = True
            self.search_query = words
            objects = self.search(objects, words)
        return objects

    def search(self, objects: QuerySet[Any], words: str) -> QuerySet[Any]:
        return objects.filter(names_with(self.fields_searched, words.lstrip("#"))).distinct()


class StorySearchForm(SearchForm):
    def search(self, objects: QuerySet[Any], words: str) -> QuerySet[Any]:
        return filter_queryset(objects, words)


class Creating(SnippetCreateView):
    """Makes a thing in a chooser, where a thing of its kind has a form for that."""

    def can_create(self) -> bool:
        return bool(super().can_create() and self.get_creation_form_class() is not None)


class PlainChooser(SnippetChooserViewSet):
    """A chooser that searches nothing."""

    create_view_class = Creating


def _chooser(form: type[SearchForm], ordering: Any, name: str) -> type[SnippetChooserViewSet]:
    class Searching:
        filter_form_class = form

        def apply_object_list_ordering(self, objects: QuerySet[Any]) -> QuerySet[Any]:
            return objects.order_by(*ordering)

    viewset: type[SnippetChooserViewSet] = type(
        name,
        (PlainChooser,),
        {
            "base_widget_class": ThingChooser,
            "choose_view_class": type("Choose", (Searching, ChooseView), {}),
            "choose_results_view_class": type("Results", (Searching, ChooseResultsView), {}),
        },
    )
    return viewset


def searching_chooser(
    *fields: str, ordering: tuple[Any, ...] = ("pk",)
) -> type[SnippetChooserViewSet]:
    """A chooser whose search looks through `fields`, its list in `ordering`."""
    form = type("SearchForm", (SearchForm,), {"fields_searched": fields})
    return _chooser(form, ordering, "SearchingChooser")


StoryChooser = _chooser(StorySearchForm, STORY_ORDER, "StoryChooser")
