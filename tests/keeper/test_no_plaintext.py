"""Nothing the keeper opens reaches a file: every write of its processes is looked at."""

from __future__ import annotations

import re
from pathlib import Path

from tests.fixtures.programs import program
from tests.keeper.photos import photo
from tests.keeper.running import PASSPHRASES, made_newsroom, running

CALLS = "write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,sendfile,splice,copy_file_range"
WRITE = re.compile(r"(write|pwrite64|writev|pwritev2?|send\w+)\(\d+<([^>]*)>")


def unhexed(text: str) -> bytes:
    """What strace wrote in hexadecimal, up to its end."""
    return bytes.fromhex(text.partition('"')[0].replace("\\x", ""))


def test_no_word_picture_passphrase_or_key_is_written_to_a_file(tmp_path: Path) -> None:
    strace = program("strace", package="strace")
    newsroom = made_newsroom(tmp_path)
    key = newsroom.keys.unlock("ola", PASSPHRASES["ola"])
    sent = photo(40, (320, 240))
    likeness = b""
    needles = {
        "words": b"a letter about swallows", "name": b"IMG_1.jpg", "place": "Гродна".encode(),
        "photo": sent[-600:-560], "passphrase": PASSPHRASES["ola"].encode(), "key": key.raw,
        "key in words": key.secret.encode(),
    }  # fmt: skip
    log = tmp_path / "calls"
    traced = [
        strace,
        "-D",
        "-f",
        "-y",
        "-xx",
        "-s",
        "100000",
        "-e",
        f"trace={CALLS}",
        "-o",
        str(log),
    ]
    with running(newsroom, before=traced):
        envelope = newsroom.receive(sent, words="a letter about swallows", place="Гродна")
        token = newsroom.unlocked()
        (entry,) = newsroom.keeper.index(token).entries
        ref = entry.items[0].ref
        newsroom.keeper.words(token, envelope)
        newsroom.keeper.finish(token, envelope, ref)
        picture = newsroom.keeper.thumbnail(token, envelope, ref)
        list(newsroom.keeper.original(token, envelope, ref, may_export=True))
        likeness = newsroom.keeper.index(token).entries[0].items[0].likeness.encode()
        newsroom.keeper.lock(token)
    needles |= {"thumbnail": picture.data[-600:-560], "likeness": likeness}
    in_files: set[str] = set()
    elsewhere: set[str] = set()
    files = set()
    for line in log.read_text().splitlines():
        found = WRITE.search(line)
        if not found:
            continue
        place, data = unhexed(found[2]), unhexed(line[found.end() :].partition('"')[2])
        if place.startswith(b"/"):
            files.add(place)
        for name, needle in needles.items():
            if needle in data:
                (in_files if place.startswith(b"/") else elsewhere).add(name)
    assert any(b"index.sealed" in name for name in files), files
    assert in_files == set()
    assert {"words", "name", "thumbnail", "photo", "likeness"} <= elsewhere
