"""Inside a child: what is done to pictures. Everything it needs is loaded when this is."""

from __future__ import annotations

import io

from PIL import Image

from solidary.darkroom import likeness
from solidary.darkroom.derive import derive
from solidary.darkroom.develop import memory_for
from solidary.darkroom.faces.edits import Edits
from solidary.darkroom.faces.inside.comparing import is_as_confirmed
from solidary.darkroom.faces.inside.covering import cover
from solidary.darkroom.limits import FORMATS
from solidary.darkroom.results import Scrubbed
from solidary.darkroom.scrub import scrub, take_in
from solidary.sandbox.limits import limit_memory

from .inside import LIBRARIES, Verb
from .messages import Facts

# Pillow loads a format's module when it meets one; once sealed off, nothing can be loaded.
Image.init()
_MISSING = {name for name in FORMATS if name not in Image.OPEN}
assert not _MISSING, _MISSING


def _scrub(asked: Facts, files: list[bytes]) -> tuple[Facts, list[bytes]]:
    longest = int(asked["longest"])
    limit_memory(memory_for(files[0], longest) - LIBRARIES)
    return _of(scrub(files.pop(), longest))


def _look(asked: Facts, files: list[bytes]) -> tuple[Facts, list[bytes]]:
    facts, made = _scrub(asked, files)
    with Image.open(io.BytesIO(made[0]), formats=("JPEG", "PNG")) as picture:
        found = likeness.of(picture)
    return {**facts, "likeness": None if found is None else f"{found:032x}"}, made


def _take_in(asked: Facts, files: list[bytes]) -> tuple[Facts, list[bytes]]:
    longest = int(asked["longest"])
    limit_memory(memory_for(files[0], longest) - LIBRARIES)
    data = files.pop()
    taken = take_in(data, longest)
    # A picture that comes through to the byte isn't sent back: the parent has it.
    return _of(taken, same=taken.bytes is data)


def _derive(asked: Facts, files: list[bytes]) -> tuple[Facts, list[bytes]]:
    copies = derive(files.pop(), [int(width) for width in asked["widths"]])
    sizes = [[copy.width, copy.height] for copy in copies]
    return {"sizes": sizes}, [copy.bytes for copy in copies]


def _cover(asked: Facts, files: list[bytes]) -> tuple[Facts, list[bytes]]:
    return _of(cover(files.pop(), Edits.read(asked["edits"])))


def _compare(asked: Facts, files: list[bytes]) -> tuple[Facts, list[bytes]]:
    before, after = files
    return {"same": is_as_confirmed(before, after, Edits.read(asked["edits"]))}, []


def _of(made: Scrubbed, same: bool = False) -> tuple[Facts, list[bytes]]:
    facts = {"type": made.media_type, "width": made.width, "height": made.height, "same": same}
    return facts, [] if same else [made.bytes]


VERBS: dict[str, Verb] = {
    "scrub": _scrub,
    "look": _look,
    "take in": _take_in,
    "derive": _derive,
    "cover": _cover,
    "compare": _compare,
}
