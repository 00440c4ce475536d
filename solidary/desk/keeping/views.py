"""The desk's page of what a restore holds back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from solidary.desk.mirrors.withdrawn import kind_label
from solidary.desk.views.rights import ForWhoMay
from solidary.keeping import held_back
from solidary.press.models import Hold
from solidary.stories.acts.base import NotNowError


class HeldView(ForWhoMay, WagtailAdminTemplateMixin, TemplateView):
    """What waits for a decision."""

    right = held_back.RIGHT
    template_name = "desk/keeping/held.html"
    header_icon = "history"
    page_title: Any = gettext_lazy("Held back")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["held"] = [(each, kind_label(each.kind)) for each in held_back.waiting()]
        return context

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class DecideView(ForWhoMay, View):
    """One decision; what somebody else decided meanwhile is let be."""

    right = held_back.RIGHT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, decision: str) -> HttpResponse:
        try:
            if decision == "publish":
                held_back.publish_again(pk, request.user)
                messages.success(request, _("Readers get it again."))
            else:
                held_back.leave_withdrawn(pk, request.user)
                messages.success(request, _("It stays withdrawn."))
        except Hold.DoesNotExist:
            messages.warning(request, _("Somebody has decided about it already."))
        except NotNowError as error:
            messages.error(request, str(error))
        return redirect("desk_held_back")
