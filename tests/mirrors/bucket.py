"""A bucket of moto's server, behind a gate that can fail, cut, lie, and remembers what stands."""

from __future__ import annotations

import http.client
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from moto.server import ThreadedMotoServer

from solidary.mirrors import register
from solidary.mirrors.models import Mirror

BUCKET = "news"
SECRETS = {"access_key_id": "someone", "secret_access_key": "something"}
Mood = Callable[[str, str], str]
"""From method and address to what the gate does: '' lets through, '500' answers so, 'cut' ends
the connection without an answer, 'late' after having let it through, 'slow' never answers,
'lie' says that all is well and does nothing."""


@dataclass
class Gate:
    """What stands between a sync and the bucket."""

    moto: tuple[str, int]
    prefix: str = ""
    mood: Mood = lambda method, address: ""
    held: dict[str, bytes] = field(default_factory=dict)
    """what stands in the bucket, by address"""
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)
    endpoint: str = ""
    running: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, name: str = "bucket", **more: Any) -> Mirror:
        """A new mirror in a part of the bucket of its own."""
        self.prefix = name
        self.held.clear()
        self.mood = lambda method, address: ""
        return register.add(
            name, f"s3://{BUCKET}/{name}", secrets=SECRETS, profile="object",
            options={"endpoint": self.endpoint, "allow_http": "true", "timeout": "1"}, **more,
        )  # fmt: skip

    def stands(self) -> dict[str, bytes]:
        """What the bucket holds once requests of a killed sync have come to their end."""
        for _ in range(1000):
            with self.lock:
                if not self.running:
                    return dict(self.held)
            time.sleep(0.005)
        raise AssertionError("a request never ended")

    def of(self, method: str) -> list[str]:
        return [address for each, address in self.requests if each == method]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    gate: Gate

    def handle_all(self) -> None:
        with self.gate.lock:
            self.gate.running += 1
        try:
            self._handle()
        finally:
            with self.gate.lock:
                self.gate.running -= 1

    def _handle(self) -> None:
        gate = self.gate
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = unquote(urlsplit(self.path).path)
        address = path.removeprefix(f"/{BUCKET}/{gate.prefix}/")
        with gate.lock:
            gate.requests.append((self.command, address))
            mood = gate.mood(self.command, address)
        if mood == "slow":
            time.sleep(1.5)
        if mood in ("cut", "slow"):
            return self._cut()
        if mood == "lie":
            return self._answer(200 if self.command == "PUT" else 204, {"ETag": '"0"'}, b"")
        if mood not in ("", "late"):
            code = "<Error><Code>AccessDenied</Code></Error>" if mood == "403" else "<Error/>"
            return self._answer(int(mood), {}, code.encode())
        moto = http.client.HTTPConnection(*gate.moto)
        headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        moto.request(self.command, self.path, data, headers)
        answer = moto.getresponse()
        found = answer.read()
        moto.close()
        if answer.status < 300 and "uploads" not in self.path and "partNumber" not in self.path:
            with gate.lock:
                if self.command == "PUT":
                    gate.held[address] = data
                    gate.headers[address] = dict(self.headers.items())
                elif self.command == "DELETE":
                    gate.held.pop(address, None)
        if mood == "late":
            return self._cut()
        self._answer(answer.status, dict(answer.getheaders()), found)
        return None

    do_GET = do_PUT = do_DELETE = do_POST = do_HEAD = handle_all

    def _answer(self, status: int, headers: dict[str, str], data: bytes) -> None:
        with suppress(OSError):
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    def _cut(self) -> None:
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        return


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sync that was killed leaves its connections as they were."""


@contextmanager
def gated_bucket() -> Iterator[Gate]:
    """moto's server with a bucket, and a gate before it."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    making = http.client.HTTPConnection(host, port)
    making.request("PUT", f"/{BUCKET}")
    assert making.getresponse().status == 200
    making.close()
    gate = Gate((host, port))
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"gate": gate}))
    gate.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield gate
    finally:
        server.shutdown()
        server.server_close()
        moto.stop()
