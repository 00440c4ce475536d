"""Whatever at the desk publishes a story that is dated ahead leads to the page that asks."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from solidary.stories.acts.publish_dated_ahead import PublishDatedAhead
from solidary.stories.dated_ahead import DatedAheadError


class AskAboutDatedAhead:
    """Middleware: a story that would have been published before its date goes to the page that asks;
    what was to be saved before that is saved."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DatedAheadError):
            return None
        address = reverse(f"desk_{PublishDatedAhead.name}", args=[error.of.pk])
        if asked := _approval(request):
            address += f"?{urlencode(asked)}"
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)


def _approval(request: HttpRequest) -> dict[str, str]:
    """What has to be done besides publishing where a reviewer approves: the same in the form of the
    story and in the dialog that asks for a comment."""
    match = request.resolver_match
    in_dialog = match is not None and match.kwargs.get("action_name") == "approve"
    if not in_dialog and request.POST.get("workflow-action-name") != "approve":
        return {}
    said = json.loads(request.POST.get("workflow-action-extra-data") or "{}")
    return {"approve": "1", "comment": request.POST.get("comment") or said.get("comment", "")}
