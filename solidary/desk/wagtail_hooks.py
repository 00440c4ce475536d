"""What the desk tells Wagtail: its views, its menu, its dashboard, its dress."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.widgets.button import Button
from wagtail.images.views.images import EditView as PhotoEditView
from wagtail.images.views.images import IndexView as PhotoIndexView
from wagtail.images.views.multiple import AddView as PhotoAddView
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from solidary.desk import acts, bulk, dashboard, dress, newsroom, richtext, urls, viewsets
from solidary.desk.chronicle.base import ACTIONS, CHRONICLE
from solidary.desk.chronicle.base import RIGHT as DECIDES
from solidary.desk.mirrors import RIGHT
from solidary.desk.mirrors.views import MIRRORS
from solidary.desk.queue.unlocking import QUEUE
from solidary.desk.views import deleting
from solidary.desk.viewsets.plain import plain_viewsets
from solidary.intake.deciding import SEE
from solidary.stories.acts.put_into_bin import PutIntoBin

_WRITTEN = (
    viewsets.StoryViewSet,
    viewsets.TopicViewSet,
    viewsets.PlaceViewSet,
    viewsets.VideoViewSet,
    viewsets.DocumentViewSet,
    viewsets.FrontViewSet,
    viewsets.BinViewSet,
)
_PLAIN = plain_viewsets(_WRITTEN)
for _viewset in (*_WRITTEN, *_PLAIN):
    register_snippet(_viewset)
newsroom.register()
# Wagtail calls them images wherever they come from.
PhotoIndexView.page_title = _("Photos")
PhotoIndexView.add_item_label = _("Add photos")
PhotoAddView.page_title = _("Add photos")
PhotoEditView.delete_item_label = PutIntoBin.label

MENU = (
    "stories",
    "topics",
    "places",
    "images",
    "videos",
    "documents",
    *(viewset.menu_name for viewset in _PLAIN),
    "fronts",
    "queue",
    "chronicle",
    "mirrors",
    "bin",
    "settings",
)
"""Names of the menu's items; whatever else comes along is for sites of another kind."""
SETTINGS = ("newsroom", "users", "workflows")
ORDER = {"images": 130, "settings": 900}


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [*urls.urlpatterns, *acts.addresses()]


@hooks.register("register_admin_urls", order=-1)
def delete_nothing() -> list[URLPattern]:
    """Before Wagtail's own: photos are deleted by the bin's rule."""
    return [
        path("images/<int:image_id>/delete/", deleting.delete_photo, name="desk_delete_photo"),
        path(
            "images/multiple/<int:image_id>/delete/",
            deleting.delete_upload,
            name="desk_delete_upload",
        ),
    ]


# After Wagtail's own, whose place they take.
for _act in bulk.BULK_ACTS:
    hooks.register("register_bulk_action", _act, order=10)


@hooks.register("before_delete_snippet")
def lead_to_the_bin(request: HttpRequest, things: list[Any]) -> Any:
    return deleting.lead_to_bin(request, things)


@hooks.register("register_snippet_listing_buttons")
def offer_acts(thing: Model, user: Any, next_url: str | None = None) -> list[Button]:
    return acts.buttons_for(thing, user)


@hooks.register("register_rich_text_features")
def teach_the_editor(features: FeatureRegistry) -> None:
    richtext.register_features(features)


@hooks.register("insert_global_admin_css")
def dress_up() -> str:
    return dress.style_sheets()


@hooks.register("insert_global_admin_js")
def bring_scripts() -> SafeString:
    """What every page has: names for its fields, cells for its tables, a reader of what is pasted."""
    pasting = format_html(
        '<script src="{}" data-paste-to="{}" data-paste-failed="{}" data-paste-close="{}"></script>',
        versioned_static("desk/paste.js"),
        reverse("desk_paste"),
        _("The desk couldn’t read what was pasted; look whether anything is missing."),
        _("Close this notice"),
    )
    scripts = ((versioned_static(f"desk/{name}.js"),) for name in ("names", "grid"))
    return format_html_join("", '<script src="{}"></script>', scripts) + pasting


@hooks.register("construct_main_menu")
def keep_the_menu_ours(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name in MENU and "/documents/" not in item.url]
    for item in items:
        item.order = ORDER.get(item.name, item.order)
        if item.name == "images":
            item.label = _("Photos")


class MirrorsItem(MenuItem):
    """Shown to those who may change the newsroom's settings."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(RIGHT))


@hooks.register("register_admin_menu_item")
def show_mirrors() -> MenuItem:
    address = reverse("desk_mirrors")
    return MirrorsItem(MIRRORS, address, name="mirrors", icon_name="copy", order=170)


class QueueItem(MenuItem):
    """Shown to those who may see what was sent."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(SEE))


@hooks.register("register_admin_menu_item")
def show_queue() -> MenuItem:
    return QueueItem(QUEUE, reverse("desk_queue"), name="queue", icon_name="mail", order=95)


class ChronicleItem(MenuItem):
    """Shown to those who may decide what goes into the chronicle."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(DECIDES))


@hooks.register("register_admin_menu_item")
def show_chronicle() -> MenuItem:
    address = reverse("desk_chronicle")
    return ChronicleItem(CHRONICLE, address, name="chronicle", icon_name="calendar", order=97)


@hooks.register("register_admin_search_area")
def search_stories() -> SearchArea:
    """The search in the sidebar looks for stories."""
    return SearchArea(
        _("Stories"), reverse("desk_stories:list"), name="stories", icon_name="doc-full", order=1
    )


class ActionsArea(SearchArea):
    """The search looks for actions too, for whoever may decide about them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(DECIDES))


@hooks.register("register_admin_search_area")
def search_actions() -> SearchArea:
    address = reverse("desk_chronicle_actions")
    return ActionsArea(ACTIONS, address, name="chronicle", icon_name="calendar", order=2)


@hooks.register("construct_search")
def search_nothing_else(request: HttpRequest, areas: list[SearchArea]) -> None:
    areas[:] = [area for area in areas if area.name in ("stories", "chronicle")]


@hooks.register("construct_settings_menu")
def keep_the_settings_ours(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name in SETTINGS]


@hooks.register("construct_homepage_panels")
def gather_the_dashboard(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = dashboard.panels()


@hooks.register("construct_homepage_summary_items")
def leave_out_the_summary(request: HttpRequest, items: list[Any]) -> None:
    items.clear()
