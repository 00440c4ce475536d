"""Frames: what was written is read, and whatever else comes is refused and takes no memory."""

from __future__ import annotations

import json
import struct
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.keeper.frames import ASKED, FrameError, HungUpError, Most, packed, read_frame
from tests.fixtures.laws import examples

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
SMALL = Most(2000, 100)


def reader(data: bytes, at_once: int = 7) -> tuple[BytesIO, object]:
    stream = BytesIO(data)
    return stream, lambda place: stream.readinto(place[:at_once])


@given(facts=st.dictionaries(st.text(), JSON), body=st.binary(max_size=100))
@settings(max_examples=examples(15))
def test_what_was_written_is_read(facts: dict[str, object], body: bytes) -> None:
    stream, read = reader(b"".join(packed(facts, body)) + b"and more")
    frame = read_frame(read, ASKED)  # type: ignore[arg-type]
    assert frame.facts == facts and bytes(frame.body) == body
    assert stream.read() == b"and more"


@given(
    data=st.binary(max_size=60)
    | st.builds(
        lambda facts, body, rest: struct.pack(">II", facts, body) + rest,
        st.integers(0, 3000), st.integers(0, 3000), st.binary(max_size=60),
    )
    | st.builds(
        lambda words, body: struct.pack(">II", len(words), body) + words,
        JSON.map(lambda value: json.dumps(value).encode()), st.integers(0, 2**32 - 1),
    )
)  # fmt: skip
@settings(max_examples=examples(60))
def test_whatever_comes_is_a_frame_or_refused(data: bytes) -> None:
    _, read = reader(data)
    try:
        frame = read_frame(read, SMALL)  # type: ignore[arg-type]
    except FrameError:
        return
    assert isinstance(frame.facts, dict) and len(frame.body) <= SMALL.body


@given(cut=st.integers(0, 10_000))
@settings(max_examples=examples(15))
def test_a_frame_that_is_cut_off_anywhere_is_noticed(cut: int) -> None:
    whole = b"".join(packed({"verb": "words"}, b"behind it"))
    _, read = reader(whole[: cut % len(whole)])
    with pytest.raises(HungUpError):
        read_frame(read, ASKED)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words", [b"[]", b"null", b"{", b"[" * 3000, b'{"a": NaN}', b'{"a": Infinity}', b"\xff"]
)
def test_json_that_is_no_object_is_refused(words: bytes) -> None:
    _, read = reader(struct.pack(">II", len(words), 0) + words, 4096)
    with pytest.raises(FrameError):
        read_frame(read, ASKED)  # type: ignore[arg-type]


def test_a_length_alone_takes_no_memory() -> None:
    asked = []

    def read(place: memoryview) -> int:
        asked.append(len(place))
        if len(asked) == 1:
            place[:] = struct.pack(">II", 60_000, 0)
            return 8
        return 0

    with pytest.raises(HungUpError):
        read_frame(read, Most(2**40, 0))
    assert max(asked) <= 1024 * 1024
    with pytest.raises(FrameError, match="longer"):
        read_frame(reader(b"\xff" * 8)[1], ASKED)  # type: ignore[arg-type]
