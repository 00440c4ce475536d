"""A picture of what was sent, made by the keeper for one look: kept by nobody."""

from __future__ import annotations

from html import escape

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from solidary.desk.queue.base import item_or_404
from solidary.desk.queue.unlocked import keeper, unlocked
from solidary.desk.queue.wording import STATUS
from solidary.intake.looking import note_opened, was_opened, was_shown
from solidary.keeper.client import (
    Fault,
    KeeperError,
    NotForKeyError,
    NotWholeError,
    RemovedError,
    UndevelopedError,
    UnshownError,
)

THUMBNAIL, VIEW = "thumbnail", "view"
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
TYPES = {"image/jpeg", "image/png", "image/webp"}
"""What the darkroom makes; nothing else leaves here as a picture."""
_INSTEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 320" role="img">'
    '<rect width="480" height="320" fill="#777" fill-opacity=".12"/>'
    '<text x="240" y="168" text-anchor="middle" font-family="sans-serif" font-size="22" fill="#777">'
    "{line}</text></svg>"
)


@unlocked
@require_safe
def picture(request: HttpRequest, ref: str, envelope: str, item: str, which: str) -> HttpResponse:
    """An item small or large. Whoever wasn't shown it by a page has a line in the log before."""
    row = item_or_404(ref, envelope, item)
    was_noted = was_shown if which == THUMBNAIL else was_opened
    if not was_noted(row, by=request.user):
        note_opened([row], by=request.user)
    ask = keeper().thumbnail if which == THUMBNAIL else keeper().view
    try:
        made = ask(request.keeper_token, envelope, item)
    except (RemovedError, NotForKeyError, NotWholeError, UnshownError, UndevelopedError) as error:
        return _instead(error)
    if made.type not in TYPES:
        return _instead(UnshownError(type=made.type))
    return _sealed_off(HttpResponse(made.data, content_type=made.type))


def _instead(error: KeeperError) -> HttpResponse:
    """A drawing that says that there is no picture; the whole line is on the contribution's page."""
    line = escape(_("Can’t be shown"))
    answer = HttpResponse(
        _INSTEAD.format(line=line), content_type="image/svg+xml", status=STATUS[Fault(error.fault)]
    )
    return _sealed_off(answer)


def _sealed_off(answer: HttpResponse) -> HttpResponse:
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Content-Disposition"] = "inline"
    return answer
