"""What JPEG and PNG files consist of, read from their own marks and without decoding a pixel.

Written against ITU-T T.81, table B.1 (JPEG), the W3C's PNG recommendation, section 5, and, for the size of
a WebP file, RFC 9649, sections 2.5 to 2.7 and 3.4, with RFC 6386, section 9.1.
"""

from __future__ import annotations

import re

MOST_SCANS = 100
"""Most passes a progressive JPEG may need. Cameras write ten at most; a small file with
thousands keeps a processor busy for minutes (libjpeg-turbo, "Two Issues with the JPEG
Standard", 2015)."""

MOST_PARTS = 20_000
"""Most parts a JPEG may have. The heaviest file taken in, with its colour profile, EXIF and XMP in
parts as large as they may be, has some thousand."""

MOST_CHUNKS = 100_000
"""Most parts a PNG may have. The heaviest file taken in has 16,000 of the smallest anybody writes."""

_START, _END, _SCAN, _ADOBE, _COMMENT = 0xD8, 0xD9, 0xDA, 0xEE, 0xFE
"""JPEG markers; Adobe's says how colours are kept and is needed."""
_APPLICATIONS = range(0xE0, 0xF0)
_RESTARTS = range(0xD0, 0xD8)
_PROGRESSIVE = {0xC2, 0xC6, 0xCA, 0xCE}
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Headers of a frame: size and components; three numbers between them mean something else."""
_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")
"""A marker that a length follows, or the end: neither padding nor data, no restart, no start."""
_OF_SCANS = {_SCAN, 0xC4, 0xDB, 0xDD}
"""Markers that may stand between scans: further scans, their tables, the restart interval."""
_OF_PIXELS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"}
"""PNG chunks a picture is drawn from."""

JPEG = b"\xff\xd8"
PNG = b"\x89PNG\r\n\x1a\n"


def has_too_many_scans(jpeg: bytes) -> bool:
    """Whether a JPEG asks for more than `MOST_SCANS` passes over its pixels, or holds more than
    `MOST_PARTS` parts.

    Read as a decoder reads it: what isn't a marker is skipped, and what trails behind the end (a
    phone's film, a second picture) isn't met, however often it happens to hold a scan's two bytes.
    """
    scans = parts = at = 0
    while found := _MARKER.search(jpeg, at):
        marker = jpeg[found.start() + 1]
        if marker == _END:
            break
        scans += marker == _SCAN
        parts += 1
        if scans > MOST_SCANS or parts > MOST_PARTS:
            return True
        at = max(found.end(), _after_segment(jpeg, found.start()))
    return False


def has_too_many_chunks(png: bytes) -> bool:
    """Whether a PNG is cut into more than `MOST_CHUNKS` parts, which a decoder looks at one by one."""
    at = len(PNG)
    for _ in range(MOST_CHUNKS):
        if at + 8 > len(png) or png[at + 4 : at + 8] == b"IEND":
            return False
        at += 12 + _number(png, at, 4)
    return True


def is_progressive(jpeg: bytes) -> bool:
    """Whether a JPEG is kept in passes over the whole picture, so that all of it is in memory until
    the last (frames of T.81, table B.1: SOF2 and its like; several scans of a baseline one, too)."""
    scans = parts = at = 0
    while (found := _MARKER.search(jpeg, at)) and parts <= MOST_PARTS:
        marker = jpeg[found.start() + 1]
        if marker == _END:
            return False
        scans += marker == _SCAN
        parts += 1
        if marker in _PROGRESSIVE or scans > 1:
            return True
        at = max(found.end(), _after_segment(jpeg, found.start()))
    return False


def picture_alone(jpeg: bytes) -> bytes:
    """A JPEG with only what is needed to show it, its scans untouched.

    What can't be made out as a JPEG is given back as it is: whoever shows it can't either.
    """
    if jpeg[:2] != JPEG:
        return jpeg
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _END:
            break
        end = _after_segment(jpeg, at)
        if marker == _SCAN:
            end = _after_scan(jpeg, end)
        unneeded = marker in _APPLICATIONS and marker != _ADOBE
        if not (unneeded or marker == _COMMENT):
            kept.append(jpeg[at:end])
        at = end
    return b"".join(kept) + bytes((0xFF, _END))


def holds_only_pixels(data: bytes) -> bool:
    """Whether a JPEG or PNG has no part but those that pictures are drawn from, as one that
    `scrub` has written. Says nothing of whether it can be drawn."""
    if data.startswith(JPEG):
        return _plain_jpeg(data)
    return data.startswith(PNG) and _plain_png(data)


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, as a JPEG's, PNG's or WebP's own header says; None where none does."""
    if data.startswith(PNG):
        whole = data[12:16] == b"IHDR" and len(data) > 24
        return (_number(data, 16, 4), _number(data, 20, 4)) if whole else None
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp_size(data[12:30])
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF and data[at + 1] not in (_SCAN, _END):
        if data[at + 1] in _FRAMES:
            return _number(data, at + 7, 2), _number(data, at + 5, 2)
        at = _after_segment(data, at)
    return None


def _webp_size(first: bytes) -> tuple[int, int] | None:
    """From the first part of a WebP file: its name, its length, ten bytes of it."""
    kind, inside = first[:4], first[8:]
    if len(inside) < 10:
        return None
    if kind == b"VP8X":
        return _little(inside, 4, 3) + 1, _little(inside, 7, 3) + 1
    if kind == b"VP8L" and inside[0] == 0x2F:
        both = _little(inside, 1, 4)
        return (both & 0x3FFF) + 1, (both >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and inside[3:6] == b"\x9d\x01\x2a":
        return _little(inside, 6, 2) & 0x3FFF, _little(inside, 8, 2) & 0x3FFF
    return None


def _little(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(data[at : at + length], "little")


def _number(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(data[at : at + length], "big")


def _after_segment(jpeg: bytes, at: int) -> int:
    return at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")


def _after_scan(jpeg: bytes, at: int) -> int:
    """Where the next segment begins: in a scan 0xFF stands alone, before 0, or before a restart."""
    while (at := jpeg.find(b"\xff", at)) >= 0 and at + 1 < len(jpeg):
        follows = jpeg[at + 1]
        if follows == 0xFF:
            at += 1
        elif follows == 0 or follows in _RESTARTS:
            at += 2
        else:
            return at
    return len(jpeg)


def _plain_jpeg(data: bytes) -> bool:
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return False
        marker = data[at + 1]
        jfif = marker == 0xE0 and data[at + 2 : at + 9] == b"\0\x10JFIF\0"
        if (marker in _APPLICATIONS and not jfif) or marker == _COMMENT:
            return False
        if marker == _SCAN:
            return data.endswith(bytes((0xFF, _END))) and _only_scans(data, at)
        at = _after_segment(data, at)
    return False


def _only_scans(data: bytes, at: int) -> bool:
    """From the first scan on: entropy-coded data, further scans and tables, the end, no more."""
    while True:
        at = _after_segment(data, at)
        while True:
            at = data.find(b"\xff", at)
            if at < 0 or at + 1 >= len(data):
                return False
            marker = data[at + 1]
            if marker == 0 or marker in _RESTARTS:
                at += 2
                continue
            break
        if marker == _END:
            return at + 2 == len(data)
        if marker not in _OF_SCANS:
            return False


def _plain_png(data: bytes) -> bool:
    at = len(PNG)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if kind not in _OF_PIXELS:
            return False
        at += 12 + length
        if kind == b"IEND":
            return at == len(data)
    return False
