"""Covering the faces in one picture of a contribution, and the picture as it will be published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from solidary.darkroom.faces.small import FOUND_FROM
from solidary.desk.faces.consent import faces_may_be_shown
from solidary.desk.faces.form import Shown
from solidary.desk.queue.unlocked import keeper, unlocked, way_back
from solidary.desk.queue.wording import said_of
from solidary.intake.covering import SHORTEST, CoveringError, confirm, confirmed, edits_of
from solidary.intake.looking import note_opened, was_opened, was_shown
from solidary.intake.models import Fill, Item, State
from solidary.keeper.client import (
    BrokenError,
    BusyError,
    Faces,
    Picture,
    SlowError,
    UndevelopedError,
)

TYPES = {"image/jpeg", "image/png"}
"""What the darkroom makes."""
_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a picture, or why nothing was looked for."""

    width: int
    height: int
    found: Faces | None
    why: str = ""


@unlocked
@require_http_methods(["GET", "HEAD", "POST"])
def faces(request: HttpRequest, ref: str, envelope: str, item: str) -> HttpResponseBase:
    """Show a picture with its boxes; confirm them. `do`: confirm, as-shown, add, remove-NUMBER, show."""
    row = _item_or_404(ref, envelope, item)
    if request.method == "POST" and request.POST.get("do") == "confirm":
        return _confirmed(request, row)
    _note(request, row)
    looked = _look(request, row)
    if request.method == "POST":
        return _answered(request, row, looked)
    covering = confirmed(row)
    proposed = Shown.proposed(looked.found.found if looked.found else ())
    return _page(request, row, looked, Shown.of(covering) if covering else proposed)


@unlocked
@require_safe
def picture(request: HttpRequest, ref: str, envelope: str, item: str) -> HttpResponseBase:
    """The picture as it will be published: with what was confirmed, what an address says (`box`), or
    what the model proposes; with `plain`, as it was sent, upright; with `small`, a small one of what
    was confirmed, and nothing before that."""
    row = _item_or_404(ref, envelope, item)
    where = request.keeper_token, envelope, item
    if "small" in request.GET:
        return _small(request, row)
    _note(request, row)
    if "plain" in request.GET:
        made = keeper().view(*where)
    else:
        covering = confirmed(row)
        if "fill" in request.GET:
            shown = Shown.read(request.GET)
        elif covering:
            shown = Shown.of(covering)
        else:
            shown = Shown.proposed(keeper().faces(*where).found)
        made = keeper().finish(*where, shown.edits())
    return _drawn(made)


def _small(request: HttpRequest, row: Item) -> HttpResponse:
    covering = confirmed(row)
    if covering is None:
        raise Http404
    if not was_shown(row, by=request.user):
        note_opened([row], by=request.user)
    where = request.keeper_token, row.envelope.ref, row.ref
    return _drawn(keeper().thumbnail(*where, edits_of(covering)))


def _drawn(made: Picture) -> HttpResponse:
    if made.type not in TYPES:
        raise Http404
    answer = HttpResponse(made.data, content_type=made.type)
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def _note(request: HttpRequest, row: Item) -> None:
    """Before anything is shown: a line in the log, where this hour has none of this person's."""
    if not was_opened(row, by=request.user):
        note_opened([row], by=request.user)


def _look(request: HttpRequest, row: Item) -> Looked:
    where = request.keeper_token, row.envelope.ref, row.ref
    try:
        found = keeper().faces(*where)
    except (BrokenError, BusyError, SlowError, UndevelopedError) as error:
        # Where the picture can't be shown either, this raises, and is a page of its own.
        made = keeper().view(*where)
        return Looked(made.width, made.height, None, said_of(error))
    return Looked(found.width, found.height, found)


def _answered(request: HttpRequest, row: Item, looked: Looked) -> HttpResponseBase:
    do = request.POST.get("do", "")
    if do == "as-shown":
        if looked.found is None:
            return _page(request, row, looked, Shown(), looked.why, 422)
        return _kept(request, row, looked, Shown.proposed(looked.found.found))
    shown = Shown.read(request.POST)
    if do == "add":
        shown = shown.with_one_more()
    elif do.startswith("remove-"):
        shown = shown.without(do.removeprefix("remove-"))
    line = shown.line()
    return _page(request, row, looked, shown, line, 400 if line else 200)


def _confirmed(request: HttpRequest, row: Item) -> HttpResponseBase:
    shown = Shown.read(request.POST)
    if line := shown.line():
        return _page(request, row, _look(request, row), shown, line, 400)
    return _kept(request, row, None, shown)


def _kept(request: HttpRequest, row: Item, looked: Looked | None, shown: Shown) -> HttpResponseBase:
    try:
        confirm(row, shown.boxes, shown.fill, by=request.user, longest=shown.longest)
    except CoveringError as error:
        found = looked or _look(request, row)
        return _page(request, row, found, shown, str(error), 400)
    return redirect(_onward(request, row))


def _onward(request: HttpRequest, row: Item) -> str:
    """Where a form says; otherwise the contribution."""
    if request.POST.get("next"):
        return way_back(request)
    try:
        return reverse("desk_contribution", args=[row.envelope.contribution.ref])
    except NoReverseMatch:
        return reverse("wagtailadmin_home")


def _page(
    request: HttpRequest, row: Item, looked: Looked, shown: Shown, line: str = "", status: int = 200
) -> HttpResponse:
    address = reverse("desk_faces_picture", args=_names(row))
    covering = confirmed(row)
    context: dict[str, Any] = {
        "title": _("Faces in a picture"),
        "names": _names(row),
        "shown": shown,
        "boxes": list(zip(shown.boxes, shown.lines, strict=True)),
        "looked": looked,
        "fills": Fill.choices,
        "covering": covering,
        "consent": faces_may_be_shown(keeper().index(request.keeper_token), row),
        "plain": f"{address}?plain=1",
        "result": f"{address}?{urlencode(shown.query(), doseq=True)}",
        "shrunk": looked.found.shrunk
        if looked.found
        else max(SHORTEST, max(looked.width, looked.height) // 3),
        "smallest": min((face.height for face in looked.found.found), default=0)
        if looked.found
        else 0,
        "found_from": FOUND_FROM,
        "line": line,
        "next": request.POST.get("next") or request.GET.get("next") or "",
        "back": _onward(request, row),
    }
    return TemplateResponse(request, "desk/faces/page.html", context, status=status)


def _names(row: Item) -> list[str]:
    return [row.envelope.contribution.ref, row.envelope.ref, row.ref]


def _item_or_404(ref: str, envelope: str, item: str) -> Item:
    """An item of this envelope of this contribution, and of no other."""
    found: Item | None = (
        Item.objects.select_related("envelope__contribution")
        .filter(ref=item, envelope__ref=envelope, envelope__contribution__ref=ref)
        .exclude(envelope__contribution__state=State.WITHDRAWN)
        .first()
    )
    if found is None or found.is_words:
        raise Http404
    return found
