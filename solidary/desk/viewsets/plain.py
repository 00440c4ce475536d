"""Rooms for things of the press that no module here is about: their own fields, and no more."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.text import capfirst
from wagtail.snippets.views.snippets import SnippetViewSet

from solidary.desk.library import kept_things
from solidary.desk.viewsets.choosing import searching_chooser
from solidary.desk.viewsets.named import NamedIndexView
from solidary.desk.viewsets.things import ThingViewSet
from solidary.press.things.thing import Thing


def plain_viewsets(others: Collection[type[SnippetViewSet]]) -> list[type[ThingViewSet]]:
    """A viewset for each thing that none of `others` is for."""
    known = {viewset.model for viewset in others}
    return [_plain(thing) for thing in kept_things() if thing.model not in known]


def _plain(thing: Thing) -> type[ThingViewSet]:
    title = thing.title_field

    class PlainIndexView(NamedIndexView):
        default_ordering = title
        search_fields = (title,)

    class PlainViewSet(ThingViewSet):
        model = thing.model
        icon = "doc-full-inverse"
        menu_label = capfirst(thing.model._meta.verbose_name_plural)
        menu_name = thing.kind
        menu_order = 155
        url_prefix = f"things/{thing.kind}"
        url_namespace = f"desk_{thing.kind}"
        chooser_base_url_path = f"choose/{thing.kind}"
        chooser_admin_url_namespace = f"desk_{thing.kind}_chooser"
        index_view_class = PlainIndexView
        chooser_viewset_class = searching_chooser(title, ordering=(title,))
        list_display = [title]

    return PlainViewSet
