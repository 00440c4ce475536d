"""The newsroom's files: what each held when it was stored is kept in the record, so that a bit that
turned over on the disk is noticed before readers get it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

from django.core.files.storage import FileSystemStorage

from solidary.errors import SolidaryError


class DamagedFileError(SolidaryError):
    """A stored file holds other bytes than it was stored with; one line for people."""


class Content(NamedTuple):
    """What a file holds."""

    sha256: str
    size: int
    """in bytes"""


class NewsroomFiles(FileSystemStorage):
    """Django's storage, which notes in the record what it stores."""

    def _save(self, name: str, content: Any) -> str:
        from solidary.stories.models import StoredFile

        saved: str = super()._save(name, content)
        found = content_of(Path(self.path(saved)))
        StoredFile.objects.update_or_create(
            name=saved, defaults={"sha256": found.sha256, "size": found.size, "damaged": False}
        )
        return saved

    def delete(self, name: str) -> None:
        """Delete a file. A row whose file lies in the bin is deleted without one, and has no name."""
        from solidary.stories.models import StoredFile

        if not name:
            return
        super().delete(name)
        StoredFile.objects.filter(name=name).delete()


def content_of(path: Path) -> Content:
    """What a file holds now, read once. Raises OSError."""
    with path.open("rb") as file:
        return Content(hashlib.file_digest(file, "sha256").hexdigest(), file.tell())


def recognize(name: str, found: Content) -> None:
    """Compare what a stored file holds with what it was stored with; one that nobody noted is noted.

    Raises DamagedFileError where it differs, having noted that.
    """
    from solidary.stories.models import StoredFile

    known = StoredFile.objects.filter(name=name).first()
    if known is None:
        StoredFile.objects.create(name=name, sha256=found.sha256, size=found.size)
        return
    damaged = (known.sha256, known.size) != found
    if damaged != known.damaged:
        StoredFile.objects.filter(name=name).update(damaged=damaged)
    if damaged:
        raise DamagedFileError(
            f"files/{name} is damaged: put it back from a backup, or upload it again"
        )


def damaged_files() -> list[str]:
    """Names of stored files that were damaged when somebody last looked, and that the record names: one
    that was replaced is nobody's trouble."""
    from solidary.stories.models import StoredFile
    from solidary.stories.named_files import named

    damaged = StoredFile.objects.filter(damaged=True)
    return sorted(named(damaged.values_list("name", flat=True)))
