"""The sealed-off child makes what the darkroom makes, is believed nothing, and ends at any fault."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.darkroom import papers
from solidary.darkroom.child import Sealed, kept, one_for_each
from solidary.darkroom.child.child import Child, ChildError, TookTooLongError
from solidary.darkroom.child.doors import Lasting
from solidary.darkroom.child.inside import JOBS
from solidary.darkroom.child.messages import MessageError, packed, read_message
from solidary.darkroom.child.trades import PAPERS, PICTURES
from solidary.darkroom.derive import derive
from solidary.darkroom.faults import DarkroomError, Fault, PaperError, PaperFault, PictureError
from solidary.darkroom.scrub import scrub, take_in
from solidary.sandbox.layers import Layer, lacking
from tests.repo.tree import ROOT

from . import files
from .test_faults import REAL
from .test_papers import loaded_pdf

PICTURES_OF_EVERY_KIND = sorted(set(REAL) - {"pdf", "subtitles"})


@pytest.fixture(scope="module")
def sealed() -> Iterator[Sealed]:
    made = Sealed(Lasting(PICTURES), Lasting(PAPERS))
    yield made
    made.close()


@pytest.mark.parametrize("kind", PICTURES_OF_EVERY_KIND)
def test_a_child_makes_the_same_bytes(sealed: Sealed, kind: str) -> None:
    data = REAL[kind]
    assert sealed.scrub(data) == scrub(data)
    assert sealed.scrub(data, 30) == scrub(data, 30)
    assert sealed.take_in(io.BytesIO(data)) == take_in(data)
    assert sealed.derive(data, (20, 40, 20)) == derive(data, (20, 40))


def test_a_child_cleans_a_pdf_to_the_same_bytes(sealed: Sealed) -> None:
    data = loaded_pdf()
    assert sealed.clean_paper(data) == papers.clean(data)


def test_a_fresh_child_for_each_makes_the_same_and_nothing_is_left() -> None:
    data, there = files.loaded_jpeg(6), children()
    assert one_for_each().scrub(data) == scrub(data)
    assert children() == there


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.EMPTY),
        (b"<svg></svg>", Fault.DRAWING),
        (b"words", Fault.UNKNOWN),
        (files.loaded_jpeg()[:200], Fault.BROKEN),
        (files.png_header_only(9000, 9000), Fault.TOO_LARGE),
        (b"\xff\xd8" + b"\xff\xda\0\2" * 200, Fault.TOO_MANY_SCANS),
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_fault_comes_out_of_the_child_with_its_own_line(
    sealed: Sealed, data: bytes, fault: Fault
) -> None:
    for door in (sealed.scrub, sealed.take_in, lambda given: sealed.derive(given, [20])):
        with pytest.raises(PictureError) as refusal:
            door(data)
        assert refusal.value.fault == fault
        assert str(refusal.value) == str(PictureError(fault))


def test_a_broken_pdf_is_refused(sealed: Sealed) -> None:
    with pytest.raises(PaperError) as refusal:
        sealed.clean_paper(b"%PDF-1.7 and then nothing")
    assert refusal.value.fault is PaperFault.BROKEN


def test_a_child_says_which_layers_it_is_sealed_off_by() -> None:
    child = Child(PICTURES)
    child.end()
    assert child.layers == {str(layer) for layer in Layer} - set(map(str, lacking()))


def test_one_child_serves_fifty_and_then_a_fresh_one() -> None:
    lasting = Lasting(PICTURES)
    made = Sealed(lasting, Lasting(PAPERS))
    tiny = files.encoded(files.scene(size=(4, 4)), "GIF")
    seen = []
    for _ in range(JOBS + 1):
        made.scrub(tiny)
        seen.append(lasting._child.pid if lasting._child else None)
    assert len(set(seen[: JOBS - 1])) == 1
    assert seen[JOBS - 1] is None
    assert seen[JOBS] not in (None, seen[0])
    made.close()


def test_a_fault_ends_the_child_and_the_next_picture_has_a_fresh_one() -> None:
    lasting = Lasting(PICTURES)
    made = Sealed(lasting, Lasting(PAPERS))
    made.scrub(files.loaded_jpeg())
    first = lasting._child.pid if lasting._child else None
    with pytest.raises(PictureError):
        made.scrub(b"words")
    made.scrub(files.loaded_jpeg())
    second = lasting._child.pid if lasting._child else None
    assert second not in (None, first)
    made.close()


def test_a_child_that_went_in_its_rest_is_replaced_without_a_word() -> None:
    lasting = Lasting(PICTURES)
    made = Sealed(lasting, Lasting(PAPERS))
    made.scrub(files.loaded_jpeg())
    assert lasting._child
    os.killpg(lasting._child.pid, signal.SIGKILL)
    while lasting._child.is_there:
        time.sleep(0.01)
    made.scrub(files.loaded_jpeg())
    made.close()


def test_threads_and_forked_processes_share_no_child() -> None:
    lasting = Lasting(PICTURES)
    made = Sealed(lasting, Lasting(PAPERS))
    data = files.loaded_jpeg(6)
    results: list[Any] = []
    threads = [threading.Thread(target=lambda: results.append(made.scrub(data))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [scrub(data)] * 4
    program = (
        "import os, sys\n"
        "from solidary.darkroom.child import kept\n"
        "data = sys.stdin.buffer.read()\n"
        "kept().scrub(data)\n"
        "mine = kept()._pictures._child.pid\n"
        "if os.fork() == 0:\n"
        "    kept().scrub(data)\n"
        "    os._exit(0 if kept()._pictures._child.pid != mine else 1)\n"
        "_, status = os.wait()\n"
        "kept().scrub(data)\n"
        "sys.exit(status or kept()._pictures._child.pid != mine)\n"
    )
    subprocess.run([sys.executable, "-c", program], input=data, check=True, cwd=ROOT, timeout=120)
    made.close()


def test_a_child_ends_with_its_parent_even_a_killed_one() -> None:
    program = (
        "import sys, time\n"
        "from solidary.darkroom.child.child import Child\n"
        "from solidary.darkroom.child.trades import PICTURES\n"
        "child = Child(PICTURES)\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert parent.stdout
    child = int(parent.stdout.readline())
    assert members(child)
    parent.kill()
    parent.wait()
    until = time.monotonic() + 30
    while members(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not members(child)
    parent.stdout.close()


def test_nothing_is_left_open_and_nobody_is_left_behind() -> None:
    before, there = len(os.listdir("/proc/self/fd")), children()
    for _ in range(3):
        child = Child(PICTURES)
        child.end()
        child.end()
    assert len(os.listdir("/proc/self/fd")) == before
    assert children() == there


HELLO = r"""
import json, os, struct, sys, time
def say(facts, *files):
    head = json.dumps({**facts, "files": [len(file) for file in files]}).encode()
    os.write(0, struct.pack(">I", len(head)) + head + b"".join(files))
def take(count):
    data = b""
    while len(data) < count:
        data += os.read(0, count - len(data))
    return data
say({"layers": []})
asked = json.loads(take(struct.unpack(">I", take(4))[0]))
take(sum(asked["files"]))
"""


def lying(what: str) -> Sealed:
    """A darkroom whose child was taken over and answers so."""
    lasting = Lasting(PICTURES)
    lasting._child = Child(PICTURES, HELLO + what)
    return Sealed(lasting, Lasting(PAPERS))


GOOD = scrub(files.loaded_jpeg()).bytes
MADE = {"type": "image/jpeg", "width": 64, "height": 40, "same": False}
LIES = {
    "silence and the end": "sys.exit(3)",
    "nonsense": "os.write(0, b'x' * 1000)",
    "a head without end": "os.write(0, b'\\xff' * 4)",
    "no JSON": "os.write(0, struct.pack('>I', 3) + b'{{{')",
    "nested without end": "os.write(0, struct.pack('>I', 60000) + b'[' * 60000)",
    "a list": "os.write(0, struct.pack('>I', 2) + b'[]')",
    "more than memory": (
        "h = json.dumps({'files': [1 << 60]}).encode(); os.write(0, struct.pack('>I', len(h)) + h)"
    ),
    "less than nothing": (
        "h = json.dumps({'files': [-1]}).encode(); os.write(0, struct.pack('>I', len(h)) + h)"
    ),
    "half a file": (
        "h = json.dumps({'files': [100]}).encode(); os.write(0, struct.pack('>I', len(h)) + h)"
    ),
    "nothing made": "say({})",
    "a fault nobody knows": "say({'fault': 'BLACKMAIL'})",
    "a fault that is no word": "say({'fault': {'a': 1}})",
    "no file": f"say({{'made': {MADE}}})",
    "two files": f"say({{'made': {MADE}}}, b'a', b'b')",
    "a page": f"say({{'made': {MADE}}}, b'<script>1</script>')",
    "another type": f"say({{'made': {MADE | {'type': 'text/html'}}}}, {GOOD!r})",
    "another size": f"say({{'made': {MADE | {'width': 63}}}}, {GOOD!r})",
    "a size that is no number": f"say({{'made': {MADE | {'width': 'x'}}}}, {GOOD!r})",
    "a picture with a position": f"say({{'made': {MADE}}}, {files.loaded_jpeg()!r})",
    "a picture with an archive behind": f"say({{'made': {MADE}}}, {GOOD + b'PK'!r})",
    "used that is no number": f"say({{'made': {MADE}, 'used': 'x'}}, {GOOD!r})",
    "used without end": f"say({{'made': {MADE}, 'used': [1, 2, 3]}}, {GOOD!r})",
}


@pytest.mark.parametrize("lie", LIES)
def test_a_child_that_was_taken_over_is_believed_nothing(lie: str) -> None:
    door = lying(LIES[lie])
    with pytest.raises(PictureError) as refusal:
        door.scrub(b"\xff\xd8 a stranger's")
    assert refusal.value.fault is Fault.BROKEN
    door.close()


def test_a_child_cannot_pass_off_a_strangers_file_as_a_clean_one() -> None:
    door = lying(f"say({{'made': {MADE | {'same': True}}}})")
    with pytest.raises(PictureError):
        door.take_in(files.loaded_jpeg())
    door.close()


def test_a_child_that_takes_too_long_is_ended_by_the_clock() -> None:
    child = Child(replace(PICTURES, seconds=1), HELLO + "time.sleep(60)")
    with pytest.raises(TookTooLongError):
        child.ask({"verb": "scrub"}, [b"x"])
    assert not child.is_there
    lasting = Lasting(PICTURES)
    lasting._child = Child(replace(PICTURES, seconds=1), HELLO + "time.sleep(60)")
    with pytest.raises(PictureError) as refusal:
        Sealed(lasting, Lasting(PAPERS)).scrub(b"x")
    assert refusal.value.fault is Fault.TOO_LONG


def test_a_child_that_cannot_start_says_why() -> None:
    with pytest.raises(ChildError, match="can't be started"):
        Child(PICTURES, "raise SystemExit(1)")
    with pytest.raises(ChildError, match="No module named"):
        Child(replace(PICTURES, packages=("nosuchpackage",)))
    assert issubclass(ChildError, DarkroomError)


@given(data=st.binary(max_size=60))
def test_any_message_is_read_or_refused(data: bytes) -> None:
    try:
        facts, _ = read_message(io.BytesIO(data).read)
    except MessageError:
        return
    assert isinstance(facts, dict)


@given(
    facts=st.dictionaries(st.text(max_size=5).filter(lambda key: key != "files"), st.integers()),
    sent=st.lists(st.binary(max_size=50), max_size=4),
)
def test_a_message_comes_through_as_it_was_sent(facts: dict[str, int], sent: list[bytes]) -> None:
    assert read_message(io.BytesIO(b"".join(packed(facts, sent))).read) == (facts, sent)


def test_who_only_asks_loads_no_image_library() -> None:
    program = (
        "import sys\n"
        "from solidary.darkroom.child import kept\n"
        "made = kept().scrub(sys.stdin.buffer.read())\n"
        "found = {'PIL', 'pillow_heif', 'pikepdf', 'django'} & set(sys.modules)\n"
        "sys.exit(', '.join(found) or None)\n"
    )
    subprocess.run(
        [sys.executable, "-c", program],
        input=files.loaded_jpeg(),
        check=True,
        cwd=ROOT,
        timeout=60,
    )


def test_a_process_has_one_darkroom() -> None:
    assert kept() is kept()


def children() -> set[str]:
    """Processes of this one's that are there, ended ones that nobody waited for among them."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def members(group: int) -> list[int]:
    """Processes that belong to a group."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(told[2]) == group and told[0] != "Z":
            found.append(int(place.parent.name))
    return found
