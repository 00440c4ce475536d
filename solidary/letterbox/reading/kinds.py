"""What kind a file is, by its first bytes and nothing else: no decoder ever runs here.

Sources: ISO/IEC 10918-1 (JPEG), PNG (ISO/IEC 15948), GIF89a, RIFF with WEBP (RFC 9649), TIFF 6.0 and
BigTIFF, and the brands of ISO/IEC 23008-12 (HEIC) and AVIF 1.1 in the first box of ISO/IEC 14496-12.
"""

from __future__ import annotations

LOOKED_AT = 64
"""Bytes at the head of a file that are enough."""
_BEGINNINGS = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
)
_AVIF = {b"avif", b"avis"}
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}


def picture_kind(head: bytes) -> str:
    """'jpeg', 'png', 'webp', 'heic', 'avif', 'tiff' or 'gif'; '' for anything else.

    `head`: the first LOOKED_AT bytes of a file, or all of a shorter one.
    """
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] != b"ftyp":
        return ""
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[8:12], *(head[start : start + 4] for start in range(16, length - 3, 4))}
    if brands & _AVIF:
        return "avif"
    return "heic" if brands & _HEIC else ""
