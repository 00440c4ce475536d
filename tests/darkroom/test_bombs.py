"""Files built against a decoder: a sentence or a clean picture, little time, and bounded memory."""

from __future__ import annotations

import resource
from dataclasses import replace

import pytest
from PIL import Image

from solidary.darkroom.answers import checked_picture
from solidary.darkroom.child import starting
from solidary.darkroom.child.child import Child
from solidary.darkroom.child.trades import PICTURES
from solidary.darkroom.faults import LINES, Fault
from solidary.darkroom.limits import JPEG_MEMORY, LONGEST_SIDE, MEMORY, SENDERS_SIDE
from solidary.darkroom.segments import JPEG, holds_only_pixels

from . import files
from .bombs import BOMBS, LARGE, POLYGLOTS

SECONDS = 5
"""Of a processor, at most, for any such file."""


def opened(data: bytes, longest: int = SENDERS_SIDE) -> bytes | Fault:
    """What a fresh child makes of a file, once its time and memory have been looked at."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = Child(PICTURES)
    try:
        said, made = child.ask({"verb": "scrub", "longest": longest}, [data])
    finally:
        child.end()
    assert child.used.memory <= (JPEG_MEMORY if data.startswith(JPEG) else MEMORY)
    assert 0 < child.used.seconds <= SECONDS
    # The parent holds the file once more than before, and no pixel of it.
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown * 1024 <= 3 * len(data) + 20_000_000
    if "fault" in said:
        fault = Fault[said["fault"]]
        assert LINES[fault]
        return fault
    return checked_picture(said["made"], made, longest).bytes


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_sentence_or_a_small_picture(name: str) -> None:
    came = opened(BOMBS[name]())
    assert isinstance(came, Fault) or len(came) < 100_000


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", LARGE)
def test_a_picture_as_large_as_may_be_stays_within_time_and_memory(name: str) -> None:
    came = opened(LARGE[name](), LONGEST_SIDE)
    if name.startswith("webp") or name.endswith("with all its colours"):
        assert came is Fault.TOO_MUCH_MEMORY
    elif "scans" not in name:
        assert isinstance(came, bytes)


@pytest.mark.exhaustive
@pytest.mark.parametrize("side", range(4400, 8001, 400))
@pytest.mark.parametrize("colours", ["all", "half", "a quarter"])
def test_a_jpeg_in_passes_fits_the_memory_or_is_refused_by_name(side: int, colours: str) -> None:
    """The decoder itself takes a lack of memory for a broken file: it mustn't come so far."""
    layout = ["all", "half", "a quarter"].index(colours)
    data = files.encoded(
        Image.new("RGB", (side, side)), "JPEG", progressive=True, subsampling=layout
    )
    came = opened(data, LONGEST_SIDE)
    assert isinstance(came, bytes) or came is Fault.TOO_MUCH_MEMORY
    assert isinstance(came, bytes) or side > 6000


@pytest.mark.parametrize("name", POLYGLOTS)
def test_a_file_that_is_two_things_comes_out_as_one_or_not_at_all(name: str) -> None:
    came = opened(POLYGLOTS[name]())
    if isinstance(came, bytes):
        assert holds_only_pixels(came)
        assert not any(word in came for word in (files.MARK, b"script", b"PK\3\4", b"%PDF"))


@pytest.mark.exhaustive
def test_a_limit_of_memory_is_real() -> None:
    """The same picture, with room and without."""
    data = LARGE["png of 64 million equal pixels"]()
    little = starting.PROGRAM.replace(
        "from solidary.darkroom.child.inside import main;",
        "from solidary.darkroom.child import trades; from dataclasses import replace; "
        "trades.TRADES['pictures'] = replace(trades.PICTURES, memory=200_000_000); "
        "from solidary.darkroom.child import inside; main = inside.main;",
    )
    child = Child(replace(PICTURES, memory=200_000_000), little)
    said, _ = child.ask({"verb": "derive", "widths": [100]}, [data])
    child.end()
    assert said["fault"] == Fault.TOO_MUCH_MEMORY.name
    assert child.used.memory <= 200_000_000
