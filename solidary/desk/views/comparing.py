"""What changed in a story since it was translated."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from solidary.desk.actions import NotNow, UpdateFromSource
from solidary.desk.preview import live_address
from solidary.desk.views.rights import ForWhoMay
from solidary.desk.viewsets import StoryViewSet
from solidary.stories.models import Story


class CatchUpView(ForWhoMay, WagtailAdminTemplateMixin, TemplateView):
    """The source then and now, the translation beside it, and the button that says "done"."""

    template_name = "desk/catch_up.html"
    header_icon = "globe"
    page_title = gettext_lazy("Compare with its source")
    right = UpdateFromSource.right

    @cached_property
    def story(self) -> Story:
        story: Story = get_object_or_404(
            Story.objects.select_related("based_on__live_revision", "based_on_revision"),
            pk=self.kwargs["pk"],
            based_on__isnull=False,
        )
        return story

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            UpdateFromSource(self.story, user=request.user).execute()
        except NotNow as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("The translation is marked as up to date."))
        return redirect(self._address("edit", self.story.pk))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self._address("list"), "label": StoryViewSet.menu_label},
            {"url": self._address("edit", self.story.pk), "label": str(self.story)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        source = self.story.based_on
        context.update(
            story=self.story,
            source=source,
            changes=self._changes(),
            known=self.story.based_on_revision is not None,
            edit=self._address("edit", self.story.pk),
            source_edit=self._address("edit", source.pk),
            source_live=live_address(source),
        )
        return context

    def _changes(self) -> list[Any]:
        """What the desk's own comparison finds, field by field."""
        before, source = self.story.based_on_revision, self.story.based_on
        if before is None or source.live_revision is None or before == source.live_revision:
            return []
        panel = StoryViewSet().get_edit_handler()
        bound = panel.get_bound_panel(
            instance=source, request=self.request, form=None, prefix="compare"
        )
        then, now = before.as_object(), source.live_revision.as_object()
        compared = [comparison(then, now) for comparison in bound.get_comparison()]
        return [comparison for comparison in compared if comparison.has_changed()]

    def _address(self, name: str, *args: Any) -> str:
        return reverse(f"{StoryViewSet.url_namespace}:{name}", args=args)
