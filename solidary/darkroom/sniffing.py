"""Whether a file's bytes are what its name ends in: a name is only what somebody called it.

Known by their first bytes, as the WHATWG's MIME Sniffing Standard and each format's own specification
have them. Whether the rest of a film can be played nobody looks at here.
"""

from __future__ import annotations

from collections.abc import Callable

HEAD = 4096
"""Bytes by which a recording is known; of a document more are looked at, where there are more."""

_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\r\f\x1b"})
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ZIP = (b"PK\3\4", b"PK\5\6")


def looks_like(ending: str, data: bytes) -> bool:
    """Whether a file may be what its ending says (in small letters, without a dot). False for an ending
    that isn't known here."""
    test = _TESTS.get(ending)
    return test is not None and test(data)


def _is_mp4(data: bytes) -> bool:
    """ISO/IEC 14496-12: the first box is "ftyp"."""
    return data[4:8] == b"ftyp" and int.from_bytes(data[:4]) >= 16


def _is_webm(data: bytes) -> bool:
    """EBML, whose document type is said in its header."""
    return data.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in data[:128]


def _is_ogg(data: bytes) -> bool:
    return data.startswith(b"OggS\0")


def _is_mp3(data: bytes) -> bool:
    """A tag, or the first frame: MPEG audio, layer III, with a bit rate and a sampling rate there are."""
    if data.startswith(b"ID3"):
        return True
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE6 != 0xE2:
        return False
    return data[2] >> 4 != 0xF and (data[2] >> 2) & 3 != 3


def _is_wav(data: bytes) -> bool:
    return data[:4] in (b"RIFF", b"RF64") and data[8:12] == b"WAVE"


def _is_text(data: bytes) -> bool:
    """No bytes that no text has; in which encoding it is, isn't said."""
    if data.startswith(_UTF_16):
        return True
    return not data.translate(None, bytes(set(range(256)) - set(_CONTROLS)))


def _is_zip(data: bytes) -> bool:
    return data.startswith(_ZIP)


def _is_office(data: bytes) -> bool:
    """Office Open XML: an archive that lists the types of its parts."""
    return data.startswith(_ZIP[0]) and b"[Content_Types].xml" in data


def _begins_with_type(begins: bytes) -> Callable[[bytes], bool]:
    """OpenDocument and EPUB: the first part of the archive says by itself what it is."""

    def test(data: bytes) -> bool:
        return data.startswith(_ZIP[0]) and b"mimetype" + begins in data[:200]

    return test


_TESTS: dict[str, Callable[[bytes], bool]] = {
    **dict.fromkeys(("mp4", "m4v", "m4a"), _is_mp4),
    **dict.fromkeys(("ogg", "oga", "ogv", "opus"), _is_ogg),
    "webm": _is_webm,
    "mp3": _is_mp3,
    "wav": _is_wav,
    "pdf": lambda data: b"%PDF-" in data[:1024],
    "rtf": lambda data: data.startswith(b"{\\rtf"),
    **dict.fromkeys(("csv", "txt"), _is_text),
    "zip": _is_zip,
    **dict.fromkeys(("docx", "xlsx"), _is_office),
    "odt": _begins_with_type(b"application/vnd.oasis.opendocument.text"),
    "ods": _begins_with_type(b"application/vnd.oasis.opendocument.spreadsheet"),
    "epub": _begins_with_type(b"application/epub+zip"),
}
