"""Pictures of what was sent: made in children, kept in memory, whatever the bytes are."""

from __future__ import annotations

import io
import os
import signal
import struct
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import pytest
from PIL import Image

from solidary.keeper.client import (
    KeeperError,
    LockedError,
    NotForKeyError,
    Picture,
    RefusedError,
    UndevelopedError,
    UnshownError,
)
from solidary.keeper.signatures import PICTURES, type_of
from solidary.sealing.bag.envelope import EnvelopeWriter
from solidary.sealing.recipients import Recipients
from tests.keeper.photos import HIDDEN, photo
from tests.keeper.running import PASSPHRASES, Newsroom, made_newsroom, running
from tests.repo.tree import ROOT


def decoded(picture: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.data))
    image.load()
    return image


def refs(newsroom: Newsroom, token: str, envelope: str) -> list[str]:
    items = newsroom.keeper.words(token, envelope).entry.items
    return [item.ref for item in sorted(items, key=lambda item: item.name)]


def bomb() -> bytes:
    """A PNG of 30,000 by 30,000 pixels in a few kilobytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    size = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size)
        + chunk(b"IDAT", b"x" * 100)
        + chunk(b"IEND", b"")
    )


def test_a_photo_is_shown_small_and_large_and_finished_without_what_it_carried(
    newsroom: Newsroom, token: str
) -> None:
    sent = photo(1, (2200, 1100))
    assert HIDDEN in sent
    envelope = newsroom.receive(sent)
    (ref,) = refs(newsroom, token, envelope)
    keeper = newsroom.keeper
    small, large = keeper.thumbnail(token, envelope, ref), keeper.view(token, envelope, ref)
    finished = keeper.finish(token, envelope, ref)
    assert decoded(small).size == (small.width, small.height) == (480, 240)
    assert decoded(large).size == (large.width, large.height) == (2048, 1024)
    assert finished.data == large.data
    for picture in (small, large):
        assert (picture.by, picture.type) == ("ola", "image/jpeg")
        assert HIDDEN not in picture.data and b"Exif" not in picture.data
    with pytest.raises(RefusedError):
        keeper.finish(token, envelope, ref, [{"x": 1}])


def test_likes_are_grouped_and_what_has_no_likeness_is_not(newsroom: Newsroom, token: str) -> None:
    first = newsroom.receive(photo(20), photo(21))
    second = newsroom.receive(photo(20, (320, 240), 50), b"plain words")
    one, other = refs(newsroom, token, first)
    again, text = refs(newsroom, token, second)
    for envelope, ref in ((first, one), (first, other), (second, again)):
        newsroom.keeper.thumbnail(token, envelope, ref)
    with pytest.raises(UnshownError, match=r"we keep it, we can.t show it yet \(text/plain"):
        newsroom.keeper.thumbnail(token, second, text)
    index = newsroom.keeper.index(token)
    assert [{*group} for group in index.alike if (first, one) in group] == [
        {(first, one), (second, again)}
    ]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (bomb(), "too large"),
        (b"\xff\xd8\xff" + b"nothing" * 100, "unknown"),
        (photo(3)[:3000], "broken"),
        pytest.param(b"GIF89a" + b"\0" * 30, None, marks=pytest.mark.exhaustive),
        pytest.param(b"RIFF\x10\0\0\0WEBPVP8 " + b"\xff" * 8, None, marks=pytest.mark.exhaustive),
        pytest.param(b"II*\0" + b"\xff" * 40, None, marks=pytest.mark.exhaustive),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\xff" * 99, None),
    ],
    ids=["bomb", "no-jpeg", "cut", "gif", "webp", "tiff", "heic"],
)
def test_a_file_that_lies_is_refused_and_the_keeper_answers_the_next_question(
    newsroom: Newsroom, token: str, sent: bytes, why: str | None
) -> None:
    envelope = newsroom.receive(sent, photo(4))
    bad, good = refs(newsroom, token, envelope)
    with pytest.raises(UndevelopedError) as refused:
        newsroom.keeper.thumbnail(token, envelope, bad)
    assert why in (None, refused.value.facts["why"])
    assert newsroom.keeper.thumbnail(token, envelope, good).width == 480


def children_of(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def test_a_child_that_is_killed_ends_one_answer(newsroom: Newsroom, token: str) -> None:
    envelope = newsroom.receive(photo(5), photo(6))
    first, second = refs(newsroom, token, envelope)
    done = threading.Event()

    def kill_one() -> None:
        while not done.is_set():
            for starter in children_of(newsroom.pid):
                for child in children_of(starter):
                    os.kill(child, signal.SIGKILL)
                    return

    killer = threading.Thread(target=kill_one)
    killer.start()
    try:
        newsroom.keeper.view(token, envelope, first)
    except KeeperError as error:
        assert not isinstance(error, LockedError)
    done.set()
    killer.join()
    assert newsroom.keeper.view(token, envelope, second).width == 640


@pytest.mark.exhaustive
def test_a_keeper_whose_starter_was_killed_locks_everything_and_ends(tmp_path: Path) -> None:
    newsroom = made_newsroom(tmp_path)
    with running(newsroom) as process:
        newsroom.unlocked()
        (starter,) = children_of(newsroom.pid)
        os.kill(starter, signal.SIGKILL)
        assert process.wait(60) == 1
    assert "every key is locked" in (tmp_path / "keeper.log").read_text()
    with running(newsroom):
        assert newsroom.keeper.state().unlocked == ()


def test_who_has_no_key_for_it_sees_no_picture_that_another_has_opened(
    newsroom: Newsroom, token: str
) -> None:
    mine = newsroom.keys.public("ola")
    bag = newsroom.home.letterbox_bag
    writer = EnvelopeWriter(bag, Recipients((mine, newsroom.keys.recovery_public())))
    item = writer.begin_item("a.jpg", "image/jpeg")
    item.write(photo(7))
    item.end()
    writer.words({"words": "for Ola only", "place": "Hrodna"})
    envelope, ref = writer.finish(), item.ref
    newsroom.receive()
    assert newsroom.keeper.thumbnail(token, envelope, ref).by == "ola"
    other = newsroom.unlocked("jan")
    index = newsroom.keeper.index(other)
    assert envelope in index.unopened and envelope not in {each.envelope for each in index.entries}
    for ask in (newsroom.keeper.thumbnail, newsroom.keeper.view, newsroom.keeper.finish):
        with pytest.raises(NotForKeyError):
            ask(other, envelope, ref)
    with pytest.raises(NotForKeyError):
        newsroom.keeper.words(other, envelope)


def test_a_child_of_the_keepers_has_every_layer_that_another_has(newsroom: Newsroom) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from solidary.darkroom.child.child import Child\n"
        "from solidary.darkroom.child.trades import PICTURES\n"
        "from solidary.keeper import shutting_in; from solidary.keeper.starter import Starter\n"
        "from solidary.home import Home\n"
        "home = Home(Path(sys.argv[1])); plain = Child(PICTURES); layers = plain.layers; plain.end()\n"
        "starter = Starter(home.recovery_public); shutting_in.shut_in(home)\n"
        "child = Child(PICTURES, start=starter.start); print(sorted(layers - child.layers))\n"
        "child.end(); print(child.is_there, starter.recovery_public()[:4])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(newsroom.home.path)], cwd=ROOT, capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.stdout == "[]\nFalse age1\n", done.stderr


@pytest.mark.parametrize(
    ("beginning", "found"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "image/avif"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "image/avif"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "image/heic"),
        (b"\0\0\0\x18ftypqt  \0\0\0\0qt  ", "video/quicktime"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp41", "video/mp4"),
        (b"\0\0\0\x18ftypM4A \0\0\0\0M4A ", "audio/mp4"),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"<?xml version='1.0'?><svg xmlns=", "image/svg+xml"),
        (b"<!DOCTYPE html><script>", "text/html"),
        ("Добры дзень".encode() * 300, "text/plain"),
        ("Добры дзень".encode("cp1251"), "application/octet-stream"),
        (b"", "application/octet-stream"),
        (b"\0" * 50, "application/octet-stream"),
        (b"%PDF-1.7", "application/pdf"),
    ],
)
def test_a_file_is_what_it_begins_with(beginning: bytes, found: str) -> None:
    assert type_of(beginning) == found
    assert (found in PICTURES) == (found in {"image/jpeg", "image/avif", "image/heic"})


def test_locking_takes_pictures_along(newsroom: Newsroom) -> None:
    token = newsroom.keeper.unlock("jan", PASSPHRASES["jan"]).token
    envelope = newsroom.receive(photo(8))
    (ref,) = refs(newsroom, token, envelope)
    newsroom.keeper.thumbnail(token, envelope, ref)
    newsroom.keeper.lock(token)
    with pytest.raises(LockedError):
        newsroom.keeper.thumbnail(token, envelope, ref)
