"""The desk, with the clock and the courier beside it."""

from __future__ import annotations

from solidary.serving.application import Application
from solidary.serving.supervising.process import ApplicationProcess


def counting_sign_ins() -> None:
    """Count who signs in and who doesn't, from now on: neither a name nor an address of anybody."""
    from django.contrib.auth.signals import user_logged_in, user_login_failed

    from solidary.counting import Kind, count

    user_logged_in.connect(lambda **_: count(Kind.SIGNED_IN), weak=False, dispatch_uid="counts")
    user_login_failed.connect(
        lambda **_: count(Kind.SIGN_IN_FAILED), weak=False, dispatch_uid="counts"
    )


def _begin_rounds() -> None:
    from solidary.intake import round as fetching
    from solidary.keeping import timer, upkeep
    from solidary.serving import clock, courier
    from solidary.serving.rounds import Rounds

    counting_sign_ins()
    Rounds("solidary-clock", clock.tick, clock.INTERVAL).start()
    Rounds("solidary-courier", courier.look, courier.INTERVAL).start()
    Rounds("solidary-intake", fetching.Fetching().go, fetching.INTERVAL).start()
    Rounds("solidary-backup", timer.look, timer.INTERVAL).start()
    Rounds("solidary-upkeep", upkeep.look, upkeep.INTERVAL).start()
    Rounds("solidary-mark", timer.renew_mark, timer.MARKED_EVERY).start()


DESK = ApplicationProcess(
    Application("the desk", "solidary.settings", begin_beside=_begin_rounds),
    lambda choice: choice.place.desk_socket,
)
