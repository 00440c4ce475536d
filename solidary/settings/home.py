"""The home: the one folder that holds a newsroom's record, files and release."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def open_home(place: str) -> Path:
    """The home at `place`, made if it is not there, with a secret key of its own.

    Only its owner may look inside: it holds drafts. The key is written beside the record
    so that a backup of the home is a backup of everything. Raises SystemExit with one
    line when the folder can't be used.
    """
    home = Path(place).expanduser().resolve()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = home / "secret_key"
        if not key.exists():
            _write_once(key, secrets.token_urlsafe(50))
    except OSError as error:
        raise SystemExit(
            f"The home {home} can't be used ({error.strerror}). "
            "Set SOLIDARY_HOME to a folder you may write to."
        ) from error
    return home


def _write_once(path: Path, text: str) -> None:
    """Write a file whole or not at all; of two starts at once, the first one's key stays."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
