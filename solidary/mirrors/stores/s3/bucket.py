"""A mirror in an S3-compatible object store, through obstore.

Each object is put whole or not at all by the store itself. What a web server would say in
headers goes along as the object's own: its type, how long it may be kept, whether it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import (
    BaseError,
    NotFoundError,
    PermissionDeniedError,
    UnauthenticatedError,
)
from obstore.store import S3Store as Bucket

from solidary.errors import shown
from solidary.mirrors.faults import Fault
from solidary.mirrors.fields import TIMEOUT, Values
from solidary.mirrors.store import Content, Distant, Headers, StoreError, StoreRefusedError
from solidary.mirrors.stores.s3 import ALLOW_HTTP, ENDPOINT, REGION, VIRTUAL_HOST
from solidary.release.verify.source import (
    PIECE,
    ForbiddenError,
    MissingError,
    Opened,
    UnreachableError,
)

if TYPE_CHECKING:
    from solidary.mirrors.secrets import Secrets

_CARRIED = ("Content-Type", "Cache-Control", "Content-Disposition")
_STATUS = re.compile(r"status code: (\d{3})[ \w]*")
_CODE = re.compile(r"<Code>([\w.]{1,60})</Code>")
_MAY_PASS = {"408", "409", "425", "429"}
_LOST = (BaseError, OSError)


class S3Store(Distant):
    """A bucket, or what stands under a prefix in one."""

    lanes = readers = 8

    def __init__(self, place: str, options: Values, secrets: Secrets) -> None:
        split = urlsplit(place)
        self.bucket_name = split.hostname or ""
        # What is big goes in parts of 5 MB, each a request of its own.
        seconds = TIMEOUT.of(options)
        endpoint = ENDPOINT.of(options)
        more: dict[str, Any] = {**secrets, **({"endpoint": endpoint} if endpoint else {})}
        try:
            self.bucket = Bucket(
                self.bucket_name,
                prefix=split.path.strip("/") or None,
                region=REGION.of(options),
                # Not every S3-compatible store knows how to remove many objects at once.
                disable_bulk_delete=True,
                virtual_hosted_style_request=VIRTUAL_HOST.of(options),
                client_options={
                    "allow_http": ALLOW_HTTP.of(options),
                    "timeout": timedelta(seconds=seconds),
                    "connect_timeout": timedelta(seconds=min(seconds, 20)),
                },
                # How often a request is tried again is decided in one place: pacing.
                retry_config={"max_retries": 0},
                **more,
            )
        except (*_LOST, ValueError) as error:
            raise StoreRefusedError(
                f"the store can't be opened ({_line(str(error))})", fault=Fault.UNUSABLE_SETTINGS
            ) from error

    def put(self, address: str, content: Content, headers: Headers) -> None:
        if not isinstance(content, bytes):
            content.seek(0)
        carried = {name: headers[name] for name in _CARRIED if name in headers}
        try:
            obstore.put(self.bucket, address, content, attributes=carried)
        except _LOST as error:
            self._refuse(error)

    def remove(self, address: str) -> None:
        try:
            with suppress(FileNotFoundError, NotFoundError):
                obstore.delete(self.bucket, address)
        except _LOST as error:
            self._refuse(error)

    def open(self, address: str, limit: int) -> Opened:
        try:
            found = obstore.get(self.bucket, address)
        except (FileNotFoundError, NotFoundError) as error:
            raise MissingError("there is no such object") from error
        except _LOST as error:
            try:
                self._refuse(error)
            except StoreRefusedError as refused:
                # Whoever may not list a bucket is told so of every object that isn't there.
                if "AccessDenied" in str(refused):
                    raise ForbiddenError(str(refused)) from error
                raise
            except StoreError as failed:
                raise UnreachableError(str(failed)) from failed
        return Opened(_pieces(found, limit))

    def close(self) -> None:
        """Connections end with the store."""

    def _refuse(self, error: Exception) -> NoReturn:
        """Say what went wrong in one line, and whether trying again may help."""
        said = str(error)
        status, code = _STATUS.search(said), _CODE.search(said)
        answer = " ".join(found[1] for found in (status, code) if found)
        if isinstance(error, (FileNotFoundError, NotFoundError)):
            raise StoreRefusedError(
                f"there is no bucket {self.bucket_name} ({answer})",
                fault=Fault.NO_BUCKET,
                bucket=self.bucket_name,
            ) from error
        if "configured region" in said:
            raise StoreRefusedError(
                "the bucket is in another region: name it with region=…", fault=Fault.OTHER_REGION
            ) from error
        if status is None and "invalid peer certificate" in said:
            raise StoreRefusedError(
                "the store's certificate can't be trusted", fault=Fault.CERTIFICATE
            ) from error
        if status is None:
            slow = "timed out" in said or "TimedOut" in said
            raise StoreError(
                "the store doesn't answer in time" if slow else "the store can't be reached",
                fault=Fault.SLOW if slow else Fault.UNREACHABLE,
            ) from error
        denied = isinstance(error, (PermissionDeniedError, UnauthenticatedError))
        if denied or (status[1].startswith("4") and status[1] not in _MAY_PASS):
            raise StoreRefusedError(
                f"the store refuses ({answer})", fault=Fault.REFUSED, answer=answer
            ) from error
        raise StoreError(
            f"the store answers {answer}", fault=Fault.ANSWERED, answer=answer
        ) from error


def _pieces(found: Any, limit: int) -> Iterator[bytes]:
    left = limit
    try:
        for piece in found.stream(min_chunk_size=PIECE):
            data = bytes(piece)[:left]
            left -= len(data)
            yield data
            if left <= 0:
                return
    except _LOST:
        said = "the answer ends too early"
        raise UnreachableError(said) from StoreError(said, fault=Fault.CUT_SHORT)


def _line(said: str) -> str:
    return shown(said.split("\n", 1)[0], 160)
