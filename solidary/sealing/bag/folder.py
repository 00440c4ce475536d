"""A bag on this machine.

Whoever writes into it may be locked in there and hostile: every folder on the way is opened by
itself, and no link is followed, neither to read nor to overwrite what lies elsewhere.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from solidary.sealing.bag.carrier import parts_of
from solidary.sealing.disk import TORN, start_of, today
from solidary.sealing.faults import CarrierError, CarrierRefusedError, NotInBagError
from solidary.sealing.header import MOST

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


class FolderCarrier:
    """A bag that is a folder."""

    def __init__(self, bag: Path) -> None:
        self.bag = bag

    def names(self, folder: str) -> list[str]:
        try:
            with self._refusing(folder), self._opened(parts_of(folder)) as place:
                return sorted(os.listdir(place))  # noqa: PTH208 - by descriptor
        except NotInBagError:
            return []

    def read(self, name: str, most: int) -> bytes:
        *folders, last = parts_of(name)
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
        with self._refusing(name), self._opened(folders) as place:
            descriptor = os.open(last, flags, dir_fd=place)
            with os.fdopen(descriptor, "rb") as file:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    raise CarrierRefusedError(f"{name} in the bag is no file")
                data = file.read(most + 1)
        if len(data) > most:
            raise CarrierRefusedError(f"{name} in the bag is longer than it can be")
        return data

    def write(self, name: str, data: bytes) -> None:
        *folders, last = parts_of(name)
        moment = (start_of(today()),) * 2
        with self._refusing(name), self._opened(folders, make=True) as place:
            draft = last + TORN
            with contextlib.suppress(FileNotFoundError):
                os.unlink(draft, dir_fd=place)
            try:
                flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
                descriptor = os.open(draft, flags, 0o600, dir_fd=place)
                with os.fdopen(descriptor, "wb", buffering=0) as file:
                    view = memoryview(data)
                    while view:
                        view = view[os.write(descriptor, view) :]
                    os.utime(descriptor, moment)
                    os.fsync(file.fileno())
                os.replace(draft, last, src_dir_fd=place, dst_dir_fd=place)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(draft, dir_fd=place)
                raise
            _settle(place)

    def shred(self, name: str) -> None:
        *folders, last = parts_of(name)
        with (
            contextlib.suppress(NotInBagError),
            self._refusing(name),
            self._opened(folders) as place,
        ):
            flags = os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK
            # A link, or a file with a second name, isn't ours to overwrite.
            with contextlib.suppress(OSError):
                descriptor = os.open(last, flags, dir_fd=place)
                try:
                    found = os.fstat(descriptor)
                    if stat.S_ISREG(found.st_mode) and found.st_nlink == 1:
                        os.write(descriptor, bytes(min(found.st_size, MOST)))
                        os.fsync(descriptor)
                finally:
                    os.close(descriptor)
            os.unlink(last, dir_fd=place)
            _settle(place)

    def remove(self, name: str) -> None:
        *folders, last = parts_of(name)
        with (
            contextlib.suppress(NotInBagError),
            self._refusing(name),
            self._opened(folders) as place,
        ):
            os.unlink(last, dir_fd=place)
            _settle(place)

    def remove_folder(self, name: str) -> None:
        *folders, last = parts_of(name)
        with (
            contextlib.suppress(NotInBagError),
            self._refusing(name),
            self._opened(folders) as place,
        ):
            os.rmdir(last, dir_fd=place)
            _settle(place)

    def close(self) -> None:
        """Nothing is held."""

    @contextmanager
    def _opened(self, folders: list[str], *, make: bool = False) -> Iterator[int]:
        """The descriptor of a folder of the bag, reached without following a link."""
        if make:
            self.bag.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.bag, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for name in folders:
                if make:
                    with contextlib.suppress(FileExistsError):
                        os.mkdir(name, 0o700, dir_fd=descriptor)
                        _settle(descriptor)
                inner = os.open(name, _FOLDER, dir_fd=descriptor)
                os.close(descriptor)
                descriptor = inner
            yield descriptor
        finally:
            os.close(descriptor)

    @contextmanager
    def _refusing(self, name: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise NotInBagError() from error
        except OSError as error:
            said = f"{name} in the bag {self.bag} can't be used ({error.strerror})"
            raise CarrierError(said) from error


def _settle(folder: int) -> None:
    """Have what changed in a folder outlast a power cut, and hide its moment."""
    moment = (start_of(today()),) * 2
    os.utime(folder, moment)
    os.fsync(folder)
