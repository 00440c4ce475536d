"""A mirror in a folder: a stick, a disk, a web server's document root.

Every file is written beside its place, made durable, then renamed. No link is ever followed
below the folder: whoever else can write there must not lead us out of it.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from solidary.mirrors.faults import Fault
from solidary.mirrors.fields import Values
from solidary.mirrors.store import Content, Headers, Store, StoreError, StoreRefusedError
from solidary.mirrors.store_kind import PlaceError, StoreKind
from solidary.release import addresses as at
from solidary.release.verify.folder import FolderSource
from solidary.release.writing import DRAFT

if TYPE_CHECKING:
    from solidary.mirrors.secrets import Secrets

_WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
_PIECE = 1 << 20
_MAY_PASS = {errno.EIO, errno.EINTR, errno.EAGAIN, errno.ESTALE, errno.ETIMEDOUT, errno.EBUSY}
"""What a network disk or a loose plug may get over."""


class Folder(StoreKind):
    """What no other kind of place knows is a folder's name."""

    name = "folder"
    order = 10
    label = _("A folder of this machine, or a stick")
    example = "/srv/mirror"
    shapes = ("/folder",)
    schemes = ("file",)
    local = True

    def recognises(self, place: str) -> bool:
        return "://" not in place or super().recognises(place)

    def check(self, place: str) -> None:
        _scheme, mark, rest = place.partition("://")
        if mark:
            raise PlaceError(f"name the folder itself: {rest or '/path'}", fault=Fault.IMPOSSIBLE)

    def kept(self, place: str, home: Path) -> str:
        path = Path(place).expanduser().absolute()
        home, inside = home.resolve(), path.resolve()
        if inside == home or home in inside.parents or inside in home.parents:
            raise PlaceError(f"{place} and the home {home} must be apart", fault=Fault.INSIDE_HOME)
        return str(path)

    def prepare(self, place: str) -> None:
        Path(place).mkdir(parents=True, exist_ok=True)

    def served_from(self, place: str, name: str) -> str:
        return place

    def open(self, place: str, options: Values, secrets: Secrets) -> Store:
        return FolderStore(Path(place))


STORE = Folder()


class FolderStore(FolderSource):
    """A folder of plain files."""

    lanes = 4
    lasting = False

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._unsettled: set[str] = set()
        self._rights = 0o644
        if not folder.is_dir():
            raise StoreError(
                f"there is no folder {folder}; is the disk it is on plugged in?",
                fault=Fault.NO_FOLDER,
                folder=folder,
            )

    def keep_private(self) -> None:
        self._rights = 0o600

    def put(self, address: str, content: Content, headers: Headers) -> None:
        with self._naming_errors(address):
            try:
                self._write(address, content)
            except FileNotFoundError:
                self._make(address.rpartition("/")[0])
                self._write(address, content)

    def _write(self, address: str, content: Content) -> None:
        with self._inside(address) as (folder, name):
            descriptor = os.open(name + DRAFT, _WRITING, 0o600, dir_fd=folder)
            # Not as the umask says: a web server of another user serves it.
            os.fchmod(descriptor, self._rights)
            with os.fdopen(descriptor, "wb") as file:
                if isinstance(content, bytes):
                    file.write(content)
                else:
                    content.seek(0)
                    while piece := content.read(_PIECE):
                        file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name + DRAFT, name, src_dir_fd=folder, dst_dir_fd=folder)

    def remove(self, address: str) -> None:
        with self._naming_errors(address):
            if (twin := at.small_twin(address)) and self._became(address, twin):
                return
            try:
                with self._inside(address) as (folder, name):
                    for each in (name + DRAFT, name):
                        with suppress(FileNotFoundError):
                            os.unlink(each, dir_fd=folder)
            except FileNotFoundError:
                return
            above = address.rpartition("/")[0]
            while above:
                try:
                    with self._inside(above) as (folder, name):
                        os.rmdir(name, dir_fd=folder)
                except OSError:
                    return
                self._unsettled.discard(above)
                above = above.rpartition("/")[0]

    def _became(self, address: str, twin: str) -> bool:
        """Whether this disk has one file for two addresses that differ in capitals; its folder then
        goes on under the small letters."""
        lead, small = (each.rpartition("/")[0] for each in (address, twin))
        try:
            if not (self.folder / address).samefile(self.folder / twin):
                return False
            with self._inside(lead) as (folder, name):
                os.rename(name, small.rpartition("/")[2], src_dir_fd=folder, dst_dir_fd=folder)
        except OSError:
            return False
        return True

    def settle(self) -> None:
        # The deepest folders first: a new folder's own name stands in the one above it.
        for folder in sorted(self._unsettled, key=lambda name: (-name.count("/"), name)):
            with self._naming_errors(folder or "."), suppress(FileNotFoundError):
                descriptor = self._enter(folder)
                try:
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)
        self._unsettled.clear()

    @contextmanager
    def _inside(self, address: str) -> Iterator[tuple[int, str]]:
        with super()._inside(address) as inside:
            yield inside
        self._unsettled.add(address.rpartition("/")[0])

    def _make(self, lead: str) -> None:
        """Make a folder, and those above it that are missing."""
        above, _, _ = lead.rpartition("/")
        if above:
            self._make(above)
        with self._inside(lead) as (folder, name), suppress(FileExistsError):
            os.mkdir(name, 0o700, dir_fd=folder)
            os.chmod(name, self._rights | (self._rights & 0o444) >> 2, dir_fd=folder)

    @contextmanager
    def _naming_errors(self, address: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            said = f"{self.folder / address} can't be written ({error.strerror})"
            if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.EISDIR):
                said = f"{self.folder / address}: something else is in its place; take it away"
            raise (StoreError if error.errno in _MAY_PASS else StoreRefusedError)(said) from error
