"""A small signed release, copies of it to spoil, and a plain server of files."""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from solidary.press.folder.signing import overlay_statement
from solidary.press.kinds import section_of
from solidary.press.publish import publish_pending
from solidary.release import addresses as at
from solidary.release import minisign, tree
from solidary.release.headers import headers_for
from solidary.release.keyring import new_keys, open_signer, read_root_public
from solidary.release.statements import now, read_root
from solidary.release.verify import Memory, Report, Task, verify
from solidary.release.verify.examine import verify_source
from solidary.release.verify.folder import FolderSource
from solidary.release.verify.walk import entries_of
from tests.press.archive import SMALL, newsroom, photo, story, topic


def signed_release(home: Path) -> Path:
    """A newsroom with keys, a few stories and a picture, published; returns the site's folder."""
    newsroom()
    tag = topic("SolidarityBelarus")
    picture = photo()
    story("The chain", topics=(tag,), body=[("photo", {"photo": picture, "caption": "A chain"})])
    story("Ланцуг", language="be", topics=(tag,))
    story("The day", topics=(tag,))
    new_keys(home / "keys", home / "offline", "", "")
    publish_pending(rules=SMALL)
    return home / "site"


def root_key(home: Path) -> minisign.PublicKey:
    return read_root_public(home / "keys")


def copy_of(site: Path, place: Path) -> Path:
    """A copy to spoil, where the one before stood."""
    shutil.rmtree(place, ignore_errors=True)
    return Path(shutil.copytree(site, place))


def mirror_of(site: Path, place: Path, address: str, home: Path) -> Path:
    """A copy with an overlay of its own, as a mirror at `address` serves it."""
    copy_of(site, place)
    root = read_root(place)
    assert root is not None
    for old in overlay_parts(place, root.overlay):
        (place / old).unlink()
    entries = []
    for path in sorted(place.rglob("*")):
        name = str(path.relative_to(place))
        if path.is_file() and at.in_overlay(name) and not at.is_proof(name):
            path.write_bytes(path.read_bytes().replace(b"http://127.0.0.1:8000/", address.encode()))
            entries.append(
                (name, hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
            )
    built = tree.build(sorted(entries), section_of)
    for name, data in built.files.items():
        (place / name).write_bytes(data)
    put_overlay(place, *overlay_statement(open_signer(home / "keys"), root, address, built.top))
    return place


def put_overlay(place: Path, data: bytes, signature: bytes | None) -> None:
    """Put a statement and its signature where they belong."""
    assert signature is not None
    (place / "overlay.txt").write_bytes(data)
    (place / "overlay.txt.minisig").write_bytes(signature)
    (place / at.signature_of(hashlib.sha256(data).hexdigest())).write_bytes(signature)


def overlay_parts(place: Path, top: str) -> set[str]:
    """Addresses of the parts of one hash tree."""
    found, waiting = set(), [top]
    while waiting:
        part = place / tree.address_of(waiting.pop())
        if part.is_file():
            found.add(str(part.relative_to(place)))
            waiting += [sha for _, sha, _ in entries_of(part.read_bytes())]
    return found


def examined(
    place: Path | str,
    key: minisign.PublicKey,
    *,
    sample: int | None = None,
    withdrawn: bool = False,
    gone: tuple[str, ...] = (),
    memory: Memory | None = None,
    days: int = 0,
    address: str = "",
    own_overlay: bool = False,
) -> Report:
    """What verify finds, as if it were so many days later."""
    moment: datetime = now() + timedelta(days=days)
    task = Task(
        key, sample, withdrawn, gone, memory, moment, own_overlay=own_overlay
    )  # fmt: skip
    if address:
        return verify_source(FolderSource(Path(place), address), str(place), task)
    return verify(str(place), task)


def kinds(report: Report) -> set[str]:
    return set(report.counts)


Answer = Callable[[BaseHTTPRequestHandler, str], bool]
"""Answers a request itself and says so, or leaves it to the server."""


@contextmanager
def served(
    site: Path, *, dressed: bool = True, answer: Answer | None = None, folder: str = "/"
) -> Iterator[str]:
    """Serve a folder with the header profile; yields the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            address = self.path.removeprefix(folder)
            if answer and answer(self, address):
                return
            path = site / address
            data = path.read_bytes() if path.is_file() else b""
            self.send_response(200 if path.is_file() else 404)
            for name, value in (headers_for(address) if dressed else {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{folder}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
