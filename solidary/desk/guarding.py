"""What a published page shows is changed only by those who may publish.

The record announces every change of what readers may see, in the transaction that makes it. Here it is
heard while a request of somebody is served who may not publish: where readers see the
thing, the change is refused, and nothing of it is kept. Whatever door it came through, a form that
forgot to ask included.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asgiref.local import Local
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from solidary.errors import SolidaryError
from solidary.press.shown import is_shown
from solidary.stories.changes import WHOLE_RECORD, Change, record_changed

RIGHT = "stories.publish_story"
LINE = _(
    "Readers see this already, so only those who may publish can change it. An editor was asked to "
    "make your change."
)
LINE_ALONE = _("Readers see this already, so only those who may publish can change it.")
FILE_LINE = _("Upload another file as a new one: an editor puts it in the place of this one.")
_serving = Local()


class ShownToReadersError(SolidaryError):
    """Somebody who may not publish has tried to change what readers see."""

    line = "readers see this already: only those who may publish can change it"


class GuardWhatReadersSee:
    """Middleware: for as long as a request is served, its changes are those of who sent it.

    After NewsroomTime, which makes the newsroom's row where there is none yet: nobody's change.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        serving(request.user)
        try:
            return self.get_response(request)
        finally:
            serving(None)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What only those may do who may publish: one line, where no form has said it already."""
        if not isinstance(error, ShownToReadersError):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            said = {"success": False, "error_message": str(LINE_ALONE)}
            return JsonResponse(said, status=403)
        messages.error(request, LINE_ALONE)
        return redirect("wagtailadmin_home")


def listen() -> None:
    record_changed.connect(_refuse, dispatch_uid="desk.guarding")


def serving(person: Any) -> None:
    """Whose request is served in this thread from now on; None for the newsroom's own machinery."""
    _serving.person = person


def may_not_change(person: Any, kind: str, key: int | None) -> bool:
    """Whether readers see a thing that this person may not change for them."""
    if person is None or key is None or person.has_perm(RIGHT):
        return False
    return is_shown(kind, key)


def _refuse(change: Change, **_kwargs: Any) -> None:
    person = getattr(_serving, "person", None)
    if person is None or person.has_perm(RIGHT):
        return
    for kind, keys in change.items():
        if kind == WHOLE_RECORD or any(is_shown(kind, key) for key in keys):
            raise ShownToReadersError
