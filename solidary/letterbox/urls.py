"""The letterbox's addresses. None of them carries a word of a sender."""

from __future__ import annotations

from django.urls import path, register_converter

from solidary.letterbox.pages.drawing import LANGUAGES
from solidary.letterbox.views import refusing, sending
from solidary.letterbox.views.refusing import answers


class LanguageConverter:
    """One of our languages, at the head of an address."""

    regex = "|".join(LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageConverter, "language")

urlpatterns = [
    path("", answers(GET=sending.choose)),
    path("<language:language>/", answers(GET=sending.choose)),
]
handler400 = refusing.bad_request
handler404 = refusing.not_found
handler500 = refusing.server_error
