"""What was seen before, so that an old release shows: for each key its newest certificate, and the
highest number under that one.

Numbers of different certificates are never compared. Whoever stole a release key can sign the
highest number there is; once the root key vouches for another key, numbers begin again.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from solidary.errors import SolidaryError
from solidary.release.keyring import write_private


class DamagedMemoryError(SolidaryError):
    """The file of what was seen can't be read or written; one line for people."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest that counted under a key, as far as this memory knows."""

    sequence: int = 0
    """the highest under this certificate"""
    root: str = ""
    """sha256 of the root with that number"""
    certificate: int = 0
    """its number; 0 where the key given is the release key itself"""
    certified: str = ""
    """sha256 of the certificate; '' where that isn't known"""

    def is_before(self, other: Seen) -> bool:
        """Whether the other is newer: by its certificate, and under the same one by its number."""
        return (self.certificate, self.sequence) < (other.certificate, other.sequence)


def usual_place() -> Path:
    """Where the memory is kept where nobody says otherwise (XDG base directories)."""
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "solidary" / "seen.json"


class Memory:
    """The memory in one file, by the key that was given. It names no place and no page."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def of(self, key: str) -> Seen:
        known = self._read().get(key, {})
        try:
            return Seen(
                int(known["sequence"]), str(known["root"]), int(known["certificate"]),
                str(known.get("certified", "")),
            )  # fmt: skip
        except KeyError:
            return Seen()
        except (TypeError, ValueError) as error:
            raise self._damaged() from error

    def note(self, key: str, seen: Seen) -> None:
        """Remember a release in place of an older one; one that isn't newer changes nothing."""
        if not self.of(key).is_before(seen):
            return
        known = self._read() | {key: asdict(seen)}
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_private(self.path, json.dumps(known, indent=1, sort_keys=True).encode())
        except OSError as error:
            raise DamagedMemoryError(
                f"{self.path} can't be written ({error.strerror}); what was seen is not remembered"
            ) from error

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            with self.path.open(encoding="utf-8") as file:
                known = json.load(file)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise self._damaged() from error
        if not isinstance(known, dict) or not all(isinstance(one, dict) for one in known.values()):
            raise self._damaged()
        return known

    def _damaged(self) -> DamagedMemoryError:
        return DamagedMemoryError(
            f"{self.path} can't be read; an old release would not show without it"
        )
