"""Files as they come with a form: in memory, and never more of them than the desk takes at once.

Django's own handler leaves out what is too large without a word, and the form then says that nothing was
chosen. Here such a file is a file, and whoever asks for what is in it is told the limit.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.utils.translation import gettext_lazy as _

LINE = _("The file is larger than %(limit)s MB. Please use a smaller copy.")


class TooLargeUpload(UploadedFile):
    """A file of which nothing was kept. Asking for its size or its bytes raises ValidationError."""

    def __init__(self, name: str, content_type: str) -> None:
        super().__init__(file=BytesIO(), name=name, content_type=content_type)

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        limit = settings.FILE_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024)
        raise ValidationError(LINE, params={"limit": limit}, code="too_large")

    read = chunks = multiple_chunks = open = _refuse

    @property
    def size(self) -> int:
        """Raises ValidationError."""
        self._refuse()

    @size.setter
    def size(self, _value: Any) -> None:
        """Nobody asks before it has been said."""


class InMemory(FileUploadHandler):
    """Keeps the files of one form in memory, up to the limit for all of them together."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._room = settings.FILE_UPLOAD_MAX_MEMORY_SIZE

    def new_file(self, *args: Any, **kwargs: Any) -> NoReturn:
        super().new_file(*args, **kwargs)
        self._file: BytesIO | None = BytesIO()
        raise StopFutureHandlers()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._file is None:
            return
        if len(raw_data) > self._room:
            self._room += self._file.tell()
            self._file = None
            return
        self._room -= len(raw_data)
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        if self._file is None:
            return TooLargeUpload(self.file_name, self.content_type)
        self._file.seek(0)
        return InMemoryUploadedFile(
            self._file,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
