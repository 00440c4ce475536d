"""What is typed or pasted at the desk is kept with letters and their marks as one (NFC): file names
of macOS and PDFs give «й» as two characters, which look the same and are not found."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

SECRET = "password"  # noqa: S105 - a part of names of fields, no password
"""In the name of a field whose letters are kept as they were typed."""


class ComposedLetters:
    """Middleware: forms of the desk hold composed letters before a view reads them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        if request.method != "POST" or not request.path.startswith("/desk/"):
            return
        typed = request.POST
        uncomposed = [
            name
            for name, values in typed.lists()
            if SECRET not in name and not all(map(_is_composed, values))
        ]
        if uncomposed:
            composed = typed.copy()
            for name in uncomposed:
                composed.setlist(
                    name, [unicodedata.normalize("NFC", value) for value in typed.getlist(name)]
                )
            request.POST = composed


def _is_composed(value: str) -> bool:
    return unicodedata.is_normalized("NFC", value)
