"""Faces are found by the one model that was examined, in a child, one at a time."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.darkroom.answers import checked_faces
from solidary.darkroom.child import one_for_each
from solidary.darkroom.child.child import Child, ChildError
from solidary.darkroom.child.trades import FACES, TRADES
from solidary.darkroom.child.turns import TurnError, turn
from solidary.darkroom.faces.boxes import Box, Face, each_once, enlarged
from solidary.darkroom.faces.inside.model import ModelError, model_path, read_model
from solidary.darkroom.faces.small import may_hide_small_ones, shrunk
from solidary.darkroom.faults import Fault, PictureError
from solidary.darkroom.results import Scrubbed
from solidary.sandbox.layers import Layer, lacking
from tests.fixtures.drawn_faces import as_jpeg, with_faces
from tests.fixtures.laws import examples

PLACES = [(60 + 320 * number, 20) for number in range(6)]


def strip(side: int = 56) -> Scrubbed:
    """A wide, low picture of six drawn faces: it costs the model little."""
    picture = with_faces(PLACES, side)
    return Scrubbed(as_jpeg(picture), "image/jpeg", *picture.size)


def test_a_sealed_off_child_finds_each_face_once_and_stays_within_its_memory() -> None:
    picture = strip()
    child = Child(FACES)
    try:
        said, made = child.ask({"verb": "find"}, [picture.bytes])
    finally:
        child.end()
    found = checked_faces(said["made"], picture.width, picture.height)
    assert not made
    assert child.layers == {str(layer) for layer in Layer} - set(map(str, lacking()))
    assert sorted(round((face.x - 75) / 320) for face in found) == [0, 1, 2, 3, 4, 5]
    assert all(30 < face.height < 45 for face in found)
    assert child.used.memory < FACES.memory <= 1_500_000_000


def test_the_door_says_what_the_child_has_found_and_refuses_what_is_no_picture() -> None:
    with pytest.raises(PictureError) as refusal:
        one_for_each().faces(Scrubbed(b"words", "image/jpeg", 10, 10))
    assert refusal.value.fault == Fault.UNKNOWN


def test_another_model_than_the_one_that_was_examined_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "centerface.onnx"
    data = bytearray(model_path().read_bytes())
    data[len(data) // 2] ^= 1
    other.write_bytes(data)
    with pytest.raises(ModelError, match="isn't the file that was examined: its SHA-256"):
        read_model(other)
    with pytest.raises(ModelError, match="can't be read"):
        read_model(tmp_path / "nothing")


def test_a_child_whose_model_was_changed_isnt_started(monkeypatch: pytest.MonkeyPatch) -> None:
    program = (
        "import sys; sys.path += sys.argv[3:]; import solidary.darkroom.faces.inside.model as model; "
        "model.SHA256 = '0' * 64; "
        "from solidary.darkroom.child.inside import main; main(sys.argv[1], int(sys.argv[2]))"
    )
    with pytest.raises(ChildError, match="isn't the file that was examined"):
        Child(FACES, program)


HOLDER = """
import sys
from solidary.darkroom.child.trades import FACES
from solidary.darkroom.child.turns import turn
with turn(FACES):
    print("mine", flush=True)
    sys.stdin.read()
"""


def test_two_processes_never_look_for_faces_at_once_and_one_that_dies_gives_up_its_turn() -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"mine\n"
        with pytest.raises(TurnError), turn(FACES, patience=0.2):
            pass
    finally:
        holder.kill()
        holder.communicate()
    with turn(FACES):
        pass


def test_neither_do_two_threads_of_one_process_and_other_trades_need_no_turn() -> None:
    refused = []

    def other() -> None:
        try:
            with turn(FACES, patience=0.1):
                pass
        except TurnError:
            refused.append(True)

    with turn(FACES):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        for trade in set(TRADES.values()) - {FACES}:
            with turn(trade, patience=0), turn(trade, patience=0):
                pass
    assert refused == [True]


@pytest.mark.parametrize(
    "module",
    ["solidary.darkroom.child", "solidary.keeper.process", "solidary.darkroom.child.pictures"],
)
def test_nobody_but_that_child_loads_opencv(module: str) -> None:
    said = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print({{'cv2', 'numpy'}} & set(sys.modules))"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert said.strip() == "set()"


SIDES = st.integers(1, 3000)


@st.composite
def faces_in(draw: Any) -> tuple[Face, int, int]:
    width, height = draw(SIDES), draw(SIDES)
    x, y = draw(st.floats(0, width - 0.5)), draw(st.floats(0, height - 0.5))
    wide, high = draw(st.floats(0.2, width)), draw(st.floats(0.2, height))
    return Face(x, y, min(wide, width - x), min(high, height - y), 0.5), width, height


@given(faces_in())
@settings(max_examples=examples(100))
def test_a_proposed_box_holds_the_face_is_a_third_larger_and_within_the_picture(
    drawn: tuple[Face, int, int],
) -> None:
    face, width, height = drawn
    box = enlarged(face, width, height)
    assert 0 <= box.x <= face.x
    assert 0 <= box.y <= face.y
    assert face.x + face.width - 1e-6 <= box.right <= width
    assert face.y + face.height - 1e-6 <= box.bottom <= height
    inside = box.x > 0 and box.right < width
    assert not inside or box.width >= face.width * 4 / 3 - 1e-6
    assert box.width <= face.width * 4 / 3 + 2


def test_of_boxes_for_one_face_the_surest_is_left_and_a_part_of_a_larger_face_goes() -> None:
    whole = Face(100, 100, 400, 500, 0.7)
    nearly = Face(110, 110, 400, 500, 0.6)
    part = Face(150, 150, 200, 220, 0.9)
    in_front = Face(160, 400, 40, 50, 0.5)
    beside = Face(700, 100, 300, 400, 0.3)
    assert each_once([whole, nearly, part, in_front, beside], 9) == [whole, in_front, beside]
    assert each_once([beside, whole], 1) == [whole]


NUMBERS = st.one_of(
    st.integers(-5, 3000), st.floats(), st.none(), st.text(max_size=2), st.booleans()
)


@given(st.lists(st.lists(NUMBERS, min_size=4, max_size=6), max_size=3) | NUMBERS)
@settings(max_examples=examples(60))
def test_what_a_child_says_of_faces_is_faces_in_the_picture_or_it_is_broken(said: Any) -> None:
    try:
        found = checked_faces({"faces": said}, 200, 100)
    except PictureError as error:
        assert error.fault == Fault.BROKEN
        return
    for face in found:
        box = enlarged(face, 200, 100)
        assert box.right <= 200
        assert box.bottom <= 100


def test_a_small_face_makes_it_likely_that_others_are_too_small_and_a_third_is_small_enough() -> (
    None
):
    assert may_hide_small_ones([80, 31])
    assert not may_hide_small_ones([])
    assert not may_hide_small_ones([32, 200])
    assert shrunk(2048, 1536) == 682
    assert shrunk(90, 40) == 64


def test_a_box_has_edges() -> None:
    assert (Box(3, 4, 5, 6).right, Box(3, 4, 5, 6).bottom) == (8, 10)
