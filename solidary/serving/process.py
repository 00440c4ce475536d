"""The serving process: gunicorn, one worker with threads, and beside it what the application begins."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from solidary.errors import SolidaryError
from solidary.serving import logs
from solidary.serving.application import Application
from solidary.serving.supervising.together import end_with

MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn's sign of life must not wait for a slow disk


OF_THE_FRONT = 3
"""Headers that a front may add: length, connection, host."""
BODYLESS = ("204", "304")
"""Statuses whose answers carry nothing, as those to HEAD do (RFC 9110, section 6.4.1)."""


class OtherSettingsError(SolidaryError):
    """The process has read the settings of another application, and would serve that one."""


class Serving(BaseApplication):
    """A whole application on one socket until it is told to stop."""

    def __init__(
        self, application: Application, listener: socket.socket, ready: Callable[[], None]
    ) -> None:
        self.application, self.listener, self.ready = application, listener, ready
        super().__init__()

    def load_config(self) -> None:
        limits = self.application.limits
        chosen: dict[str, Any] = {
            "bind": f"fd://{os.dup(self.listener.fileno())}",
            "workers": 1,
            "threads": limits.threads,
            "timeout": limits.stalled,
            "graceful_timeout": limits.stopping,
            # The front has refused what is more; with line ends and headers of its own it hands on this.
            "limit_request_line": limits.address,
            "limit_request_fields": limits.headers + OF_THE_FRONT,
            "limit_request_field_size": limits.header + len("\r\n"),
            "loglevel": "warning",
            "logger_class": logs.ArbiterLogger,
            "proc_name": self.application.name,
            "control_socket_disable": True,
            # Whether a proxy spoke TLS is asked by the settings (SOLIDARY_TLS), not guessed.
            "secure_scheme_headers": {},
            "forwarded_allow_ips": "",
            "post_fork": self._end_with_master,
            "post_worker_init": self._begin,
        }
        if MEMORY.is_dir():
            chosen["worker_tmp_dir"] = str(MEMORY)
        for name, value in chosen.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        from django.core.wsgi import get_wsgi_application

        application = get_wsgi_application()
        logs.keep_requests_out(debug=settings.DEBUG)

        return _answering(application)

    def run(self) -> None:
        _Arbiter(self).run()

    def _end_with_master(self, arbiter: Any, worker: Any) -> None:
        end_with(os.getppid())

    def _begin(self, worker: Any) -> None:
        logs.worker_begins()
        self.application.begin_beside()
        self.ready()


class _Arbiter(Arbiter):
    """gunicorn's master. The socket isn't its own to remove: whoever made it does that."""

    def stop(self, graceful: bool = True) -> None:
        self.systemd = True
        super().stop(graceful)


def _answering(application: Callable[..., Any]) -> Callable[..., Any]:
    """The application, as gunicorn is given it: an answer that carries nothing brings no body, for which
    gunicorn would write a line each time."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        logs.request_begins()
        status = ""

        def start(said: str, headers: Any, *error: Any) -> Any:
            nonlocal status
            status = said
            return start_response(said, headers, *error)

        body = application(environ, start)
        bodyless = environ["REQUEST_METHOD"] == "HEAD" or status.startswith(BODYLESS)
        return _Unsaid(body) if bodyless else body

    return answer


class _Unsaid:
    """A body that nobody hears; it is closed as one that was (PEP 3333)."""

    def __init__(self, body: Iterable[bytes]) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return iter(())

    def close(self) -> None:
        close = getattr(self._body, "close", None)
        if close is not None:
            close()


def serve(application: Application, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve an application on a socket that listens, until told to stop; it is the only one of
    this process. `ready` is called once it can answer.

    Connections of the starting process are not inherited. Raises OtherSettingsError where this
    process has started Django for another application.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = application.settings
    if application.settings != settings.SETTINGS_MODULE:
        raise OtherSettingsError(
            f"this process was started with {settings.SETTINGS_MODULE}, and {application.name} "
            f"needs {application.settings}: start it by itself"
        )
    connections.close_all()
    logs.keep_requests_out(debug=settings.DEBUG)
    Serving(application, listener, ready).run()
