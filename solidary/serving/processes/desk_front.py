"""The desk's front, which readers meet too."""

from __future__ import annotations

from contextlib import suppress

from solidary.release.writing import make_folders
from solidary.serving.front.kind import Front
from solidary.serving.supervising.choice import Choice
from solidary.serving.supervising.process import FrontProcess


def _front(choice: Choice) -> Front:
    from solidary.serving.front.desk import DeskFront

    # A release that is put there later has to be found: the front reads this folder and no other.
    with suppress(OSError):
        make_folders(str(choice.place.site))
    return DeskFront(choice.place.site, choice.place.desk_socket)


DESK_FRONT = FrontProcess("the desk's front", lambda choice: choice.port, _front)
