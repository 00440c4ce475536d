"""What a published page shows is changed only by those who may publish.

The record announces every change of what readers may see, in the transaction that makes it. Here it is
heard while a request of somebody is served who may not publish: where readers see the
thing, the change is refused, and nothing of it is kept. Whatever door it came through, a form that
forgot to ask included.
"""

from __future__ import annotations

from typing import Any

from asgiref.local import Local
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
