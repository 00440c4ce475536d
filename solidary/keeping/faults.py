"""What can go wrong with backups; each is one line that says what to do."""

from __future__ import annotations

from solidary.errors import SolidaryError


class KeepingError(SolidaryError):
    """A backup can't be made, or a home not be put back."""


class BackupRefusedError(KeepingError):
    """No backup is made there; somebody has to say something else."""


class BackupDamagedError(KeepingError):
    """What lies at the place isn't what was brought there."""


class RestoreRefusedError(KeepingError):
    """This home can't be restored to; nothing of it was changed."""


class RestoreStoppedError(KeepingError):
    """A restore was stopped before its end, and nothing may use the home until it went on."""


class RecordDamagedError(KeepingError):
    """A database isn't whole; what SQLite says of it."""
