"""Take the pictures of docs/pictures: `python -m scripts.screenshots`.

A home of its own is filled with the sample dossier and served; the distribution's Chromium opens
the pages as a reader and as an editor would. The pictures are stored with 256 colours, which
keeps all of them together under a few hundred kilobytes.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from solidary.darkroom.develop import develop
from tests.fixtures.browser import FLAGS, chromium

SOLIDARY = str(Path(sys.executable).with_name("solidary"))
PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
PATIENCE = 120
"""Seconds the program may take to fill its home and open its doors."""
WIDE = {"width": 1440, "height": 1000}
PHONE = {"width": 360, "height": 720}


@dataclass(frozen=True)
class Served:
    """A newsroom that is being served, and the way into its desk."""

    home: Path
    address: str
    name: str
    password: str

    def run(self, *words: str) -> None:
        """Run the program on this home."""
        subprocess.run([SOLIDARY, "--home", self.home, *words], check=True, stdout=sys.stderr)


@contextmanager
def served() -> Iterator[Served]:
    """The sample newsroom, on a free port, until the pictures are taken."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            [SOLIDARY, "--home", home, "run", "--port", str(port), "--letterbox-port", "0"],
            stdout=subprocess.PIPE,
            stderr=sys.stderr,
            text=True,
        )
        try:
            account = _said_before_opening(process)
            yield Served(
                Path(home), f"http://127.0.0.1:{port}", account["Name"], account["Password"]
            )
        finally:
            process.terminate()
            process.wait(timeout=30)


def _said_before_opening(process: subprocess.Popen[str]) -> dict[str, str]:
    """The account that a first start prints, once it says how to stop it."""
    assert process.stdout is not None
    lines: Queue[str] = Queue()
    Thread(target=_pass_on, args=(process.stdout, lines), daemon=True).start()
    account: dict[str, str] = {}
    while "Stop" not in account:
        label, *value = lines.get(timeout=PATIENCE).split() or [""]
        account[label] = value[0] if value else ""
    return account


def _pass_on(stream: IO[str], lines: Queue[str]) -> None:
    for line in stream:
        lines.put(line)


def keep(page: Page, name: str) -> None:
    """Store what the window shows."""
    image, _ = develop(page.screenshot(animations="disabled"))
    image = image.quantize(256, dither=Image.Dither.NONE)
    image.save(PICTURES / f"{name}.png", optimize=True)
    print(f"{name}.png {(PICTURES / f'{name}.png').stat().st_size // 1000} kB")


def as_a_reader(browser: Browser, newsroom: Served) -> None:
    """Front page, topic page and a story, on a wide screen and on a phone, by day and by night."""
    for device, size in {"": WIDE, "-phone": PHONE}.items():
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport=size,  # type: ignore[arg-type]
                color_scheme=scheme,
                device_scale_factor=2 if device else 1,
            )
            page = context.new_page()
            ending = device + ("-dark" if scheme == "dark" else "")
            page.goto(f"{newsroom.address}/en/index.html", wait_until="networkidle")
            if scheme == "light":
                keep(page, f"front{ending}")
            page.locator("main a[href*='/t/'], main a[href^='t/']").first.click()
            page.wait_for_load_state("networkidle")
            keep(page, f"topic{ending}")
            page.locator("main a[href*='/s/']").first.click()
            page.wait_for_load_state("networkidle")
            keep(page, f"story{ending}")
            context.close()


def as_an_editor(browser: Browser, newsroom: Served) -> None:
    """The desk's first page, a story being written, and the mirrors."""
    page = browser.new_context(viewport=WIDE, locale="en-GB").new_page()  # type: ignore[arg-type]
    page.goto(f"{newsroom.address}/desk/")
    page.fill("[name=username]", newsroom.name)
    page.fill("[name=password]", newsroom.password)
    page.click("button[type=submit]")
    page.wait_for_load_state("networkidle")
    keep(page, "desk")
    page.goto(f"{newsroom.address}/desk/stories/")
    page.locator("main a[href*='/stories/edit/']:has-text('From city to city')").first.click()
    page.wait_for_load_state("networkidle")
    keep(page, "desk-story")
    with tempfile.TemporaryDirectory(prefix="stick-") as stick:
        keep_mirrors(newsroom, Path(stick))
        page.goto(f"{newsroom.address}/desk/mirrors/")
        page.wait_for_load_state("networkidle")
        keep(page, "desk-mirrors")


def keep_mirrors(newsroom: Served, stick: Path) -> None:
    """Give the release a signature and two mirrors, one of them sound and one never reached."""
    newsroom.run("keys", "new", "--folder", str(stick / "key"), "--open")
    newsroom.run("publish")
    newsroom.run("mirror", "add", "stick", str(stick / "site"))
    newsroom.run("mirror", "sync", "stick")
    newsroom.run("mirror", "check", "stick")
    newsroom.run("mirror", "add", "vilnius", "sftp://web@mirror.invalid/srv/site", "--unseen")


def main() -> None:
    """Take all pictures anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with served() as newsroom, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        as_a_reader(browser, newsroom)
        as_an_editor(browser, newsroom)
        browser.close()


if __name__ == "__main__":
    main()
