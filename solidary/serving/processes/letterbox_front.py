"""The letterbox's front, which senders meet."""

from __future__ import annotations

from solidary.serving.front.kind import Front
from solidary.serving.supervising.choice import Choice
from solidary.serving.supervising.process import FrontProcess


def _front(choice: Choice) -> Front:
    from solidary.serving.front.letterbox import LetterboxFront

    return LetterboxFront(choice.place.letterbox_socket)


LETTERBOX_FRONT = FrontProcess(
    "the letterbox's front",
    lambda choice: choice.letterbox_port,
    _front,
    is_wanted=lambda choice: bool(choice.letterbox_port),
)
