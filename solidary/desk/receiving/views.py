"""The switch that pauses receiving."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from solidary.desk.receiving import RIGHT
from solidary.desk.views.rights import ForWhoMay
from solidary.intake.pausing import pause


class PauseView(ForWhoMay, View):
    """Pause receiving, or open it again; then back to the dashboard."""

    right = RIGHT
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        paused = request.POST.get("paused") == "1"
        pause(paused, by=request.user)
        messages.success(
            request,
            _("Receiving is paused: the letterbox says so within a minute.")
            if paused
            else _("Receiving is open again: the letterbox says so within a minute."),
        )
        return redirect("wagtailadmin_home")
