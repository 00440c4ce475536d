"""Nothing the keeper opens reaches a file: every write of its processes is looked at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.fixtures.programs import program
from tests.keeper.photos import photo
from tests.keeper.running import PASSPHRASES, made_newsroom, running
from tests.letterbox.planting import after

CALLS = "write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,sendfile,splice,copy_file_range"
WRITE = re.compile(r"(write|pwrite64|writev|pwritev2?|send\w+)\(\d+<([^>]*)>")


def unhexed(text: str) -> bytes:
    """What strace wrote in hexadecimal, up to its end."""
    return bytes.fromhex(text.partition('"')[0].replace("\\x", ""))


def written(place: Path) -> tuple[set[str], set[str], set[bytes]]:
    """A keeper reads a letter and makes pictures: what of it was written to files, what to sockets and
    pipes, and the files that were written."""
    strace = program("strace", package="strace")
    newsroom = made_newsroom(place)
    key = newsroom.keys.unlock("ola", PASSPHRASES["ola"])
    sent = photo(40, (320, 240))
    needles = {
        "words": b"a letter about swallows", "name": b"IMG_1.jpg", "place": "Гродна".encode(),
        "photo": sent[-600:-560], "passphrase": PASSPHRASES["ola"].encode(), "key": key.raw,
        "key in words": key.secret.encode(),
    }  # fmt: skip
    log = place / "calls"
    options = ("-D", "-f", "-y", "-xx", "-s", "100000", "-e", f"trace={CALLS}", "-o")
    with running(newsroom, before=[strace, *options, str(log)]):
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
        to, data = unhexed(found[2]), unhexed(line[found.end() :].partition('"')[2])
        if to.startswith(b"/"):
            files.add(to)
        for name, needle in needles.items():
            if needle in data:
                (in_files if to.startswith(b"/") else elsewhere).add(name)
    return in_files, elsewhere, files


def test_no_word_picture_passphrase_or_key_is_written_to_a_file(tmp_path: Path) -> None:
    in_files, elsewhere, files = written(tmp_path)
    assert any(b"index.sealed" in name for name in files), files
    assert in_files == set()
    assert {"words", "name", "thumbnail", "photo", "likeness"} <= elsewhere


@pytest.mark.exhaustive
def test_a_keeper_that_writes_down_what_it_opens_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, planted = tmp_path / "first", tmp_path / "home" / "intake" / "planted"
    first.mkdir()
    (first / "sitecustomize.py").write_text(
        after(
            "solidary.keeper.reading",
            f"""
opens = module.opened
def opened(*given, **more):
    found = opens(*given, **more)
    with open({str(planted)!r}, "a", encoding="utf-8") as file:
        file.write(str(found.words) + str([item.name for item in found.items]))
    return found
module.opened = opened
""",
        )
    )
    monkeypatch.setenv("PYTHONPATH", str(first))
    in_files, _, files = written(tmp_path)
    assert str(planted).encode() in files
    assert in_files == {"words", "name", "place"}
