"""The desk and the reader's site as one application, with the clock and the courier beside it."""

from __future__ import annotations

from solidary.serving.application import Application


def _begin_rounds() -> None:
    from solidary.serving import clock, courier
    from solidary.serving.rounds import Rounds

    Rounds("solidary-clock", clock.tick, clock.INTERVAL).start()
    Rounds("solidary-courier", courier.look, courier.INTERVAL).start()


DESK = Application("solidary", "solidary.settings", begin_beside=_begin_rounds)
