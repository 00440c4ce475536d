"""The letterbox's addresses. None of them carries a word of a sender."""

from __future__ import annotations

from django.urls import path, register_converter

from solidary.letterbox.pages.drawing import LANGUAGES
from solidary.letterbox.views import adding, pieces, receipts, refusing, sending
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
    path("<language:language>", answers(GET=sending.show, POST=sending.send)),
    path("<language:language>/", answers(GET=sending.show, POST=sending.send)),
    path("<language:language>/add", answers(POST=adding.add)),
    path("<language:language>/piece", answers(POST=pieces.piece)),
    path("<language:language>/receipt", answers(GET=receipts.show, POST=receipts.open_receipt)),
    path("<language:language>/answer", answers(POST=adding.answer)),
    path("<language:language>/consent", answers(POST=adding.consent)),
    path("<language:language>/withdraw", answers(POST=adding.withdraw)),
]
handler400 = refusing.bad_request
handler404 = refusing.not_found
handler500 = refusing.server_error
