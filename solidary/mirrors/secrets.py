"""What a mirror's place asks for before it lets us in: in the home's keys, never in the record."""

from __future__ import annotations

import json
from pathlib import Path

from solidary.home import current_home
from solidary.release.keyring import KeyFault, UnusableKeyError, read_private, write_private

Secrets = dict[str, str]


def read_secrets(name: str) -> Secrets:
    """A mirror's secrets; none where there is no file. Raises UnusableKeyError."""
    path = current_home().mirror_secrets(name)
    return read_secrets_at(path) if path.exists() else {}


def read_secrets_at(path: Path) -> Secrets:
    """Secrets from a file that only its owner may read. Raises UnusableKeyError."""
    data, _ = read_private(path)
    try:
        found = json.loads(data)
        if isinstance(found, dict) and all(isinstance(value, str) for value in found.values()):
            return found
    except ValueError:
        pass
    raise UnusableKeyError(
        f"{path} is no JSON object of names and words, or longer than 4096 bytes",
        fault=KeyFault.NO_KEY,
        file=path,
    )


def keep_secrets(name: str, secrets: Secrets) -> None:
    """Keep a mirror's secrets, readable by the user that runs the program only."""
    path = current_home().mirror_secrets(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(path, json.dumps(secrets).encode())


def forget_secrets(name: str) -> None:
    current_home().mirror_secrets(name).unlink(missing_ok=True)
