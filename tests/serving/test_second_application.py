"""A second application runs beside the desk: addresses, settings and limits of its own."""

from __future__ import annotations

import os
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from solidary.serving.application import Application, Limits
from solidary.serving.process import OtherSettingsError, serve
from tests.fixtures.ports import free_port, until
from tests.fixtures.supervised import supervised

LONGEST = 60.0
"""Seconds it may take to answer for the first time, on a machine that is busy."""


def answer(address: str) -> tuple[int, str]:
    """Status and text of an answer."""
    try:
        with urllib.request.urlopen(address, timeout=LONGEST) as said:
            return said.status, said.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.fixture
def toy(tmp_path: Path) -> Iterator[str]:
    """Where the second application answers, in processes of its own that know of no record."""
    port = free_port()
    with supervised(tmp_path, port, "tests.serving.toy.processes:PROCESSES"):
        until(lambda: answer(f"http://127.0.0.1:{port}/letter/")[0] == 200)
        yield f"http://127.0.0.1:{port}"


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
        with (
            socket.socket() as listener,
            pytest.raises(OtherSettingsError, match="start it by itself"),
        ):
            serve(toy, listener, ready=lambda: None)
    finally:
        os.environ["DJANGO_SETTINGS_MODULE"] = before
