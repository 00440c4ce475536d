"""The desk's front: readers' files by itself, /desk/ for the desk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from solidary.serving.front.answer import Answer, RefusedError
from solidary.serving.front.kind import ForFiles, Front, HandOn
from solidary.serving.front.limits import Limits
from solidary.serving.front.reader_files import METHODS, language_of, reader_page
from solidary.serving.front.request import Request
from solidary.site.words import catalogue_languages

DESK = "/desk/"
SIGN_IN = "/desk/login/"
SESSION = "sessionid"
"""The cookie of who is signed in. Whether it is a true one only the desk knows."""
MOST = 256 * 1024 * 1024
"""Bytes the desk takes at most: a picture or a recording, in memory until it is scrubbed."""
MOST_OF_STRANGERS = 64 * 1024
"""Bytes of a form that signs in."""


class DeskFront(Front):
    """Port 8000."""

    # The desk has few threads, and its editors' pictures are held whole where there is room.
    limits = Limits(hold=8 * 1024 * 1024, streaming=4)
    vouches = "/desk/files/-"  # there is none of that name: editors get a 404, strangers a way in

    def __init__(self, site: Path, application: Path) -> None:
        """`site`: the folder of the release. `application`: the desk's socket."""
        self.site, self.application, self.reads = site, application, (site,)

    def decide(self, request: Request) -> HandOn | ForFiles:
        if not request.path.startswith(DESK):
            if request.method not in METHODS:
                raise RefusedError(405, ", ".join(METHODS))
            return ForFiles()
        if request.method in (*METHODS, "OPTIONS"):
            return HandOn()
        if request.method != "POST":
            raise RefusedError(405, ", ".join((*METHODS, "OPTIONS", "POST")))
        if request.path == SIGN_IN:
            return HandOn(MOST_OF_STRANGERS)
        if request.body and not _has_session(request):
            raise RefusedError(403)
        return HandOn(MOST)

    def languages(self, path: str, asks: str) -> Sequence[str]:
        """The language of a reader's address. An editor has one in the browser: the desk is told
        what that is, and readers' pages are the same for everybody."""
        known = catalogue_languages()
        if path.startswith(DESK):
            wanted = (each.partition(";")[0].strip().lower() for each in asks.split(","))
            return next(((short,) for each in wanted if (short := each[:2]) in known), ())
        language = language_of(path)
        return (language,) if language in known else ()

    def file(self, request: Request) -> Answer:
        return reader_page(self.site, request.path, request.header)


def _has_session(request: Request) -> bool:
    cookies = (each.strip() for each in request.header("Cookie").split(";"))
    return any(each.startswith(f"{SESSION}=") and len(each) > len(SESSION) + 8 for each in cookies)
