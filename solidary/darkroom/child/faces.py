"""Inside a child: finding faces. Everything it needs is loaded when this is, the model too."""

from __future__ import annotations

import io
import os

# The library of numbers would start threads when it is loaded, and a process that shuts itself in has one.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from PIL import Image

from solidary.darkroom.develop import picture_errors
from solidary.darkroom.faces.inside.finding import Finder
from solidary.darkroom.faces.inside.model import read_model
from solidary.darkroom.faults import Fault, PictureError
from solidary.darkroom.limits import SENDERS_SIDE

from .inside import Verb
from .messages import Facts

Image.init()
_FINDER = Finder(read_model())


def _find(_asked: Facts, files: list[bytes]) -> tuple[Facts, list[bytes]]:
    with picture_errors(), Image.open(io.BytesIO(files.pop()), formats=("JPEG", "PNG")) as picture:
        if max(picture.size) > SENDERS_SIDE:
            raise PictureError(Fault.TOO_LARGE)
        picture.load()
        found = _FINDER.find(picture)
    return {"faces": [[round(number, 4) for number in face] for face in found]}, []


VERBS: dict[str, Verb] = {"find": _find}
