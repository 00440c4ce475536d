"""When decisions go to readers: together, once whoever decides has rested for ten seconds or has left.

The page says when that is. A browser that is gone says nothing: then the clock publishes, which waits only
while decisions are being taken.
"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from solidary.chronicle.models import Decision
from solidary.desk.publishing import note_change
from solidary.press.index.journal import holds_only

REST = timedelta(seconds=10)
_NEWEST = 50
"""Decisions that are looked at: the clock asks every few seconds, and they may be a hundred thousand."""
KINDS = frozenset(("action", "declared_day", "place"))
"""What decisions about the chronicle change; a town that the record didn't have comes with one."""


@require_POST
def rest(request: HttpRequest) -> HttpResponse:
    """Whoever decided rests, or left: what was decided goes to readers now."""
    if request.user.has_perm("chronicle.decide_action"):
        note_change()
    return HttpResponse(status=204)


def is_somebody_deciding() -> bool:
    """Whether all that waits for readers are decisions, and the last of them was taken just now."""
    since = timezone.now() - REST
    newest = Decision.objects.order_by("-pk").values_list("made_on", "undone_on")[:_NEWEST]
    recent = any(moment is not None and moment > since for moments in newest for moment in moments)
    return recent and holds_only(KINDS)
