"""How large a picture is, as its header says: the same as a decoder finds."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from solidary.darkroom.segments import size_of
from tests.darkroom.files import encoded
from tests.fixtures.laws import examples

KINDS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "jpeg": ("RGB", "JPEG", {}),
    "jpeg in passes": ("L", "JPEG", {"progressive": True}),
    "png": ("RGBA", "PNG", {}),
    "webp": ("RGB", "WEBP", {}),
    "webp with alpha": ("RGBA", "WEBP", {}),
    "webp without loss": ("RGB", "WEBP", {"lossless": True}),
    "webp with a profile": ("RGB", "WEBP", {"icc_profile": b"profile"}),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(1, 1), (2, 1000), (4097, 3), (257, 256)])
def test_a_header_says_what_a_decoder_finds(kind: str, size: tuple[int, int]) -> None:
    mode, form, options = KINDS[kind]
    colour = (9, 99, 199, 50)[: len(mode)] if len(mode) > 1 else 9
    data = encoded(Image.new(mode, size, colour), form, **options)
    assert size_of(data) == Image.open(io.BytesIO(data)).size == size


@settings(max_examples=examples(100))
@given(st.sampled_from([b"RIFF\0\0\0\0WEBP" + kind for kind in (b"VP8 ", b"VP8L", b"VP8X", b"")]),
       st.binary(max_size=40))  # fmt: skip
def test_no_header_whatever_is_more_than_a_size_or_none(head: bytes, rest: bytes) -> None:
    size = size_of(head + rest)
    assert size is None or min(size) >= 0
