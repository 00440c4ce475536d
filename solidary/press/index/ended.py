"""What the press made of a thing, for when that is deleted for good."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.db import transaction

from solidary.home import current_home
from solidary.release.addresses import picture_file
from solidary.stories.changes import changed
from solidary.stories.models import Binned


def forget(binned: Binned, **_: Any) -> None:
    """Remove the copies derived from a photo, once its deletion is certain; and what a story was
    called on an older site, with the next publish."""
    if binned.kind == "story":
        changed(story=[binned.ref])
    if binned.kind == "photo" and binned.address:
        transaction.on_commit(lambda: _remove_copies(binned.address))


def _remove_copies(address: str) -> None:
    folder = current_home().press / PurePosixPath(picture_file(address, "", 0)).parent
    for copy in folder.glob(f"{address}-*"):
        copy.unlink(missing_ok=True)
