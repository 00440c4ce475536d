"""Imported drafts whose page can be read in two ways, both side by side, and the choice of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from solidary.desk.views.rights import ForWhoMay
from solidary.stories.acts import NotNowError
from solidary.stories.acts.decide_day import DecideDay
from solidary.stories.possible_days import waiting

READINGS = {
    "above": gettext_lazy("Dates above the headlines"),
    "below": gettext_lazy("Dates below the stories"),
    "beside": gettext_lazy("Dates beside the headlines"),
}
"""Where dates stand on the page, in words."""


class TwoDatesView(ForWhoMay, WagtailAdminTemplateMixin, TemplateView):
    """A column for each reading of the page; choosing one dates all its drafts."""

    right = DecideDay.right
    template_name = "desk/two_dates.html"
    header_icon = "date"
    page_title: Any = pgettext_lazy("two dates", "Several dates are possible")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        days = waiting()
        used = {where for one in days.values() for where in one}
        context["readings"] = [(key, label) for key, label in READINGS.items() if key in used]
        context["rows"] = [
            (story, [(label, one.get(key)) for key, label in context["readings"]])
            for story, one in days.items()
        ]
        context["may_publish"] = self.request.user.has_perm(DecideDay.right_to_publish)
        return context

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = request.POST.get("dates", "")
        publish = "publish" in request.POST and request.user.has_perm(DecideDay.right_to_publish)
        dated = 0
        for story, days in waiting().items():
            if chosen not in days:
                continue
            try:
                DecideDay(story, days[chosen], publish=publish, user=request.user).execute()
            except NotNowError as refusal:
                messages.warning(request, str(refusal))
            else:
                dated += 1
        if chosen not in READINGS or not dated:
            messages.error(request, _("No story has a date by this reading."))
            return redirect("desk_two_dates")
        messages.success(
            request,
            ngettext("%(count)s story has its date.", "%(count)s stories have their dates.", dated)
            % {"count": dated},
        )
        return redirect("wagtailadmin_home")
