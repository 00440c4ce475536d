"""What a process of the letterbox does before it answers, and beside answering."""

from __future__ import annotations

import contextlib
import logging
import os
import sysconfig
from pathlib import Path

from solidary.home import current_home
from solidary.letterbox.pages.drawing import LANGUAGES, TEMPLATES, environment
from solidary.letterbox.receipt.questions import open_questions
from solidary.letterbox.receipt.writing import written
from solidary.letterbox.state import current_letterbox
from solidary.sandbox import landlock
from solidary.sandbox.layers import LACKS, Layer
from solidary.sandbox.limits import show_nothing
from solidary.sealing.bag.reaping import reap, remove_torn
from solidary.sealing.identity import Identity
from solidary.sealing.questions import sealed_question

LOG = logging.getLogger(__name__)
ROUND = 3600.0
"""Seconds between two looks for what will never be whole."""


def begin() -> None:
    """Read all that answers need, remove what a process that died left half written, and lock this
    process into its folder. Called while the process has one thread."""
    letterbox = current_letterbox()
    for language in LANGUAGES:
        for template in TEMPLATES.glob("*.html"):
            environment(language).get_template(template.name)
        written(0, language)
    key = Identity.new()
    open_questions((sealed_question("", key.public),), key)
    remove_torn(letterbox.bag)
    look_after()
    _lock_in()


def look_after() -> None:
    """Shred what was begun days ago and never finished."""
    reap(current_home().letterbox_bag)


def _lock_in() -> None:
    """From here on: the letterbox's folder, the program's own code to read, no port, no program. Its
    memory is in no dump."""
    with contextlib.suppress(OSError):
        show_nothing()
    code = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    code.add(str(Path(__file__).resolve().parents[1]))
    held = landlock.restrict(
        read=sorted(path for path in code if os.path.isdir(path)),  # noqa: PTH112
        write=[current_home().letterbox],
    )
    if not held.files:
        LOG.warning("%s The letterbox isn't locked into its folder.", LACKS[Layer.LANDLOCK_FILES])
