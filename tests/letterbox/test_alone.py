"""The letterbox's own process: what it has loaded, and what it can still open."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from solidary.sandbox import landlock
from tests.letterbox.live import JPEG, LONGEST, Live, living
from tests.letterbox.planting import after

NEVER = ("solidary.stories", "solidary.desk", "solidary.intake", "solidary.press", "solidary.settings",
         "wagtail", "PIL", "pillow_heif", "pikepdf", "cv2")  # fmt: skip
LOOKING = """
import json, os, socket, subprocess, sys, threading, time
begin = module.begin
def tried(what):
    try:
        what()
    except OSError as error:
        return error.errno
    return 0
def look(folder, home):
    while True:
        time.sleep(0.3)
        found = {
            "modules": sorted(sys.modules),
            "outside": tried(lambda: open(home / "secret_key").close()),
            "elsewhere": tried(lambda: open("/etc/passwd").close()),
            "written": tried(lambda: open(home / "new", "w").close()),
            "run": tried(lambda: subprocess.run(["/bin/true"])),
            "connected": tried(lambda: socket.create_connection(("127.0.0.1", 9), 1).close()),
            "inside": tried(lambda: open(folder / "inside", "w").close()),
        }
        with open(folder / "seen.part", "w") as file:
            json.dump(found, file)
        os.replace(folder / "seen.part", folder / "seen.json")
def watched():
    begin()
    from solidary.home import current_home
    home = current_home()
    threading.Thread(target=look, args=(home.letterbox, home.path), daemon=True).start()
module.begin = watched
"""


@pytest.fixture(scope="module")
def seen() -> Iterator[dict[str, Any]]:
    """What the process says of itself after every address was asked."""
    with living(planted=after("solidary.letterbox.beginning", LOOKING)) as live:
        (live.home.path / "secret_key").write_text("of the desk", "utf-8")
        ask_everything(live)
        file = live.home.letterbox / "seen.json"
        file.unlink(missing_ok=True)
        yield _said(file)


def _said(file: Path) -> dict[str, Any]:
    until = time.monotonic() + LONGEST
    while not file.exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def ask_everything(live: Live) -> None:
    sent = live.send(("a.jpg", JPEG))
    opened = live.post("/pl/receipt", {"digits": sent.digits})
    live.post("/en/add", {"token": sent.hidden("token")}, ("a.tiff", b"II*\0"))
    live.post("/en/piece", {"token": sent.pieces, "size": "5"})
    for path in ("answer", "consent", "withdraw"):
        fields = {"token": opened.hidden("token"), "words": "x", "faces": "no", "sure": "1"}
        live.post(f"/en/{path}", fields)
    for path in ("/", "/de/", "/lt/receipt", "/nope"):
        live.get(path)


def test_it_has_loaded_neither_record_nor_desk_nor_an_image_library(seen: dict[str, Any]) -> None:
    loaded = set(seen["modules"])
    assert {"solidary.letterbox.taking", "django", "pyrage"} <= loaded
    roots = {".".join(name.split(".")[:depth]) for name in loaded for depth in (1, 2)}
    assert roots & set(NEVER) == set()


def test_it_opens_nothing_but_its_own_folder(seen: dict[str, Any]) -> None:
    if landlock.abi() < 4:
        pytest.skip("needs Landlock of Linux 6.7 or newer, which restricts ports")
    assert seen["inside"] == 0
    for what in ("outside", "elsewhere", "written", "run", "connected"):
        assert seen[what] == 13, what
