"""Answers that take nothing: closed, paused, no such page, a broken request, a fault of ours."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

from solidary.letterbox.newsroom import current_newsroom
from solidary.letterbox.pages.drawing import FALLBACK, LANGUAGES, draw, sentence
from solidary.letterbox.rows import RowsError

STATUS = {
    "broken": HTTPStatus.BAD_REQUEST,
    "missing": HTTPStatus.NOT_FOUND,
    "method": HTTPStatus.METHOD_NOT_ALLOWED,
    "stale": HTTPStatus.FORBIDDEN,
    "large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "full": HTTPStatus.INSUFFICIENT_STORAGE,
    "dry": HTTPStatus.TOO_MANY_REQUESTS,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "failed": HTTPStatus.INTERNAL_SERVER_ERROR,
    "closed": HTTPStatus.SERVICE_UNAVAILABLE,
    "paused": HTTPStatus.SERVICE_UNAVAILABLE,
}
_FIRST = re.compile(r"/([a-z]{2})(?:/|$)")
LATER = 600
"""Seconds after which a program may look whether the letterbox is open."""
View = Callable[..., HttpResponse]


def refused(request: HttpRequest, reason: str, minutes: int = 1) -> HttpResponse:
    """A whole page that says why nothing was taken: in the language of the address, or in all."""
    found = _FIRST.match(request.path)
    language = found.group(1) if found and found.group(1) in LANGUAGES else None
    spoken = (language,) if language else LANGUAGES
    newsroom = current_newsroom()
    page = draw(
        "refused.html",
        language or FALLBACK,
        newsroom,
        switch="" if language else None,
        reason=reason,
        sentences=[
            (
                code,
                sentence("headline", code, newsroom.limits, reason),
                sentence("refusal", code, newsroom.limits, reason, minutes),
            )
            for code in spoken
        ],
    )
    response = HttpResponse(page, status=STATUS[reason])
    if STATUS[reason] == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(LATER)
    return response


def answers(**views: View) -> View:
    """A view that has one view for each method, and refuses what it takes in a whole page.

    While the letterbox is closed it says so, whatever is asked, and so it does where its rows can't
    be read or written.
    """
    if "GET" in views:
        views["HEAD"] = views["GET"]

    def view(request: HttpRequest, **given: Any) -> HttpResponse:
        if current_newsroom().closed:
            return refused(request, "closed")
        if request.method not in views:
            response = refused(request, "method")
            response.headers["Allow"] = ", ".join(sorted(views))
            return response
        try:
            return views[request.method](request, **given)
        except RowsError:
            return refused(request, "full")

    return view


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler of 400: it couldn't be read, or it was more than is read."""
    return refused(
        request, "large" if type(exception).__name__ == "RequestDataTooBig" else "broken"
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler of 404."""
    return refused(request, "missing")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler of 500."""
    return refused(request, "failed")
