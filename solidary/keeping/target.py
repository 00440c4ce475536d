"""A place for backups: any store that mirrors know, written so that only its owner may read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from solidary.home import Home
from solidary.keeping.faults import BackupRefusedError, KeepingError
from solidary.keeping.models import BackupPlan
from solidary.mirrors.places import kind_of
from solidary.mirrors.secrets import Secrets, read_secrets_at
from solidary.mirrors.store import KeepsPrivate, Store, StoreError
from solidary.mirrors.store_kind import PlaceError, StoreKind
from solidary.release.keyring import UnusableKeyError, write_private
from solidary.sealing.desk_keys import DeskKeys
from solidary.sealing.faults import DeskKeyError


@dataclass(frozen=True, slots=True)
class Target:
    """Where backups go, and what opens that place."""

    kind: StoreKind
    place: str
    options: dict[str, Any] = field(default_factory=dict)
    secrets: Secrets = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, place: str, options: dict[str, Any], secrets: Secrets, home: Home) -> Target:
        """Raises BackupRefusedError for what is no such place."""
        try:
            kind = kind_of(place)
            known = sorted(option.name for option in kind.options)
            if strange := sorted(set(options) - set(known)):
                usable = ", ".join(known) or "none"
                raise BackupRefusedError(f"{strange[0]} is no option of such a place ({usable})")
            return cls(kind, kind.kept(place, home.path), dict(options), dict(secrets))
        except PlaceError as error:
            raise BackupRefusedError(str(error)) from error

    def open(self) -> Store:
        """The store. Raises KeepingError."""
        try:
            self.kind.check_secrets(self.secrets)
            store = self.kind.open(self.place, self.options, self.secrets)
        except (StoreError, PlaceError, UnusableKeyError) as error:
            raise KeepingError(f"{self.place} can't be used: {error}") from error
        if isinstance(store, KeepsPrivate):
            store.keep_private()
        return store

    def prepare(self) -> None:
        """Make the place, where it can be made. Raises KeepingError."""
        try:
            if self.kind.local and not Path(self.place).exists():
                Path(self.place).mkdir(mode=0o700, parents=True)
            self.kind.prepare(self.place)
        except OSError as error:
            raise KeepingError(f"{self.place} can't be used: {error.strerror or error}") from error


def planned(home: Home, plan: BackupPlan) -> Target:
    """The place of the newsroom's plan. Raises BackupRefusedError where there is none, KeepingError."""
    if not plan.place:
        raise BackupRefusedError(
            "say where backups go: solidary backup PLACE, or at the desk, Settings → Newsroom → Backups"
        )
    try:
        secrets = read_secrets_at(home.backup_secrets) if home.backup_secrets.exists() else {}
    except UnusableKeyError as error:
        raise BackupRefusedError(str(error)) from error
    return Target.of(plan.place, plan.options, secrets, home)


def keep_secrets(home: Home, secrets: Secrets) -> None:
    """Keep what opens the planned place, readable by the user that runs the program only."""
    import json

    if not secrets:
        home.backup_secrets.unlink(missing_ok=True)
        return
    home.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(home.backup_secrets, json.dumps(secrets).encode())


def recipient_for(home: Home, named: str, *, plain: bool) -> str:
    """Whom a backup is sealed for; '' for one that isn't. `named`: a public key, a file with one, or
    '' for the recovery key of the desk. Raises BackupRefusedError."""
    if plain:
        return ""
    try:
        if not named:
            named = DeskKeys(home.desk_keys, home.recovery_public).recovery_public()
        elif not named.startswith("age1"):
            named = _public_in(Path(named))
        if named:
            from solidary.keeping.sealing_files import check_recipient

            return check_recipient(named)
    except DeskKeyError as error:
        raise BackupRefusedError(str(error)) from error
    raise BackupRefusedError(
        "there is no recovery key to seal backups for: `solidary keys desk --recovery --folder "
        "/media/stick` makes one, --key age1… names another, and --plain leaves files readable"
    )


def _public_in(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(1000).decode("ascii", "replace").strip()
    except OSError as error:
        raise BackupRefusedError(f"{path} can't be read ({error.strerror})") from error
