"""What a file is, by the bytes it begins with: compared with what is known here, and never parsed.

A name or a type that a sender's browser gives says nothing; what this says decides only whether the
darkroom is asked, and what is written beside a file that nobody can show yet.
"""

from __future__ import annotations

LOOKED_AT = 4096
"""Bytes of the beginning that are enough."""
UNKNOWN = "application/octet-stream"
PICTURES = frozenset(
    {
        "image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/heic",
        "image/avif",
    }
)  # fmt: skip
"""Types the darkroom is asked to open."""

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"8BPS", "image/vnd.adobe.photoshop"),
    (b"\xff\x0a", "image/jxl"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "image/jxl"),
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"PK\x03\x04", "application/zip"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"\0\0\x01\xba", "video/mpeg"),
    (b"\0\0\x01\xb3", "video/mpeg"),
    (b"FLV\x01", "video/x-flv"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"\xff\xf9", "audio/aac"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-elf"),
)
_IN_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = (
    ({b"avif", b"avis"}, "image/avif"),
    ({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}, "image/heic"),
    ({b"qt  "}, "video/quicktime"),
    ({b"M4A ", b"M4B "}, "audio/mp4"),
    ({b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3g2a"}, "video/3gpp"),
)
"""Brands of files of boxes (ISO/IEC 14496-12), the first that is named decides."""


def type_of(beginning: bytes) -> str:
    """The media type of a file by its beginning; UNKNOWN where it isn't known here."""
    head = bytes(beginning[:LOOKED_AT])
    if head[4:8] == b"ftyp":
        return _of_boxes(head)
    if head.startswith(b"RIFF"):
        return _IN_RIFF.get(head[8:12], UNKNOWN)
    for start, kind in _BEGINNINGS:
        if head.startswith(start):
            return kind
    return _of_text(head)


def _of_boxes(head: bytes) -> str:
    length = min(int.from_bytes(head[:4], "big"), 256)
    named = [head[8:12], *(head[at : at + 4] for at in range(16, length, 4))]
    for brand in (named[:1], named):
        for brands, kind in _BRANDS:
            # A general brand is in front of those that say more.
            if brands & set(brand) and brand[0] not in (b"mif1", b"msf1"):
                return kind
    return next((kind for brands, kind in _BRANDS if brands & set(named)), "video/mp4")


def _of_text(head: bytes) -> str:
    try:
        # The last letter may be cut.
        text = head[:-4].decode("utf-8", "strict") if len(head) == LOOKED_AT else head.decode()
    except UnicodeDecodeError as error:
        if len(head) < LOOKED_AT or error.start < LOOKED_AT - 8:
            return UNKNOWN
        text = head[: error.start].decode()
    if not text or any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text):
        return UNKNOWN
    opening = text.lstrip("\ufeff \t\r\n").lower()
    if opening.startswith("<"):
        if "<svg" in opening:
            return "image/svg+xml"
        return "text/html" if "<html" in opening or "<!doctype html" in opening else "text/xml"
    return "text/plain"
