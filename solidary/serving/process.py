"""The serving process: gunicorn, one worker with threads, the clock and the courier beside it."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

from django.db import connections
from gunicorn.app.base import BaseApplication

THREADS = 8
MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn's sign of life must not wait for a slow disk


class Serving(BaseApplication):
    """The whole application on one address until it is told to stop."""

    def __init__(self, host: str, port: int) -> None:
        self.address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        chosen: dict[str, Any] = {
            "bind": self.address,
            "workers": 1,
            "threads": THREADS,
            "timeout": 120,
            "graceful_timeout": 20,
            "loglevel": "warning",
            # Who read what is nobody's business: there is no access log.
            "accesslog": None,
            "proc_name": "solidary",
            "control_socket_disable": True,
            "post_worker_init": _start_company,
        }
        if MEMORY.is_dir():
            chosen["worker_tmp_dir"] = str(MEMORY)
        for name, value in chosen.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        from solidary.settings.wsgi import application

        return application


def _start_company(worker: Any) -> None:
    from solidary.desk import clock, courier
    from solidary.desk.rounds import Rounds

    Rounds("solidary-clock", clock.tick, clock.INTERVAL).start()
    Rounds("solidary-courier", courier.Courier().look, courier.INTERVAL).start()


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens on this address yet."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def serve(host: str, port: int) -> None:
    """Serve until told to stop; connections of the starting process are not inherited."""
    connections.close_all()
    Serving(host, port).run()
