from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from solidary.desk.acts.base import ActTemplate
from solidary.desk.preview import live_address
from solidary.stories.acts import NotNowError
from solidary.stories.acts.catch_up import UpdateFromSource
from solidary.stories.models import Story


class CatchUpPage(ActTemplate, TemplateView):
    """The source then and now, the translation beside it, and the button that says "done"."""

    act_class = UpdateFromSource
    label = gettext_lazy("Compare with the original")
    template_name = "desk/catch_up.html"
    header_icon = "globe"

    def things(self) -> QuerySet[Story]:
        translations: QuerySet[Story] = Story.objects.filter(based_on__isnull=False)
        return translations.select_related("based_on__live_revision", "based_on_revision")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            UpdateFromSource(self.thing, user=request.user).execute()
        except NotNowError as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("The translation is marked as up to date."))
        return redirect(self.address_of("edit", self.thing.pk))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        source = self.thing.based_on
        context.update(
            story=self.thing,
            source=source,
            changes=self._changes(),
            known=self.thing.based_on_revision is not None,
            edit=self.address_of("edit", self.thing.pk),
            source_edit=self.address_of("edit", source.pk),
            source_live=live_address(source),
        )
        return context

    def _changes(self) -> list[Any]:
        """What the desk's own comparison finds, field by field."""
        before, source = self.thing.based_on_revision, self.thing.based_on
        if before is None or source.live_revision is None or before == source.live_revision:
            return []
        panel = Story.snippet_viewset.get_edit_handler()
        bound = panel.get_bound_panel(
            instance=source, request=self.request, form=None, prefix="compare"
        )
        then, now = before.as_object(), source.live_revision.as_object()
        compared = [comparison(then, now) for comparison in bound.get_comparison()]
        return [comparison for comparison in compared if comparison.has_changed()]
