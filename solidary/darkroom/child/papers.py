"""Inside a child: what is done to PDFs."""

from __future__ import annotations

from solidary.darkroom.papers import clean

from .inside import Verb
from .messages import Facts


def _clean(_asked: Facts, files: list[bytes]) -> tuple[Facts, list[bytes]]:
    return {}, [clean(files.pop())]


VERBS: dict[str, Verb] = {"clean": _clean}
