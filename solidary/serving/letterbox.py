"""The letterbox as an application: what strangers meet, in a process that knows nothing of the desk."""

from __future__ import annotations

from solidary.serving.application import Application, Limits


def _begin() -> None:
    from solidary.letterbox.faults import log_faults

    log_faults()


LETTERBOX = Application(
    "solidary-letterbox",
    "solidary.letterbox.settings",
    # Forty uploads over Tor, at 20 KB/s each, leave threads for whoever opens the form.
    Limits(threads=64, address=1000, headers=50),
    begin_beside=_begin,
)
