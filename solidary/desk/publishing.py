"""From the desk to readers: after a change of the record, the pages it touches are written.

The press keeps a journal in the database, written in the same transaction as the change. So a
publish that fails loses nothing: the clock tries again, and so does the next editor's save.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from asgiref.local import Local
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from solidary.desk import guarding
from solidary.press.publish import Report, publish_pending
from solidary.stories.changes import record_changed

logger = logging.getLogger(__name__)
_noted = Local()


def note_change(**kwargs: Any) -> None:
    """Remember that the record changed while this request was served."""
    _noted.changed = True


def listen() -> None:
    record_changed.connect(note_change, dispatch_uid="desk.note_change")
    guarding.listen()


def publish_with_the_next(request: HttpRequest) -> None:
    """What this request changes goes to readers with what is decided after it, and not when it ends."""
    request.publishes_with_the_next = True


def publish_to_readers() -> Report:
    """Have the press write what is pending, unless another process is at it; its report."""
    return publish_pending()


class PublishAfterChange:
    """Middleware: when a request at the desk changed the record, readers get it before it ends.

    It works after the view, when every transaction of the request is committed; decisions that are
    taken one after another go out together. An editor is told in one line when readers don't have the change yet.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _noted.changed = False
        response = self.get_response(request)
        changed, _noted.changed = getattr(_noted, "changed", False), False
        if changed and not getattr(request, "publishes_with_the_next", False):
            self._publish(request, aloud="json" not in response.get("Content-Type", ""))
        return response

    def _publish(self, request: HttpRequest, *, aloud: bool) -> None:
        """`aloud` is false while a draft is saved by itself: nobody has asked for anything."""
        try:
            report = publish_to_readers()
        except Exception:
            logger.exception("Publishing to the site failed; it is tried again by the clock")
            messages.error(
                request,
                _(
                    "Saved, but the site couldn't be written just now. Nothing is lost: "
                    "it is tried again every few seconds."
                ),
            )
            return
        stopped = report.stopped if aloud else []
        if stopped:
            # Not which, nor why: a log holds no word of what editors write.
            logger.warning(
                "%d stories are left out of the site; `solidary publish` names them", len(stopped)
            )
        for stop in stopped:
            messages.warning(
                request,
                _(
                    "Readers don't get “%(story)s”: its page can't be drawn. Change the story and "
                    "publish it again; `solidary publish` on the server says what the reason is."
                )
                % {"story": stop.headline},
            )
