"""The letterbox's front: everything is the letterbox's, and what senders give streams to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from solidary.release.headers import ALWAYS
from solidary.serving.front.answer import RefusedError
from solidary.serving.front.kind import Front, HandOn
from solidary.serving.front.limits import HeadLimits, Limits
from solidary.serving.front.reader_files import language_of
from solidary.serving.front.request import Request
from solidary.site.words import catalogue_languages

MOST = 210_000_000
"""Bytes of a request: one file of 200 MB, and the fields beside it."""
TAKEN = ("GET", "HEAD", "POST")
EVENLY, EVENLY_A_PIECE = 1.0, 0.1
"""Seconds before which no form is answered, right or wrong, and no piece of a file: what is taken is
sealed, made durable and counted, which a refusal spares. They cost no thread of the letterbox's."""
PIECE = "/piece"


class LetterboxFront(Front):
    """Port 8001."""

    # A file is sealed as it arrives, so that as little of it as can be lies here in clear.
    limits = Limits(heads=HeadLimits(address=1000, headers=50), hold=256 * 1024, streaming=48)
    headers = {
        **ALWAYS,
        "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'",
        "Cache-Control": "no-store",
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "noindex, nofollow",
    }

    def __init__(self, application: Path) -> None:
        """`application`: the letterbox's socket."""
        self.application = application

    def decide(self, request: Request) -> HandOn:
        if request.method not in TAKEN:
            raise RefusedError(405, ", ".join(TAKEN))
        if request.method != "POST":
            return HandOn()
        if language_of(request.path) not in catalogue_languages():
            # Every form is in a language.
            raise RefusedError(405, "GET, HEAD")
        return HandOn(MOST, EVENLY_A_PIECE if request.path.endswith(PIECE) else EVENLY)

    def languages(self, path: str, asks: str) -> Sequence[str]:
        """The language of the address. What a browser says it reads is left alone."""
        language = language_of(path)
        return (language,) if language in catalogue_languages() else ()
