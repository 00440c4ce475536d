"""The keeper: the one process that holds unlocked keys. It has a socket and no port."""

from __future__ import annotations

from solidary.keeper.memory import OVERWRITING
from solidary.serving import sockets
from solidary.serving.supervising.choice import Choice
from solidary.serving.supervising.process import Process, Ready, always


class KeeperProcess(Process):
    """What it keeps in memory is overwritten when it is freed, for which it needs its environment."""

    name = "the keeper"
    counts = False  # it shares no memory with anybody
    is_wanted = staticmethod(always)
    environment = OVERWRITING

    def run(self, choice: Choice, ready: Ready) -> None:
        from solidary.keeper.process import keep

        with sockets.listen(choice.place.keeper_socket) as listener:
            keep(choice.place, listener, ready)


KEEPER = KeeperProcess()
