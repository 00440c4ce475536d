"""A second application runs beside the desk: addresses, settings and limits of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from solidary.serving.application import Application, Limits
from solidary.serving.process import OtherSettingsError, serve
from tests.repo.tree import ROOT

PROGRAM = """
from solidary.serving.application import Application, Limits
from solidary.serving.process import serve
serve(
    Application("toy", "tests.serving.toy.settings", Limits(threads=2, address=200)),
    "127.0.0.1", {port},
)
"""
LONGEST = 60.0
"""Seconds it may take to answer for the first time, on a machine that is busy."""


def answer(address: str) -> tuple[int, str]:
    """Status and text of an answer."""
    try:
        with urllib.request.urlopen(address, timeout=LONGEST) as said:
            return said.status, said.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def toy() -> Iterator[str]:
    """Where the second application answers, in a process of its own that knows of no home."""
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    environment |= {"SOLIDARY_HOME": "/nowhere/at/all", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", PROGRAM.format(port=port)], env=environment) as it:
        try:
            until = time.monotonic() + LONGEST
            while it.poll() is None and time.monotonic() < until:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            it.terminate()
            it.wait(LONGEST)


def test_a_second_application_is_served_beside_the_desk(desk_server: str, toy: str) -> None:
    assert answer(f"{toy}/letter/") == (200, "A letter, please.")
    assert answer(f"{desk_server}/letter/")[0] == 404
    # None of the desk's addresses is there, nor a page of the reader's site.
    assert answer(f"{desk_server}/desk/login/")[0] == 200
    for address in ("/desk/", "/desk/login/", "/desk/static/desk/desk.css", "/", "/index.html"):
        assert answer(f"{toy}{address}")[0] == 404
    # Nor is anything of the desk in its process.
    modules = answer(f"{toy}/loaded/")[1]
    assert "tests.serving.toy.urls" in modules
    for room in ("wagtail", "solidary.desk", "solidary.settings", "solidary.stories", "PIL"):
        assert f'"{room}"' not in modules
    # Its limits are its own.
    long = "letter/?" + "a" * 300
    assert answer(f"{toy}/{long}")[0] == 414
    assert answer(f"{desk_server}/desk/login/?{'a' * 300}")[0] == 200


def test_a_process_that_has_begun_as_another_application_serves_none() -> None:
    before = os.environ["DJANGO_SETTINGS_MODULE"]
    toy = Application("toy", "tests.serving.toy.settings", Limits())
    try:
        with pytest.raises(OtherSettingsError, match="start it by itself"):
            serve(toy, "127.0.0.1", 1)
    finally:
        os.environ["DJANGO_SETTINGS_MODULE"] = before
