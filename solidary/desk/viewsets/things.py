"""What the rooms of all things of the record have in common."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.models import DraftStateMixin
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from solidary.desk.acts import buttons_for
from solidary.desk.asked.views import AsksEditors
from solidary.desk.clocks import zone_line
from solidary.desk.viewsets.choosing import PlainChooser


def _say_zone(status: Any) -> None:
    """Have the status of a thing say by which clock its times are."""
    status.zone_line = zone_line()
    of_wagtail = status.get_status_templates
    status.get_status_templates = lambda context: [*of_wagtail(context), "desk/zone.html"]


class KeepsOldAddresses:
    """A view whose form says where the thing was on an older site."""

    def save_instance(self) -> Any:
        thing = super().save_instance()  # type: ignore[misc]
        self.form.keep_old_addresses(thing)  # type: ignore[attr-defined]
        return thing


class ThingEditView(AsksEditors, EditView):
    """Offers the acts on the thing beside its title; the listings get them by a hook."""

    @property
    def waits_as_a_draft(self) -> bool:
        return issubclass(self.model, DraftStateMixin)

    def get_side_panels(self) -> Any:
        panels = super().get_side_panels()
        for panel in panels:
            if panel.name == "status":
                _say_zone(panel)
        return panels

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [*super().header_more_buttons, *buttons_for(self.live_object, self.request.user)]


class ThingViewSet(SnippetViewSet):
    """Has a place in the menu; nothing is made by copying."""

    add_to_admin_menu = True
    copy_view_enabled = False
    edit_view_class = ThingEditView
    chooser_viewset_class = PlainChooser

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Nothing is deleted from a list or a form: what an editor may do is an act."""
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        del common["delete_url_name"]
        return common
