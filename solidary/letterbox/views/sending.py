"""The form, and what comes in by it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from solidary.letterbox.newsroom import current_newsroom
from solidary.letterbox.pages.drawing import FALLBACK, draw


def choose(request: HttpRequest, language: str = FALLBACK) -> HttpResponse:
    """The way to the form in each language."""
    return HttpResponse(draw("choose.html", language, current_newsroom()))
