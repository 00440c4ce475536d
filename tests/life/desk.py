"""An editor's browser without a window: signs in at the desk, unlocks, looks and decides, over HTTP."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from html import unescape
from http.cookiejar import CookieJar
from urllib.parse import urlencode

QUEUE = "/desk/queue/"
_LONGEST = 60.0
"""Seconds an answer may take on a machine that is busy."""


class Browser:
    """Whoever sits at it."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.jar = CookieJar()
        self.shown = 0
        """pictures it was shown"""
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def ask(self, path: str, fields: dict[str, str] | None = None) -> bytes:
        """A page; with fields it is a form that is sent. Refusals are pages too, faults are none."""
        data = None
        if fields is not None:
            token = next(each.value for each in self.jar if each.name == "csrftoken")
            data = urlencode({**fields, "csrfmiddlewaretoken": token or ""}).encode()
        request = urllib.request.Request(self.base + path, data, {"Referer": self.base + path})
        try:
            with self.opener.open(request, timeout=_LONGEST) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            assert error.code < 500, (path, error.code)
            return bytes(error.read())

    def unlocked(self, name: str, password: str, passphrase: str) -> None:
        """Sign in, and unlock the key of the same name."""
        self.ask("/desk/login/")
        self.ask("/desk/login/", {"username": name, "password": password})
        self.ask(f"{QUEUE}unlock/")
        self.ask(f"{QUEUE}unlock/", {"name": name, "passphrase": passphrase})

    def look(self) -> dict[str, str]:
        """Look at the wall, at each contribution and at each of its pictures: contribution → its page."""
        wall = self.ask(QUEUE).decode()
        found = {}
        for ref in sorted(set(re.findall(rf'"{QUEUE}([0-9a-f]{{32}})/', wall))):
            page = unescape(self.ask(f"{QUEUE}{ref}/").decode())
            for path in set(re.findall(rf'"({QUEUE}[0-9a-f/]+/(?:thumbnail|view)/)"', wall + page)):
                self.shown += self.ask(path).startswith((b"\xff\xd8", b"\x89PNG", b"RIFF"))
            found[ref] = page
        return found

    def accept(self, ref: str) -> None:
        self.ask(f"{QUEUE}{ref}/", {"do": "accept"})
