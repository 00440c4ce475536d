"""Where an editor sees what was found: the panel *Checks*, and above the button that publishes."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel, ChecksSidePanel
from wagtail.snippets.action_menu import ActionMenuItem

from solidary.desk.checks.looking import Looked, look_at
from solidary.stories.models import Story


class ChecksPanel(BaseSidePanel):
    """Takes the place of Wagtail's, which counts what axe finds in a preview that has no userbar."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle checks")
        icon_name = "glasses"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "count": self.panel.looked.count}

    name = "story-checks"
    title = _("Checks")
    template_name = "desk/checks/panel.html"
    order = ChecksSidePanel.order

    def __init__(self, story: Story, request: HttpRequest, looked: Looked) -> None:
        super().__init__(story, request)
        self.looked = looked

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return {**context, "looked": self.looked, "address": address_for(self.object)}

    @property
    def media(self) -> Media:
        return Media(js=[versioned_static("desk/checks.js")])


class BeforePublishing(ActionMenuItem):
    """The same list in the menu that holds *Publish*, *Submit* and a reviewer's *Approve*."""

    order = 1
    template_name = "desk/checks/before_publishing.html"

    def __init__(self, looked: Looked) -> None:
        super().__init__()
        self.looked = looked

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"looked": self.looked}


class ShowsChecks:
    """Goes before a view of the story form. The panel and the menu share one look at the story."""

    @cached_property
    def looked(self) -> Looked:
        return look_at(self._story)

    @property
    def _story(self) -> Story:
        story: Story = self.form.instance  # type: ignore[attr-defined]
        return story

    def get_side_panels(self) -> Any:
        panels = super().get_side_panels()  # type: ignore[misc]
        # What is saved by itself renders no list: the form asks for it by its own address.
        if getattr(self, "expects_json_response", False):
            return panels
        others = [panel for panel in panels if not isinstance(panel, ChecksSidePanel)]
        ours = ChecksPanel(self._story, self.request, self.looked)  # type: ignore[attr-defined]
        return MediaContainer([*others, ours])

    def _get_action_menu(self) -> Any:
        menu = super()._get_action_menu()  # type: ignore[misc]
        # Without a menu there is nothing but saving.
        if menu.menu_items and not getattr(self, "expects_json_response", False):
            menu.menu_items.insert(0, BeforePublishing(self.looked))
        return menu


def address_for(story: Story) -> str:
    """Where the form of a story asks for the list again."""
    if story.pk is None:
        return reverse("desk_stories:checks_on_add")
    return reverse("desk_stories:checks_on_edit", args=[story.pk])
