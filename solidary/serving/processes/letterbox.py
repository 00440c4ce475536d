"""The letterbox: what strangers meet, in a process that knows nothing of the desk."""

from __future__ import annotations

from solidary.serving.application import Application, Limits
from solidary.serving.supervising.process import ApplicationProcess


def _begin() -> None:
    from solidary.letterbox import beginning
    from solidary.serving.rounds import Rounds

    beginning.begin()
    Rounds("solidary-letterbox", beginning.look_after, beginning.ROUND).start()


LETTERBOX = ApplicationProcess(
    Application(
        "the letterbox",
        "solidary.letterbox.settings",
        # Forty uploads over Tor, at 20 KB/s each, leave threads for whoever opens the form.
        Limits(threads=64, address=1000, headers=50),
        begin_beside=_begin,
    ),
    lambda choice: choice.place.letterbox_socket,
    is_wanted=lambda choice: bool(choice.letterbox_port),
)
